import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (routes: string): Record<string, string> => ({
  'app.ts': `
    import express from 'express';
    import { getRepository } from 'typeorm';
    import { User } from './user';
    enum Permission { NONE = 0, ADMIN = 2, MANAGE_USERS = 8 }
    const app = express();
    app.use(async (req, res, next) => {
      let user: User | undefined | null;
      if (req.session?.userId) user = await getRepository(User).findOne({ where: { id: req.session.userId } });
      if (user) req.user = user;
      next();
    });
    const may = (permissions?: Permission | Permission[]) => (req, res, next) => {
      if (!req.user || !req.user.hasPermission(permissions ?? 0)) res.status(403).json({});
      else next();
    };
    const isAllowed = (allowed) => (req, res, next) => {
      const roles = req.user?.role || [];
      if (roles.some((role) => allowed.includes(role))) return next();
      res.sendStatus(403);
    };
    const handler = (req, res) => res.json([]);
    ${routes}
  `,
  'user.ts': "import { Entity } from 'typeorm'; @Entity() export class User { permissions = 0; hasPermission(wanted) { return (this.permissions & wanted) !== 0; } }",
});

test('a variable that is annotated with a class and not yet set is undefined', () => {
  expect(accessOf(app("app.get('/x', may(), handler);"))).toEqual({ 'GET /x': 'authenticated' });
});

test('asking for no permission asks for nothing', () => {
  expect(accessOf(app("app.get('/x', may(Permission.NONE), handler);"))).toEqual({ 'GET /x': 'authenticated' });
});

test('a permission that is a number is called by its name', () => {
  expect(accessOf(app("app.get('/x', may(Permission.ADMIN), handler);"))).toEqual({ 'GET /x': 'authorized [ADMIN]' });
});

test('permissions in a list are asked for', () => {
  expect(accessOf(app("app.get('/x', may([Permission.ADMIN, Permission.MANAGE_USERS]), handler);"))).toEqual({ 'GET /x': 'authorized [ADMIN,MANAGE_USERS]' });
});

test('a question put to each of the caller\'s roles names those that are wanted', () => {
  expect(accessOf(app("app.get('/x', isAllowed(['admin', 'owner']), handler);"))).toEqual({ 'GET /x': 'authorized [admin,owner]' });
});

test('where no role is named, none is reported', () => {
  expect(accessOf(app("app.get('/x', (req, res, next) => (weigh(req.user.role) ? next() : res.sendStatus(403)), handler);"))).toEqual({ 'GET /x': 'authorized' });
});

test('a role that is a condition of the query for the caller is asked for', () => {
  expect(accessOf(app(`
    const withRole = (name) => async (req, res, next) => {
      const found = await prisma.user.findFirst({ where: { id: req.session.userId, roles: { some: { name } } } });
      if (!found) return res.sendStatus(403);
      next();
    };
    app.get('/x', async (req, res, next) => (req.session.userId ? next() : res.sendStatus(401)), withRole('admin'), handler);`))).toEqual({ 'GET /x': 'authorized [admin]' });
});
