import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, more: Record<string, string> = {}): Record<string, string> => ({
  'package.json': '{"dependencies":{"koa":"^3.0.0","@koa/router":"^15.0.0"}}',
  'app.js': `
    const Koa = require('koa');
    const Router = require('@koa/router');
    const mount = require('koa-mount');
    const compose = require('koa-compose');
    const guard = async (ctx, next) => { if (!ctx.state.user) ctx.throw(401); await next(); };
    const h = async (ctx) => { ctx.body = []; };
    const app = new Koa();
    const router = new Router();
    ${body}
    module.exports = app;
  `,
  ...more,
});

test('a guard protects what is registered after it, on the application and on a router', () => {
  expect(accessOf(app("router.get('/a', h); router.use(guard); router.get('/b', h); app.use(router.routes());"))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
  expect(accessOf(app("router.get('/a', h); const late = new Router(); late.get('/b', h); app.use(router.routes()); app.use(guard); app.use(late.routes());"))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
});

test('the guards of one router are not those of the next', () => {
  expect(accessOf(app("router.use(guard); router.get('/a', h); const other = new Router(); other.get('/b', h); app.use(router.routes()); app.use(other.routes());"))).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public' });
});

test('a router within a router has the guards that stood there before it, and leaves its own to what follows', () => {
  expect(accessOf(app("const inner = new Router(); inner.get('/x', h); router.use('/early', inner.routes()); router.use(guard); router.use('/late', inner.routes()); app.use(router.routes());")))
    .toEqual({ 'GET /early/x': 'public', 'GET /late/x': 'authenticated' });
  expect(accessOf(app("const inner = new Router(); inner.use(guard); inner.get('/x', h); router.use('/n', inner.routes()); router.get('/n/after', h); router.get('/after', h); app.use(router.routes());")))
    .toEqual({ 'GET /n/x': 'authenticated', 'GET /n/after': 'authenticated', 'GET /after': 'public' });
});

test('what is registered on a router after it was put into another is not reached there', () => {
  expect(accessOf(app("const inner = new Router(); inner.get('/x', h); router.use(inner.routes()); inner.get('/late', h); app.use(router.routes());"))).toEqual({ 'GET /x': 'public' });
});

test('prefixes of routers, mounts and nested routers add up', () => {
  expect(accessOf(app("const v1 = new Router({ prefix: '/v1' }); v1.get('/', h); v1.get('/x', h); router.prefix('/api'); router.use(v1.routes()); const api = new Koa(); api.use(router.routes()); app.use(mount('/m', api));")))
    .toEqual({ 'GET /m/api/v1': 'public', 'GET /m/api/v1/x': 'public' });
});

test('a path covers whole segments; `/` is the path itself', () => {
  expect(accessOf(app("router.use('/admin', guard); router.use('/', guard); router.get('/admin/x', h); router.get('/administrator', h); router.get('/', h); app.use(router.routes());")))
    .toEqual({ 'GET /admin/x': 'authenticated', 'GET /administrator': 'public', 'GET /': 'authenticated' });
});

test('in older versions of the router `/` covers everything below it', () => {
  expect(accessOf(app("router.use('/', guard); router.get('/x', h); app.use(router.routes());", { 'package.json': '{"dependencies":{"koa":"^2.13.0","@koa/router":"^12.0.0"}}' }))).toEqual({ 'GET /x': 'authenticated' });
});

test('routes by name, by list of paths, by `register`, `del`, `all` and `redirect`', () => {
  expect(accessOf(app("router.get('home', '/home', guard, h); router.get(['/a', '/b'], h); router.register('/r', ['get', 'post'], [guard, h]); router.del('/d', h); router.all('/any', h); router.redirect('/old', '/home'); app.use(router.routes());")))
    .toEqual({ 'GET /home': 'authenticated', 'GET /a': 'public', 'GET /b': 'public', 'GET /r': 'authenticated', 'POST /r': 'authenticated', 'DELETE /d': 'public', 'ALL /any': 'public', 'ALL /old': 'public' });
});

test('composed middleware stands in its order', () => {
  expect(accessOf(app("app.use(compose([guard])); router.get('/x', compose([h])); app.use(router.routes());"))).toEqual({ 'GET /x': 'authenticated' });
  expect(accessOf(app("router.get('/x', compose([guard, h])); router.get('/y', (ctx, next) => compose([guard, h])(ctx, next)); app.use(router.routes());"))).toEqual({ 'GET /x': 'authenticated', 'GET /y': 'authenticated in the handler' });
});

test('a guard registered alone protects the handler that is registered later', () => {
  expect(accessOf(app("router.all('/admin/(.*)', guard); router.post('/x', guard); router.get('/admin/a', h); router.post('/x', h); router.get('/x', h); app.use(router.routes());")))
    .toEqual({ 'GET /admin/a': 'authenticated', 'POST /x': 'authenticated', 'GET /x': 'public' });
});

test('a router given as a parameter has the guards of its creator', () => {
  expect(accessOf(app("const a = new Router(); a.use(guard); const b = new Router(); const routes = (...[router, deps]) => { router.get(deps.path, h); }; routes(a, { path: '/a' }); routes(b, { path: '/b' }); for (const one of [a, b]) app.use(one.routes()).use(one.allowedMethods());")))
    .toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public' });
});

test('a check of a path parameter guards the routes that have it', () => {
  expect(accessOf(app("router.param('id', (id, ctx, next) => { if (!ctx.state.user) return ctx.throw(401); return next(); }); router.get('/x/:id', h); router.get('/x', h); app.use(router.routes());"))).toEqual({ 'GET /x/:id': 'authenticated', 'GET /x': 'public' });
});

test('a router whose mount is not in the code is not called public', () => {
  expect(accessOf({ 'routes.js': "const Router = require('@koa/router'); const router = new Router(); router.get('/x', (ctx) => { ctx.body = []; }); module.exports = router;" })).toEqual({ 'GET /x': 'unknown' });
});

test('applications and routers that are classes of the project', () => {
  expect(accessOf(app("class Api extends Router { constructor() { super(); this.get('/x', guard, h); this.get('/y', h); } } class Server extends Koa { constructor() { super(); this.use(new Api().routes()); } } new Server();")))
    .toEqual({ 'GET /x': 'authenticated', 'GET /y': 'public' });
});

test('paths that plain middleware answers', () => {
  expect(accessOf(app("app.use(async (ctx, next) => { if (ctx.path === '/health') { ctx.body = 'ok'; return; } if (ctx.path === '/skip') return next(); await next(); }); app.use(guard); app.use(async (ctx) => { switch (ctx.path) { case '/a': ctx.body = 'a'; break; case '/b': if (ctx.method === 'POST') ctx.body = 'b'; break; } if (ctx.method === 'GET' && ctx.path === '/c') { ctx.body = 1; } });")))
    .toEqual({ 'ALL /health': 'public', 'ALL /a': 'authenticated', 'ALL /b': 'authenticated', 'GET /c': 'authenticated' });
});

test('a mounted handler answers every method', () => {
  expect(accessOf(app("const inner = new Koa(); inner.use(guard); inner.use(h); app.use(mount('/open', h)); app.use(mount('/closed', inner)); app.use(router.routes());"))).toEqual({ 'ALL /open': 'public', 'ALL /closed': 'authenticated' });
});

test('routes on a router that nobody is seen to give', () => {
  expect(accessOf({ 'routes.js': "const auth = require('koa-jwt'); module.exports = (router) => { router.get('/x', (ctx) => { ctx.body = []; }); router.get('/y', auth({ secret: 'k' }), (ctx) => { ctx.body = []; }); };", 'app.js': "const Router = require('@koa/router'); module.exports = Router;" }))
    .toEqual({ 'GET /x': 'unknown', 'GET /y': 'authenticated' });
});

test('a package that adds something to the application gives it back', () => {
  expect(accessOf(app("router.get('/b', h); const served = require('koa-websocket')(app); served.use(guard); served.use(router.routes());"))).toEqual({ 'GET /b': 'authenticated' });
});
