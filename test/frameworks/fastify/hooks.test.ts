import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';
import { application } from './app.ts';

test('hooks in their order: by phase, those of the instance before those of the route', () => {
  const body = "app.get('/x', { onRequest: function three() {}, preHandler: [guard] }, h); app.addHook('preValidation', function four() {}); app.addHook('onRequest', async function two(request) { request.two = 1; });";
  const guards = authMapOf(application(`app.addHook('onRequest', async function one(request) { request.one = 1; }); ${body}`)).routes[0]!.guards;
  expect(guards.map((one) => one.name)).toEqual(['one', 'two', 'guard']);
});

test('a hook that declares `done` lets a request on by calling it, one that does not by returning', () => {
  const routes = [
    "app.get('/done', { onRequest: (request, reply, done) => { if (!request.headers.authorization) { reply.code(401).send(); return; } require('jsonwebtoken').verify(request.headers.authorization, 'k'); done(); } }, h);",
    "app.get('/error', { onRequest: (request, reply, done) => { try { require('jsonwebtoken').verify(request.headers.authorization, 'k'); } catch (e) { return done(new Error('no')); } done(); } }, h);",
    "app.get('/promise', { onRequest: (request, reply, done) => guard(request, reply) }, h);",
    "app.get('/open', { onRequest: (request, reply, done) => { done(); } }, h);",
  ];
  expect(accessOf(application(routes.join('\n')))).toEqual({ 'GET /done': 'authenticated', 'GET /error': 'authenticated', 'GET /promise': 'authenticated', 'GET /open': 'public' });
});

test('jwtVerify refuses unless its rejection is caught or nobody waits for it', () => {
  const routes = [
    "app.get('/awaited', { onRequest: async (request) => { await request.jwtVerify(); } }, h);",
    "app.get('/returned', { onRequest: (request) => request.jwtVerify() }, h);",
    "app.get('/caught', { onRequest: async (request) => { try { await request.jwtVerify(); } catch {} } }, h);",
    "app.get('/sent', { onRequest: async (request, reply) => { try { await request.jwtVerify(); } catch (error) { reply.send(error); } } }, h);",
    "app.get('/floating', { onRequest: async (request) => { request.jwtVerify(); } }, h);",
    "app.get('/decoded', { onRequest: async (request, reply) => { if (!(await request.jwtDecode())) return reply.code(401).send(); } }, h);",
  ];
  expect(accessOf(application(routes.join('\n')))).toEqual({
    'GET /awaited': 'authenticated', 'GET /returned': 'authenticated', 'GET /caught': 'public', 'GET /sent': 'authenticated', 'GET /floating': 'public', 'GET /decoded': 'public',
  });
});

test('a flag in `config` that a hook reads opens or closes one route', () => {
  const hook = 'const flags = request.routeOptions.config; if (flags.open) return; await guard(request, reply);';
  expect(accessOf(application(`app.addHook('onRequest', async (request, reply) => { ${hook} }); app.get('/open', { config: { open: true } }, h); app.get('/closed', { config: { open: false } }, h); app.get('/none', h);`)))
    .toEqual({ 'GET /open': 'public', 'GET /closed': 'authenticated', 'GET /none': 'authenticated' });
  for (const config of ['request.context.config', 'reply.context.config', 'request.routeConfig', 'reply.request.routeOptions.config']) {
    expect(accessOf(application(`app.addHook('onRequest', async (request, reply) => { if (${config}.open) return; await guard(request, reply); }); app.get('/open', { config: { open: true } }, h); app.get('/closed', h);`)))
      .toEqual({ 'GET /open': 'public', 'GET /closed': 'authenticated' });
  }
});

test('two routes of one path are told apart by their configuration', () => {
  const body = "app.addHook('onRequest', async (request, reply) => { if (!request.routeOptions.config.open) await guard(request, reply); }); app.get('/x', { constraints: { version: '1.0.0' }, config: { open: true } }, h); app.get('/x', { constraints: { version: '2.0.0' } }, h);";
  expect(authMapOf(application(body)).routes.map((route) => route.access)).toEqual(['public', 'authenticated']);
});

test('an `onRoute` hook puts others in front of what is declared after it', () => {
  expect(accessOf(application("app.get('/before', { config: { closed: true } }, h); app.addHook('onRoute', (route) => { if (route.config?.closed) route.onRequest = guard; }); app.get('/after', { config: { closed: true } }, h); app.get('/open', h);")))
    .toEqual({ 'GET /before': 'public', 'GET /after': 'authenticated', 'GET /open': 'public' });
});

test('methods that are decorated later, or in another plugin, are found', () => {
  expect(accessOf(application("app.register(async (i) => { i.get('/a', { onRequest: i.check }, h); i.get('/b', { onRequest: i.role('admin') }, h); }); app.decorate('check', guard); app.decorate('role', (name) => async (request, reply) => { if (request.user.role !== name) return reply.code(403).send(); }); app.addHook('onRequest', guard);")))
    .toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authorized [admin]' });
});

test('a method that no plugin in the project adds is not taken for a guard or for none', () => {
  expect(accessOf(application("app.get('/x', { onRequest: app.verifySomehow }, h);"))).toEqual({ 'GET /x': 'unknown' });
});

test('plugins of packages that guard the instance, and methods that they add', () => {
  const bearer = "app.register(async (i) => { i.register(require('@fastify/bearer-auth'), { keys: new Set(['a']) }); i.get('/bearer', h); });";
  const off = "app.register(async (i) => { i.register(require('@fastify/bearer-auth'), { addHook: false, keys: new Set(['a']) }); i.get('/off', h); i.get('/by-hand', { onRequest: i.verifyBearerAuth }, h); });";
  const basic = "app.register(require('@fastify/basic-auth'), { validate }); app.get('/basic', { onRequest: (request, reply, done) => app.basicAuth(request, reply, done) }, h); app.get('/csrf', { onRequest: app.csrfProtection }, h);";
  expect(accessOf(application(`const validate = async () => {}; ${bearer} ${off} ${basic}`)))
    .toEqual({ 'GET /bearer': 'authenticated', 'GET /off': 'public', 'GET /by-hand': 'authenticated', 'GET /basic': 'authenticated', 'GET /csrf': 'public' });
});

test('middleware of Connect under a path', () => {
  expect(accessOf(application("app.use('/admin', (req, res, next) => { try { require('jsonwebtoken').verify(req.headers.authorization, 'k'); next(); } catch { res.statusCode = 401; res.end(); } }); app.get('/admin/x', h); app.get('/administrator', h);")))
    .toEqual({ 'GET /admin/x': 'authenticated', 'GET /administrator': 'public' });
});
