import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';
import { application } from './app.ts';

test('a hook holds for the routes of its instance, also for those declared before it', () => {
  expect(accessOf(application("app.get('/before', h); app.addHook('onRequest', guard); app.get('/after', h);"))).toEqual({ 'GET /before': 'authenticated', 'GET /after': 'authenticated' });
});

test('a plugin inherits the hooks around it, and keeps its own from its siblings', () => {
  expect(accessOf(application("app.register(async (a) => { a.addHook('onRequest', guard); a.get('/a', h); a.register(async (b) => { b.get('/b', h); }); }); app.register(async (c) => { c.get('/c', h); });")))
    .toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authenticated', 'GET /c': 'public' });
});

test('the hook of a wrapped plugin is put where the plugin is registered', () => {
  const plugin = "const p = async (i) => { i.addHook('preHandler', guard); };";
  expect(accessOf(application(`${plugin} app.get('/x', h); app.register(p);`))).toEqual({ 'GET /x': 'public' });
  expect(accessOf(application(`${plugin} app.get('/x', h); app.register(fp(p));`))).toEqual({ 'GET /x': 'authenticated' });
  expect(accessOf(application(`${plugin} app.get('/x', h); app.register(fp(p, { encapsulate: true }));`))).toEqual({ 'GET /x': 'public' });
});

test('prefixes add up, except that of a wrapped plugin', () => {
  expect(accessOf(application("app.register(async (a) => { a.get('/', h); a.register(async (b) => { b.get('/x', h); }, { prefix: 'b/' }); a.register(fp(async (c) => { c.get('/y', h); }), { prefix: '/c' }); }, { prefix: '/a' });")))
    .toEqual({ 'GET /a': 'public', 'GET /a/b/x': 'public', 'GET /a/y': 'public' });
});

test('hooks after the answer, error handlers and handlers of unknown paths guard nothing', () => {
  expect(accessOf(application("app.addHook('onResponse', guard); app.addHook('onSend', guard); app.setErrorHandler(guard); app.setNotFoundHandler({ preHandler: guard }, guard); app.get('/x', h);"))).toEqual({ 'GET /x': 'public' });
});

test('one plugin registered twice has its routes twice, each with the protection of its place', () => {
  expect(accessOf(application("const routes = async (i, { open }) => { i.get('/x', h); if (open) i.get('/y', h); }; app.register(routes, { prefix: '/open', open: true }); app.register(async (i) => { i.addHook('onRequest', guard); i.register(routes, { prefix: '/closed' }); });")))
    .toEqual({ 'GET /open/x': 'public', 'GET /open/y': 'public', 'GET /closed/x': 'authenticated' });
});

test('a plugin that nobody registers is not called public', () => {
  expect(accessOf({ 'package.json': '{"dependencies":{"fastify":"5"}}', 'routes.js': "require('fastify'); module.exports = async function (fastify) { fastify.get('/x', async () => []); };" })).toEqual({ 'GET /x': 'unknown' });
});

test('the plugin that fastify-cli starts is the application', () => {
  expect(accessOf({ 'package.json': '{"dependencies":{"fastify":"5","fastify-cli":"7"}}', 'app.js': "require('fastify'); module.exports = async function (fastify) { fastify.get('/x', async () => []); };" })).toEqual({ 'GET /x': 'public' });
});
