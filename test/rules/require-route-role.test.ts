import { ruleCases } from '../harness/cases.ts';
import { app, lineOf } from './access/express.ts';

const at = (nth: number, route: string, messageId = 'missingRole') => ({ file: 'app.js', line: lineOf(nth), route, messageId });

ruleCases('require-route-role', {
  flagged: [
    {
      name: 'users that are made, and get a new password, by whom the body says',
      files: app("app.get('/stats', guards.signedIn, guards.admin, done);", "app.post('/user/new', guards.signedIn, (req, res) => res.json(store.create(req.body)));", "app.put('/user/reset-password', guards.signedIn, (req, res) => res.json(store.update(req.body.id, req.body.password)));"),
      findings: [at(2, 'POST /user/new'), at(3, 'PUT /user/reset-password')],
    },
    {
      name: 'a role that the caller gives to somebody, by a procedure',
      files: { 'package.json': '{ "dependencies": { "@trpc/server": "11" } }', 'src/router.ts': `import { initTRPC, TRPCError } from '@trpc/server';
import { db } from './db';
const t = initTRPC.context<any>().create();
const known = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session?.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { userId: ctx.session.user.id } });
});
const owner = known.use(({ ctx, next }) => {
  if (ctx.session.user.role !== 'owner') throw new TRPCError({ code: 'FORBIDDEN' });
  return next();
});
export const appRouter = t.router({
  invite: owner.mutation(async () => db.invite()),
  setRole: known.mutation(async ({ input: { userId, role } }) => db.users.update(userId, { role })),
});
`, 'src/db.ts': 'export const db: any = {};' },
      findings: [{ file: 'src/router.ts', line: 14, route: 'MUTATION setRole' }],
    },
    {
      name: 'an admin path that any account may use',
      files: app("app.get('/admin/users', guards.signedIn, done);", "app.get('/profile', guards.signedIn, done);"),
      findings: [at(1, 'GET /admin/users')],
    },
    {
      name: 'one of the admin routes lacks the role that the others have',
      files: app("app.get('/admin/a', guards.signedIn, guards.admin, done);", "app.get('/admin/b', guards.signedIn, guards.admin, done);", "app.delete('/admin/c', guards.signedIn, done);", "app.get('/x', guards.signedIn, done);"),
      findings: [at(3, 'DELETE /admin/c', 'missingRoleBeside')],
    },
    {
      name: 'the guard is on the mount, in another file',
      files: { ...app("app.use('/admin', guards.signedIn, require('./admin'));", "app.get('/x', guards.signedIn, done);"), 'admin.js': "const router = require('express').Router();\nrouter.post('/reindex', (req, res) => res.json({}));\nmodule.exports = router;\n" },
      findings: [{ file: 'admin.js', line: 2, route: 'POST /admin/reindex', messageId: 'missingRole' }],
    },
    {
      name: 'removing users, in an application that has roles',
      files: app("app.get('/reports', guards.signedIn, guards.admin, done);", "app.delete('/users/:id', guards.signedIn, (req, res) => { db.remove(req.params.id); res.json({}); });"),
      findings: [at(2, 'DELETE /users/:id')],
    },
    {
      name: 'changing the role of a user',
      files: app("app.get('/reports', guards.signedIn, guards.admin, done);", "app.patch('/users/:id/role', guards.signedIn, (req, res) => { db.setRole(req.params.id, req.body); res.json({}); });"),
      findings: [at(2, 'PATCH /users/:id/role')],
    },
    {
      name: 'diagnostics of the system',
      files: app("app.get('/reports', guards.signedIn, guards.admin, done);", "app.get('/diagnostics/system', guards.signedIn, done);"),
      findings: [at(2, 'GET /diagnostics/system')],
    },
    {
      name: 'impersonation',
      files: app("app.post('/impersonate/:id', guards.signedIn, done);", "app.get('/x', guards.signedIn, done);"),
      findings: [at(1, 'POST /impersonate/:id')],
    },
    {
      name: 'a path that the options list',
      options: { paths: ['/billing'] },
      files: app("app.post('/billing/refund', guards.signedIn, done);", "app.get('/x', guards.signedIn, done);"),
      findings: [at(1, 'POST /billing/refund')],
    },
  ],
  quiet: [
    {
      name: 'the new password of whoever is calling',
      files: app("app.get('/stats', guards.signedIn, guards.admin, done);", "app.put('/user/reset-password', guards.signedIn, (req, res) => res.json(store.update(req.user.id, req.body.password)));"),
    },
    {
      name: 'a role of the caller\'s own, taken out of the context',
      files: { 'package.json': '{ "dependencies": { "@trpc/server": "11" } }', 'src/router.ts': `import { initTRPC, TRPCError } from '@trpc/server';
import { db } from './db';
const t = initTRPC.context<any>().create();
const known = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session?.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { userId: ctx.session.user.id } });
});
const owner = known.use(({ ctx, next }) => {
  if (ctx.session.user.role !== 'owner') throw new TRPCError({ code: 'FORBIDDEN' });
  return next();
});
export const appRouter = t.router({
  invite: owner.mutation(async () => db.invite()),
  setRole: known.mutation(async ({ ctx: { userId }, input: { role } }) => db.users.update(userId, { role })),
});
`, 'src/db.ts': 'export const db: any = {};' },
    },
    { name: 'only operators know the one password', files: { ...app("const { basicAuthorization } = require('./basic');", "app.delete('/admin/users/:id', basicAuthorization, done);", "app.get('/x', guards.signedIn, done);"), 'basic.js': "exports.basicAuthorization = (req, res, next) => (req.headers.authorization === 'Basic ' + process.env.BASIC ? next() : res.sendStatus(401));\n" } },
    {
      name: 'what is put around the handler asks for a permission',
      files: { ...app("const { permitted } = require('./permitted');", "app.get('/admin/users', permitted('users', 'list', done));", "app.get('/x', guards.signedIn, done);"), 'permitted.js': "exports.permitted = (resource, action, handler) => async (req, res) => {\n  if (!req.session.user) return res.sendStatus(401);\n  const permissions = hasPermissionsFor(req.session.user, resource, action);\n  permissions.check();\n  return handler(req, res);\n};\n" },
    },
    {
      name: 'only operators know what it is compared with',
      files: app("app.post('/admin/cache', (req, res) => { if (req.headers.authorization !== `Bearer ${process.env.INTERNAL_TOKEN}`) return res.sendStatus(401); res.json({}); });", "app.get('/x', guards.signedIn, done);"),
    },
    { name: 'an admin path that asks for the role', files: app("app.get('/admin/users', guards.signedIn, guards.admin, done);") },
    { name: 'an admin path that asks for a permission', files: app("app.get('/admin/users', guards.signedIn, guards.can('users:read'), done);") },
    { name: 'the handler asks for the role itself', files: app("app.get('/admin/users', guards.signedIn, (req, res) => { if (req.user.role !== 'admin') return res.sendStatus(403); res.json([]); });") },
    { name: 'a service asks for the role', files: { ...app("const users = require('./users');", "app.get('/admin/users', guards.signedIn, (req, res) => res.json(users.list(req.user)));", "app.get('/x', guards.signedIn, done);"), 'users.js': "exports.list = (actor) => { if (!actor.isAdmin) throw new Error('no'); return []; };" } },
    { name: 'an admin path that is open altogether is another rule\'s matter', files: app("app.get('/admin/users', done);", "app.get('/x', guards.signedIn, done);") },
    { name: 'the guard is one for administrators by its name', files: { ...app("const { adminSession } = require('./admin-session');", "app.get('/admin/users', adminSession, done);", "app.get('/x', guards.signedIn, done);"), 'admin-session.js': 'exports.adminSession = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));' } },
    { name: 'an application that is all administration', files: app("app.get('/admin/a', guards.signedIn, done);", "app.get('/admin/b', guards.signedIn, done);", "app.get('/admin/c', guards.signedIn, done);", "app.get('/admin/d', guards.signedIn, done);") },
    { name: 'changing one\'s own account', files: app("app.get('/reports', guards.signedIn, guards.admin, done);", "app.delete('/users/:id', guards.signedIn, (req, res) => { if (req.params.id !== req.user.id) return res.sendStatus(404); res.json({}); });") },
    { name: 'the user\'s own settings', files: app("app.get('/reports', guards.signedIn, guards.admin, done);", "app.patch('/users/me/settings', guards.signedIn, done);", "app.patch('/settings', guards.signedIn, done);") },
    { name: 'a path that the options except', options: { ignore: ['/admin/help'] }, files: app("app.get('/admin/help', guards.signedIn, done);", "app.get('/x', guards.signedIn, done);") },
    { name: 'users in an application without roles', files: app("app.delete('/users/:id', guards.signedIn, (req, res) => res.json({}));") },
  ],
});
