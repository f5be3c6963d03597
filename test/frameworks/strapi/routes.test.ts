import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (files: Record<string, string>): Record<string, string> => ({
  'package.json': '{ "dependencies": { "@strapi/strapi": "4.25.0" } }',
  'src/api/book/controllers/book.js': `
    const { createCoreController } = require('@strapi/strapi').factories;
    module.exports = createCoreController('api::book.book', ({ strapi }) => ({
      async mine(ctx) { if (!ctx.state.user) { return ctx.unauthorized('no'); } return ctx.send([]); },
      async open(ctx) { return ctx.send([]); },
    }));`,
  'src/policies/is-admin.js': "module.exports = (policyContext, config, { strapi }) => { if (policyContext.state.user.role.name === 'Admin') { return true; } return false; };",
  'src/api/book/policies/known.js': 'module.exports = (policyContext) => { if (policyContext.state.user) { return true; } return false; };',
  'src/api/book/policies/all.js': 'module.exports = () => true;',
  ...files,
});
const custom = (routes: string): Record<string, string> => app({ 'src/api/book/routes/custom.js': `module.exports = { routes: [${routes}] };` });

test('a route asks for a token unless it says otherwise', () => {
  expect(accessOf(custom("{ method: 'GET', path: '/a', handler: 'book.open' }, { method: 'GET', path: '/b', handler: 'book.open', config: { auth: false } }, { method: 'POST', path: '/c/:id', handler: 'api::book.book.open', config: { policies: [] } }")))
    .toEqual({ 'GET /api/a': 'authenticated', 'GET /api/b': 'public', 'POST /api/c/:id': 'authenticated' });
});

test('policies', () => {
  expect(accessOf(custom("{ method: 'GET', path: '/a', handler: 'book.open', config: { auth: false, policies: ['known'] } }, { method: 'GET', path: '/b', handler: 'book.open', config: { policies: ['global::is-admin'] } }, { method: 'GET', path: '/c', handler: 'book.open', config: { auth: false, policies: ['all'] } }, { method: 'GET', path: '/d', handler: 'book.open', config: { auth: false, policies: ['missing'] } }")))
    .toEqual({ 'GET /api/a': 'authenticated', 'GET /api/b': 'authorized [Admin]', 'GET /api/c': 'public', 'GET /api/d': 'unknown' });
});

test('a check in the action', () => {
  expect(accessOf(custom("{ method: 'GET', path: '/a', handler: 'book.mine', config: { auth: false } }"))).toEqual({ 'GET /api/a': 'authenticated in the handler' });
});

test('core routers', () => {
  expect(accessOf(app({
    'src/api/book/content-types/book/schema.json': '{ "kind": "collectionType", "info": { "singularName": "book", "pluralName": "library-books" } }',
    'src/api/book/routes/book.js': "const { createCoreRouter } = require('@strapi/strapi').factories; module.exports = createCoreRouter('api::book.book', { only: ['find', 'findOne', 'create'], config: { find: { auth: false } } });",
    'config/api.js': "module.exports = { rest: { prefix: '/v1' } };",
  }))).toEqual({ 'GET /v1/library-books': 'public', 'GET /v1/library-books/:id': 'authenticated', 'POST /v1/library-books': 'authenticated' });
});

test('middleware of a route', () => {
  expect(accessOf(custom("{ method: 'GET', path: '/a', handler: 'book.open', config: { auth: false, middlewares: [async (ctx, next) => { if (!ctx.state.user) return ctx.unauthorized(); await next(); }] } }"))).toEqual({ 'GET /api/a': 'authenticated' });
});
