import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const list = "const handler = () => []; exports.plugin = { name: 'list', register: async (server, options) => { server.route({ method: 'GET', path: '/', handler }); server.route([require('./item')(), { method: 'GET', path: '/open', options: { auth: false, handler } }]); } };";
const item = "module.exports = () => ({ method: 'DELETE', path: '/{id}', options: { auth: { strategies: ['token'], scope: ['admin'] }, handler: async (request, h) => h.response().code(204) } });";

test('plugins have the prefix of their registration after that around it; one that stands beside the plugin takes its place', () => {
  expect(accessOf({
    'list.js': list,
    'item.js': item,
    'other.js': "exports.plugin = { name: 'other', register: (server) => { server.route({ method: 'GET', path: '/', handler: () => [] }); } };",
    'server.js': `
      const Hapi = require('@hapi/hapi');
      const api = { name: 'api', register: async (server) => { await server.register(require('./list'), { routes: { prefix: '/lists' } }); await server.register({ plugin: require('./other'), routes: { prefix: '/other' } }); } };
      const server = Hapi.server();
      server.auth.strategy('token', 'jwt', { keys: process.env.KEY, validate: () => ({ isValid: true }) });
      server.auth.default('token');
      server.register([{ plugin: api }], { routes: { prefix: '/api' } });
    `,
  })).toEqual({ 'GET /api/lists': 'authenticated', 'DELETE /api/lists/:id': 'authorized [admin]', 'GET /api/lists/open': 'public', 'GET /other': 'authenticated' });
});

test('plugins that are loaded by their names in a loop', () => {
  expect(accessOf({
    'plugins/list.js': list.replace('./item', '../item'),
    'item.js': item,
    'server.js': "const Hapi = require('@hapi/hapi'); module.exports = async () => { const server = new Hapi.Server(); const names = ['list']; await Promise.all(names.map(async (name) => { await server.register({ plugin: require(`./plugins/${name}`), options: {}, routes: { prefix: '/v4' } }); })); return server; };",
  })).toEqual({ 'GET /v4': 'public', 'DELETE /v4/:id': 'authorized [admin]', 'GET /v4/open': 'public' });
});

test('an extension of a plugin is for the whole server unless it is kept to the plugin', () => {
  const files = (options: string): Record<string, string> => ({
    'server.js': `
      const Hapi = require('@hapi/hapi'); const Boom = require('@hapi/boom'); const handler = () => [];
      const guard = (request, h) => { if (request.headers.authorization !== process.env.KEY) throw Boom.unauthorized(); return h.continue; };
      const inner = { name: 'inner', register: (server) => { server.ext('onPreAuth', guard, ${options}); server.route({ method: 'GET', path: '/in', handler }); } };
      const server = Hapi.server(); server.register(inner); server.route({ method: 'GET', path: '/out', handler });
    `,
  });
  expect(accessOf(files('{}'))).toEqual({ 'GET /in': 'authenticated', 'GET /out': 'authenticated' });
  expect(accessOf(files("{ sandbox: 'plugin' }"))).toEqual({ 'GET /in': 'authenticated', 'GET /out': 'public' });
});

test('a plugin that nobody is seen to register: what its routes say for themselves, and no more', () => {
  expect(accessOf({
    'plugin.js': "const Boom = require('@hapi/boom'); const handler = () => []; require('@hapi/hapi'); exports.register = (server) => { server.route({ method: 'GET', path: '/a', handler }); server.route({ method: 'GET', path: '/b', handler, options: { auth: 'jwt' } }); server.route({ method: 'GET', path: '/c', handler, options: { auth: false } }); };",
  })).toEqual({ 'GET /a': 'unknown', 'GET /b': 'authenticated', 'GET /c': 'public' });
});

test('a server that is composed from a manifest', () => {
  expect(accessOf({
    'package.json': '{"dependencies":{"@hapi/hapi":"18","@hapi/glue":"6","confidence":"4"}}',
    'manifest.js': "const Confidence = require('confidence'); const store = new Confidence.Store({ server: { port: 80 }, register: { plugins: [{ plugin: '@hapi/basic' }, { plugin: './lib/auth' }, { plugin: './lib/list', routes: { prefix: '/api' } }] } }); exports.get = (key) => store.get(key, { env: process.env.NODE_ENV });",
    'lib/auth.js': "const Session = require('some-store'); module.exports = { name: 'auth', register: (server) => { server.auth.strategy('simple', 'basic', { validate: async (request, name, key) => { const session = await Session.findByCredentials(name, key); if (!session) return { isValid: false }; return { isValid: true, credentials: session }; } }); server.auth.default('simple'); } };",
    'lib/list.js': "module.exports = { name: 'list', register: (server) => { server.route({ method: 'GET', path: '/list', options: { auth: { scope: 'admin' } }, handler: () => [] }); server.route({ method: 'GET', path: '/mine', handler: () => [] }); } };",
    'server.js': "const Glue = require('@hapi/glue'); const Manifest = require('./manifest'); Glue.compose(Manifest.get('/'), { relativeTo: __dirname }).then((server) => server.start());",
  })).toEqual({ 'GET /api/list': 'authorized [admin]', 'GET /api/mine': 'authenticated' });
});

test('what a plugin exposes, and what decorates requests and toolkits', () => {
  expect(accessOf({
    'server.js': `
      const Hapi = require('@hapi/hapi'); const Boom = require('@hapi/boom'); const handler = () => [];
      const access = { name: 'access', register: (server) => { server.expose('admin', (credentials) => { if (credentials.role !== 'admin') throw Boom.forbidden(); }); } };
      const server = Hapi.server(); server.register(access);
      server.decorate('toolkit', 'deny', function () { return Boom.unauthorized(); });
      server.auth.strategy('s', 'cookie', { cookie: {} });
      server.route({ method: 'GET', path: '/a', options: { auth: 's' }, handler: (request) => { request.server.plugins.access.admin(request.auth.credentials); return []; } });
      server.route({ method: 'GET', path: '/b', options: { auth: { strategy: 's', mode: 'try' } }, handler: (request, h) => { if (!request.auth.credentials) return h.deny(); return []; } });
    `,
  })).toEqual({ 'GET /a': 'authorized [admin] in the handler', 'GET /b': 'authenticated in the handler' });
});

test('routes of a plugin are siblings, and stand where they are written', () => {
  const { routes } = authMapOf({ 'list.js': list, 'item.js': item, 'server.js': "const server = require('@hapi/hapi').server();\nserver.register(require('./list'));\nserver.route({\n  method: 'GET',\n  path: '/own',\n  handler: () => [],\n});" });
  expect(routes.map(({ path, file, line, group }) => [path, `${file}:${line}`, group === routes[0]!.group])).toEqual([['/', 'list.js:1', true], ['/:id', 'item.js:1', true], ['/open', 'list.js:1', true], ['/own', 'server.js:3', false]]);
});
