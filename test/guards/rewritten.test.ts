import { describe, expect, it } from 'vitest';
import { accessOf } from '../harness/map.ts';

const PACKAGES = JSON.stringify({ name: 'a', dependencies: { express: '5', jsonwebtoken: '9', 'express-jwt': '8', hono: '4', '@nestjs/common': '11', '@nestjs/core': '11', either: '1', passport: '0.7' } });

function express(routes: string): Record<string, string> {
  return accessOf({
    'package.json': PACKAGES,
    'src/app.js': `import express from 'express';
import jwt from 'jsonwebtoken';
import { expressjwt } from 'express-jwt';
import passport from 'passport';
import { either } from 'either';
const app = express();
const doors = new Map();
const requireUser = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.SECRET); } catch { return res.sendStatus(401); }
  next();
};
const gate = expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] });
const most = gate.unless({ path: ['/open'] });
${routes}
app.listen(80);`,
  });
}

describe('a guard that is called by a function of the project', () => {
  it('lets through what its `unless` lets through', () => {
    expect(express(`app.use((req, res, next) => most(req, res, next));
app.get('/open', (req, res) => res.json([]));
app.get('/shut', (req, res) => res.json([]));`)).toEqual({ 'GET /open': 'public', 'GET /shut': 'authenticated' });
  });

  it('is not seen in what a package makes of it', () => {
    expect(express(`const optional = (req, res, next) => next();
app.get('/a', (req, res, next) => either(optional, requireUser)(req, res, next), (req, res) => res.json([]));`)).toEqual({ 'GET /a': 'unknown' });
  });

  it('is the same when bound', () => {
    expect(express(`app.get('/a', gate.bind(null), (req, res) => res.json([]));
app.get('/b', requireUser.bind(null), (req, res) => res.json([]));
app.get('/c', passport.authenticate.bind(passport)('jwt', { session: false }), (req, res) => res.json([]));`)).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authenticated', 'GET /c': 'authenticated' });
  });
});

describe('hono/combine inside a function', () => {
  it.each([
    ["some((c) => c.req.query('preview') === '1', requireUser)", 'unknown'],
    ['some(requireUser, requireUser)', 'unknown'],
  ])('%s is not taken for a guard', (combined, access) => {
    expect(accessOf({
      'package.json': PACKAGES,
      'src/app.ts': `import { Hono } from 'hono';
import { some } from 'hono/combine';
import { verify } from 'hono/jwt';
import { HTTPException } from 'hono/http-exception';
const app = new Hono();
const requireUser = async (c, next) => {
  try { c.set('user', await verify(c.req.header('authorization') ?? '', process.env.SECRET!, 'HS256')); } catch { throw new HTTPException(401); }
  await next();
};
app.get('/a', (c, next) => ${combined}(c, next), (c) => c.json([]));
export default app;`,
    })).toEqual({ 'GET /a': access });
  });
});

describe('a condition with a name', () => {
  it.each([
    ['in place', '', "door.owner !== req.user.sub && req.user.role !== 'admin'"],
    ['as a constant', "const denied = door.owner !== req.user.sub && req.user.role !== 'admin';", 'denied'],
    ['as a negated constant', "const allowed = door.owner === req.user.sub || req.user.role === 'admin';", '!allowed'],
    ['as a function', "const isDenied = (user, one) => one.owner !== user.sub && user.role !== 'admin';", 'isDenied(req.user, door)'],
  ])('decides %s', (_name, before, condition) => {
    expect(express(`app.get('/doors/:id', requireUser, (req, res) => {
  const door = doors.get(req.params.id);
  ${before}
  if (${condition}) return res.sendStatus(403);
  res.json(door);
});`)).toEqual({ 'GET /doors/:id': 'authorized in the handler' });
  });

  it('is not asked again once a part of it was set anew', () => {
    expect(express(`app.get('/a', (req, res) => {
  let user = req.query.user;
  const denied = !user || user.banned;
  user = req.user;
  if (denied) return res.sendStatus(401);
  res.json([]);
});`)).toEqual({ 'GET /a': 'unknown' });
  });
});

describe('what a constructor sets of an instance that nobody is seen to make', () => {
  const guard = (constructor: string): Record<string, string> => accessOf({
    'package.json': PACKAGES,
    'src/a.ts': `import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Sessions } from './sessions';
@Injectable()
class TokenGuard {
  ${constructor}
  canActivate(context) { return this.sessions.find(context.switchToHttp().getRequest().headers.authorization) !== undefined; }
}
@UseGuards(TokenGuard) @Controller('a')
export class A { @Get() list() { return []; } }
@Module({ controllers: [A], providers: [Sessions] })
class App {}
NestFactory.create(App).then((app) => app.listen(80));`,
    'src/sessions.ts': `export class Sessions {
  constructor() { this.open = new Map(); }
  find(token: string) { return token === undefined ? undefined : this.open.get(token); }
}`,
  });

  it.each(['constructor(private readonly sessions: Sessions) {}', 'constructor(sessions: Sessions) { this.sessions = sessions; }', 'private sessions; constructor() { this.sessions = new Sessions(); }'])('%s', (constructor) => {
    expect(guard(constructor)).toEqual({ 'GET /a': 'authenticated' });
  });

  it('ends where it is made of itself', () => {
    expect(Object.keys(guard('constructor() { this.sessions = this.sessions || {}; }'))).toEqual(['GET /a']);
  });
});
