import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (routes: string): Record<string, string> => ({
  'services/api.service.js': `
    const ApiGateway = require('moleculer-web'); const { UnAuthorizedError } = ApiGateway.Errors; const jwt = require('jsonwebtoken');
    const guard = (req, res, next) => { if (!req.headers.authorization || !req.user) { res.writeHead(401); return res.end(); } next(); };
    module.exports = {
      name: 'api', mixins: [ApiGateway],
      settings: { port: 1, routes: [${routes}] },
      methods: {
        async authenticate(ctx, route, req) { const auth = req.headers['authorization']; if (auth) { return jwt.verify(auth, 'key'); } return null; },
        async authorize(ctx, route, req) { if (req.$action.auth === 'required' && !ctx.meta.user) { throw new UnAuthorizedError('NO_RIGHTS'); } },
        async strict(ctx, route, req) { if (!req.headers.authorization) throw new UnAuthorizedError('NO'); jwt.verify(req.headers.authorization, 'key'); },
      },
    };`,
  'services/books.service.js': `
    module.exports = { name: 'books', actions: {
      list: { handler(ctx) { return []; } }, create: { auth: 'required', async handler(ctx) { return {}; } }, mine(ctx) { if (!ctx.meta.user) throw new UnauthorizedError(); return []; } } };
    class UnauthorizedError extends Error {}`,
});

test('a method of the gateway decides where the route says so', () => {
  expect(accessOf(app("{ path: '/api', authorization: 'strict', mappingPolicy: 'restrict', aliases: { 'GET books': 'books.list' } }, { path: '/open', mappingPolicy: 'restrict', aliases: { 'GET books': 'books.list', 'POST mine': 'books.mine' } }")))
    .toEqual({ 'GET /api/books': 'authenticated', 'GET /open/books': 'public', 'POST /open/mine': 'authenticated in the handler' });
});

test('what an action says of itself is asked by the method', () => {
  expect(accessOf(app("{ path: '/api', authentication: true, authorization: true, mappingPolicy: 'restrict', aliases: { 'GET books': 'books.list', 'POST books': 'books.create' } }")))
    .toEqual({ 'GET /api/books': 'public', 'POST /api/books': 'authenticated' });
});

test('middleware of the route and of an alias', () => {
  expect(accessOf(app("{ path: '/a', mappingPolicy: 'restrict', use: [guard], aliases: { 'GET x': 'books.list' } }, { path: '/b', mappingPolicy: 'restrict', aliases: { 'GET x': [guard, 'books.list'], 'GET y'(req, res) { res.end(); } } }")))
    .toEqual({ 'GET /a/x': 'authenticated', 'GET /b/x': 'authenticated', 'GET /b/y': 'public' });
});

test('resources, and a route that calls any action', () => {
  expect(accessOf(app("{ path: '/api', aliases: { 'REST books': 'books' } }"))).toEqual({
    'GET /api/books': 'public', 'GET /api/books/:id': 'public', 'POST /api/books': 'public', 'PUT /api/books/:id': 'public', 'PATCH /api/books/:id': 'public', 'DELETE /api/books/:id': 'public', 'ALL /api/*': 'public',
  });
});
