import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (routes: string, policies: string): Record<string, string> => ({
  'package.json': '{ "dependencies": { "sails": "^1.5.0" } }',
  'config/routes.js': `module.exports.routes = { ${routes} };`,
  'config/policies.js': `module.exports.policies = { ${policies} };`,
  'api/policies/is-logged-in.js': 'module.exports = async function (req, res, proceed) { if (req.me) { return proceed(); } return res.unauthorized(); };',
  'api/policies/open.js': 'module.exports = function (req, res, next) { return next(); };',
  'api/controllers/BookController.js': 'module.exports = { find(req, res) { return res.json([]); }, create(req, res) { if (!req.session.userId) return res.forbidden(); return res.json({}); } };',
  'api/controllers/account/update.js': "module.exports = { friendlyName: 'x', inputs: {}, exits: {}, fn: async function (inputs) { return {}; } };",
  'api/controllers/account/secret.js': "module.exports = { exits: { unauthorized: { responseType: 'unauthorized' } }, fn: async function (inputs) { if (!this.req.me) { throw 'unauthorized'; } return {}; } };",
});

test('the policy of everything, and exceptions from it', () => {
  expect(accessOf(app("'GET /books': 'BookController.find', 'PUT /account': { action: 'account/update' }, '/page': { view: 'page' }", "'*': 'is-logged-in', 'account/update': true")))
    .toEqual({ 'GET /books': 'authenticated', 'PUT /account': 'public', 'ALL /page': 'public' });
});

test('policies of a controller', () => {
  expect(accessOf(app("'GET /books': 'BookController.find', 'GET /b': 'book/find', 'PUT /account': 'account/update'", "BookController: { '*': ['open'], find: ['open', 'is-logged-in'] }, 'account/*': false")))
    .toEqual({ 'GET /books': 'authenticated', 'GET /b': 'authenticated', 'PUT /account': 'authorized' });
});

test('policies of a route, and checks in actions', () => {
  expect(accessOf(app("'GET /books': [{ policy: 'is-logged-in' }, 'BookController.find'], 'POST /books': 'BookController.create', 'GET /secret': { action: 'account/secret' }", '')))
    .toEqual({ 'GET /books': 'authenticated', 'POST /books': 'authenticated in the handler', 'GET /secret': 'authenticated in the handler' });
});

test('a policy or an action that is not there is not known', () => {
  expect(accessOf(app("'GET /books': 'BookController.find', 'GET /x': 'nothing/here'", "'book/find': 'missing'"))).toEqual({ 'GET /books': 'unknown', 'GET /x': 'unknown' });
});
