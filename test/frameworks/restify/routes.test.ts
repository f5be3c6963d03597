import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, version = '^11.0.0'): Record<string, string> => ({
  'package.json': `{ "dependencies": { "restify": "${version}" } }`,
  'app.js': `
    const restify = require('restify'); const errors = require('restify-errors');
    const guard = (req, res, next) => { if (!req.user) { return next(new errors.UnauthorizedError('no')); } next(); };
    const sends = (req, res, next) => { if (!req.headers.authorization || !req.user) { res.send(401, { error: 'no' }); return next(false); } return next(); };
    const h = (req, res, next) => { res.send([]); next(); };
    const server = restify.createServer();
    ${body}
    server.listen(1);
  `,
});

test('handlers in front of a route protect it', () => {
  expect(accessOf(app("server.get('/a', h); server.post('/b', guard, h); server.del('/c/:id', [sends, h]); server.put({ path: '/d', name: 'd' }, h);")))
    .toEqual({ 'GET /a': 'public', 'POST /b': 'authenticated', 'DELETE /c/:id': 'authenticated', 'PUT /d': 'public' });
});

test('what is used runs before all routes, wherever it stands', () => {
  expect(accessOf(app("server.get('/a', h); server.use(guard); server.get('/b', h);"))).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authenticated' });
});

test('before version 7 it protects what is registered after it', () => {
  expect(accessOf(app("server.get('/a', h); server.use(guard); server.get('/b', h);", '^6.4.0'))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
});

test('routers are applied below a prefix', () => {
  expect(accessOf(app("const { Router } = require('restify-router'); const r = new Router(); r.use(guard); r.get('/x', h); const o = new Router(); o.get('/y', h); r.applyRoutes(server, '/api'); o.applyRoutes(server, '/open');")))
    .toEqual({ 'GET /api/x': 'authenticated', 'GET /open/y': 'public' });
});

test('a check in the handler counts', () => {
  expect(accessOf(app("server.get('/a', (req, res, next) => { if (!req.user) { res.send(403); return next(); } res.send({}); next(); });"))).toEqual({ 'GET /a': 'authenticated in the handler' });
});
