import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const server = (body: string, more: Record<string, string> = {}): Record<string, string> => ({
  'server.js': `
    const Hapi = require('@hapi/hapi');
    const Boom = require('@hapi/boom');
    const Jwt = require('@hapi/jwt');
    const bcrypt = require('bcrypt');
    const db = require('some-store');
    const handler = async () => [];
    const start = async () => {
      const server = Hapi.server({ port: 3000 });
      await server.register(Jwt);
      server.auth.strategy('session', 'jwt', { keys: process.env.KEY, verify: { aud: false, iss: false, sub: false }, validate: () => ({ isValid: true }) });
      ${body}
      await server.start();
    };
    start();
  `,
  ...more,
});

test('without a strategy of its own and without a default, a route is public', () => {
  expect(accessOf(server("server.route({ method: 'GET', path: '/a', handler }); server.route([{ method: ['PUT', 'post'], path: '/b/{id}', handler, options: { auth: 'session' } }, { method: '*', path: '/{rest*}', config: { auth: false, handler } }]);")))
    .toEqual({ 'GET /a': 'public', 'PUT /b/:id': 'authenticated', 'POST /b/:id': 'authenticated', 'ALL /*': 'public' });
});

test('a default applies to every route that says nothing of its own, before it or after it', () => {
  expect(accessOf(server("server.route({ method: 'GET', path: '/a', handler }); server.auth.default('session'); server.route({ method: 'GET', path: '/b', handler, options: { auth: false } }); server.route({ method: 'GET', path: '/c', handler, options: { auth: { mode: 'try' } } }); server.route({ method: 'GET', path: '/d', handler, options: { auth: { scope: ['admin', 'owner'] } } });")))
    .toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public', 'GET /c': 'public', 'GET /d': 'authorized [admin,owner]' });
});

test('a default under a condition on the installation, and one that is there only while developing', () => {
  const routes = "server.route({ method: 'GET', path: '/a', handler }); server.route({ method: 'GET', path: '/b', handler, options: { auth: false } });";
  const secured = server(`if (await db.isSecured()) { server.auth.default('session'); } ${routes}`);
  expect(accessOf(secured)).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public' });
  expect(authMapOf(secured).routes.find(({ path }) => path === '/a')?.guards).toMatchObject([{ proves: 'authentication', unless: ['db.isSecured'] }]);
  expect(accessOf(server(`if (process.env.NODE_ENV === 'development') { server.auth.default('session'); } ${routes}`))).toEqual({ 'GET /a': 'unknown', 'GET /b': 'public' });
});

test('modes, scopes and their signs', () => {
  const route = (path: string, auth: string): string => `server.route({ method: 'GET', path: '${path}', handler, options: { auth: ${auth} } });`;
  expect(accessOf(server([
    route('/required', "{ strategy: 'session', mode: 'required' }"), route('/optional', "{ strategy: 'session', mode: 'optional' }"), route('/try', "{ strategies: ['session'], mode: 'try', scope: ['admin'] }"),
    route('/plus', "{ strategy: 'session', scope: ['+a', 'b', '!c'] }"), route('/not', "{ strategy: 'session', scope: ['!guest'] }"), route('/access', "{ strategy: 'session', access: [{ scope: ['admin'] }, { scope: 'user-{params.id}', entity: 'user' }] }"),
    route('/entity', "{ strategy: 'session', access: { entity: 'user' } }"),
  ].join('\n')))).toEqual({
    'GET /required': 'authenticated', 'GET /optional': 'public', 'GET /try': 'public', 'GET /plus': 'authorized [a,b]', 'GET /not': 'authenticated', 'GET /access': 'authorized [admin,user-{params.id}]', 'GET /entity': 'authenticated',
  });
});

test('a strategy is as good as what checks its credentials', () => {
  const strategy = (scheme: string, options: string): Record<string, string> => accessOf(server(`server.auth.strategy('it', '${scheme}', ${options}); server.route({ method: 'GET', path: '/', handler, options: { auth: 'it' } });`));
  expect(strategy('basic', "{ validate: async (request, username, password) => { const user = await db.users.findOne({ username }); if (!user || !(await bcrypt.compare(password, user.hash))) return { isValid: false }; return { isValid: true, credentials: user }; } }")).toEqual({ 'GET /': 'authenticated' });
  expect(strategy('basic', '{ validate: (request, username, password, h) => ({ isValid: true, credentials: { username } }) }')).toEqual({ 'GET /': 'public' });
  expect(strategy('bearer-access-token', "{ validate: async (request, token, h) => ({ isValid: token === process.env.TOKEN, credentials: {} }) }")).toEqual({ 'GET /': 'authenticated' });
  expect(strategy('jwt', '{ keys: process.env.KEY, verify: false, validate: () => ({ isValid: true }) }')).toEqual({ 'GET /': 'public' });
  expect(strategy('cookie', "{ cookie: { password: process.env.PASSWORD }, validate: async () => ({ isValid: true }) }")).toEqual({ 'GET /': 'authenticated' });
  expect(strategy('bell', "{ provider: 'github' }")).toEqual({ 'GET /': 'public' });
});

