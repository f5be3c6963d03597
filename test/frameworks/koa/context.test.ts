import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

/** Access of one route, by what stands in front of its handler, or what the handler does. */
function accessBehind(guard: string, before = ''): string | undefined {
  return accessOf({
    'app.js': `
      const Koa = require('koa');
      const Router = require('@koa/router');
      const jwt = require('jsonwebtoken');
      const createError = require('http-errors');
      const koaJwt = require('koa-jwt');
      const app = new Koa();
      const router = new Router();
      ${before}
      router.get('/x', ${guard}, async (ctx) => { ctx.body = []; });
      app.use(router.routes());
    `,
  })['GET /x'];
}

test.each([
  ['ctx.throw with a status', "async (ctx, next) => { if (!ctx.state.user) ctx.throw(401, 'no'); await next(); }"],
  ['an error of http-errors', "async (ctx, next) => { if (!ctx.get('authorization')) throw createError(401); const user = jwt.verify(ctx.get('authorization'), 'k'); ctx.state.user = user; await next(); }"],
  ['ctx.status and a return', 'async (ctx, next) => { if (!ctx.session.userId) { ctx.status = 401; ctx.body = { error: true }; return; } return next(); }'],
  ['body before status', "async ({ state, response }, next) => { if (!state.user) { response.body = 'no'; response.status = 403; return; } await next(); }"],
  ['ctx.assert', "(ctx, next) => { ctx.assert(ctx.state.user, 401, 'log in'); return next(); }"],
  ['a redirect to the login page', "(ctx, next) => { if (!ctx.session || !ctx.session.user) return ctx.redirect('/login'); return next(); }"],
  ['passport', '(ctx, next) => { if (ctx.isAuthenticated()) return next(); ctx.status = 401; }'],
  ['next by a condition', '(ctx, next) => ctx.state.user ? next() : undefined'],
  ['a token in the header object', "(ctx, next) => { const { authorization } = ctx.header; if (!authorization) ctx.throw(401); ctx.state.user = jwt.verify(authorization.slice(7), 'k'); return next(); }"],
  ['a cookie', "async (ctx, next) => { const token = ctx.cookies.get('token'); try { ctx.state.user = jwt.verify(token, 'k'); } catch { ctx.throw(401); } await next(); }"],
  ['koa-jwt', "koaJwt({ secret: 'k' })"],
])('%s refuses', (_name, guard) => {
  expect(accessBehind(guard)).toBe('authenticated');
});

test.each([
  ['populating only', "async (ctx, next) => { try { ctx.state.user = jwt.verify(ctx.get('authorization'), 'k'); } catch {} await next(); }"],
  ['koa-jwt with passthrough', "koaJwt({ secret: 'k', passthrough: true })"],
  ['an error handler', "async (ctx, next) => { try { await next(); } catch (error) { ctx.status = error.status || 500; ctx.body = { message: 'Unauthorized' }; } }"],
  ['validation', "async (ctx, next) => { if (!ctx.request.body.name) ctx.throw(400); await next(); }"],
  ['a refusal after the fact', 'async (ctx, next) => { if (!ctx.state.user) { ctx.status = 401; } await next(); }'],
  ['a service of the application', 'async (ctx, next) => { if (!ctx.logger) ctx.throw(503); ctx.logger.info(1); await next(); }'],
])('%s does not', (_name, guard) => {
  expect(accessBehind(guard)).toBe('public');
});

test('a role', () => {
  expect(accessBehind("role('admin')", "const role = (name) => async (ctx, next) => { if (!ctx.state.user) ctx.throw(401); if (ctx.state.user.role !== name) ctx.throw(403); await next(); };")).toBe('authorized [admin]');
});

test('a role that only rejects once someone is there', () => {
  expect(accessBehind("koaJwt({ secret: 'k' }), async (ctx, next) => { ctx.assert(ctx.state.user.scopes.includes('write'), 403); await next(); }")).toBe('authorized [write]');
});

test('a check in the handler, which passes on like middleware', () => {
  expect(accessBehind('async (ctx, next) => { ctx.set("x", "y"); await next(); }, async (ctx, next) => { if (!ctx.state.user) ctx.throw(401); ctx.body = 1; return next(); }, (ctx, next) => next()')).toBe('authenticated');
});

test('exceptions by `unless`, of packages and of own guards', () => {
  const files = (guard: string): Record<string, string> => ({
    'app.js': `
      const Koa = require('koa'); const Router = require('@koa/router'); const koaJwt = require('koa-jwt'); const unless = require('koa-unless');
      const own = async (ctx, next) => { if (!ctx.state.user) ctx.throw(401); await next(); };
      own.unless = unless;
      const app = new Koa(); const router = new Router();
      app.use(${guard}.unless({ path: ['/login', /^\\/public/] }));
      router.post('/login', (ctx) => { ctx.body = 1; }); router.get('/public/x', (ctx) => { ctx.body = 1; }); router.get('/x', (ctx) => { ctx.body = 1; });
      app.use(router.routes());
    `,
  });
  const expected = { 'POST /login': 'public', 'GET /public/x': 'public', 'GET /x': 'authenticated' };
  expect(accessOf(files("koaJwt({ secret: 'k' })"))).toEqual(expected);
  expect(accessOf(files('own'))).toEqual(expected);
});

test('an answer that says itself that it is an error, whatever its status', () => {
  const reply = "const reply = (data, num, errmsg) => ({ errcode: num || 0, errmsg, data });";
  expect(accessBehind("async (ctx, next) => { if (!ctx.state.user) { ctx.body = reply(null, 40011, 'log in'); return; } await next(); }", reply)).toBe('authenticated');
  expect(accessBehind("async (ctx, next) => { if (!ctx.state.user) { ctx.body = reply([], 0, 'welcome'); return; } await next(); }", reply)).not.toBe('authorized');
});