test('schemes of the project are judged by their body', () => {
  const scheme = (body: string): Record<string, string> => accessOf(server(`server.auth.scheme('own', (server, options) => ({ authenticate: async (request, h) => { ${body} } })); server.auth.strategy('it', 'own', { key: process.env.KEY }); server.route({ method: 'GET', path: '/', handler, options: { auth: 'it' } });`));
  expect(scheme("const given = request.headers['x-api-key']; if (given !== options.key) throw Boom.unauthorized(null, 'own'); return h.authenticated({ credentials: { ok: true } });")).toEqual({ 'GET /': 'authenticated' });
  expect(scheme("const token = request.headers.authorization; if (!token) return h.unauthenticated(Boom.unauthorized('no token')); const user = await db.sessions.findByToken(token); if (!user) return h.unauthenticated(Boom.unauthorized('bad token')); return h.authenticated({ credentials: user });")).toEqual({ 'GET /': 'authenticated' });
  expect(scheme("return h.authenticated({ credentials: { guest: true } });")).toEqual({ 'GET /': 'public' });
});

test('several strategies are as good as the worst of them', () => {
  expect(accessOf(server("server.auth.strategy('open', 'basic', { validate: () => ({ isValid: true }) }); server.route({ method: 'GET', path: '/a', handler, options: { auth: { strategies: ['session', 'open'] } } });"))).toEqual({ 'GET /a': 'public' });
});

test('methods before the handler that refuse, and extensions', () => {
  expect(accessOf(server(`
    const admin = { assign: 'admin', method: (request, h) => { if (request.auth.credentials.role !== 'admin') throw Boom.forbidden(); return h.continue; } };
    const log = { assign: 'log', method: (request) => request.info.id };
    const away = (request, h) => { if (!request.auth.isAuthenticated) return h.redirect('/login').takeover(); return h.continue; };
    const quiet = { method: () => { throw Boom.unauthorized(); }, failAction: 'ignore' };
    server.route({ method: 'GET', path: '/a', handler, options: { auth: 'session', pre: [log, admin] } });
    server.route({ method: 'GET', path: '/b', handler, options: { auth: { strategy: 'session', mode: 'try' }, pre: [[log, away]] } });
    server.route({ method: 'GET', path: '/c', handler, options: { pre: [quiet, log] } });
  `))).toEqual({ 'GET /a': 'authorized [admin]', 'GET /b': 'authenticated', 'GET /c': 'public' });
  expect(accessOf(server("server.route({ method: 'GET', path: '/a', handler }); server.ext('onPreAuth', (request, h) => { if (request.headers['x-api-key'] !== process.env.API_KEY) throw Boom.unauthorized(); return h.continue; });"))).toEqual({ 'GET /a': 'authenticated' });
  expect(accessOf(server("server.ext([{ type: 'onPreHandler', method: (request, h) => { if (request.path.startsWith('/admin') && !request.auth.isAuthenticated) return Boom.unauthorized(); return h.continue; } }]); server.route([{ method: 'GET', path: '/admin/x', handler }, { method: 'GET', path: '/x', handler }]);"))).toEqual({ 'GET /admin/x': 'authenticated', 'GET /x': 'public' });
});

test('checks in the handler', () => {
  expect(accessOf(server(`
    const auth = { strategy: 'session', mode: 'try' };
    server.route({ method: 'GET', path: '/a', options: { auth }, handler: async (request, h) => { if (!request.auth.isAuthenticated) return h.response({ error: 'no' }).code(401); return []; } });
    server.route({ method: 'GET', path: '/b', options: { auth }, handler: async (request) => { const { credentials } = request.auth; if (!credentials) throw Boom.unauthorized('no'); return credentials; } });
    server.route({ method: 'GET', path: '/c', options: { auth }, handler: (request) => ({ name: request.auth.isAuthenticated ? request.auth.credentials.name : 'guest' }) });
    server.route({ method: 'GET', path: '/d', options: { auth: 'session' }, handler: (request) => { if (request.auth.credentials.role !== 'admin') return Boom.forbidden(); return []; } });
  `))).toEqual({ 'GET /a': 'authenticated in the handler', 'GET /b': 'authenticated in the handler', 'GET /c': 'public', 'GET /d': 'authorized [admin] in the handler' });
});

test('the same with `reply`, before version 17', () => {
  expect(accessOf({
    'server.js': `
      const Hapi = require('hapi'); const Boom = require('boom'); const db = require('some-store');
      const server = new Hapi.Server(); server.connection({ port: 3000 });
      server.register(require('hapi-auth-basic'), (err) => {
        server.auth.strategy('simple', 'basic', { validateFunc: (request, username, password, callback) => { db.find(username, (err, user) => callback(null, Boolean(user), user)); } });
        server.route({ method: 'GET', path: '/a', config: { auth: 'simple', handler: (request, reply) => reply([]) } });
        server.route({ method: 'GET', path: '/b', handler: (request, reply) => { if (!request.headers.authorization || request.headers.authorization !== process.env.KEY) return reply(Boom.unauthorized()); reply([]); } });
        server.route({ method: 'GET', path: '/c', config: { pre: [{ method: (request, reply) => { if (request.headers.authorization !== process.env.KEY) return reply('no').code(401).takeover(); reply(); } }] }, handler: (request, reply) => reply([]) });
        server.start();
      });
    `,
  })).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authenticated in the handler', 'GET /c': 'authenticated' });
});

test('a login is recognised by its strategy', () => {
  const { routes } = authMapOf(server("server.auth.strategy('github', 'bell', { provider: 'github' }); server.route({ method: ['GET', 'POST'], path: '/login/github', options: { auth: 'github', handler } });"));
  expect(routes.map(({ method, access, publicBy }) => [method, access, publicBy])).toEqual([['GET', 'public', 'convention: login'], ['POST', 'public', 'convention: login']]);
});
