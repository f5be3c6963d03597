import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const base = `
import { ORPCError, os } from '@orpc/server';
export const pub = os.$context<Context>();
export const authed = pub.use(({ context, next }) => {
  if (!context.session?.user) throw new ORPCError('UNAUTHORIZED');
  return next({ context: { session: context.session } });
});
`;

test('routers of plain objects, prefixes and paths', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/base.ts': base,
    'src/users.ts': `
import { authed, pub } from './base';
export const list = pub.route({ method: 'GET', path: '/' }).handler(() => []);
export const find = authed.route({ method: 'GET', path: '/{id}' }).handler(({ input }) => input);
export const files = authed.route({ path: '/{id}/files/{+path}' }).handler(() => []);
export const users = pub.prefix('/users').router({ list, find, files });
`,
    'src/server.ts': `
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { RPCHandler } from '@orpc/server/fetch';
import { authed, pub } from './base';
import { users } from './users';
const router = { users, jobs: { run: authed.handler(() => 1), state: pub.handler(() => 2) } };
const rpc = new RPCHandler(router);
const api = new OpenAPIHandler(router);
export const serve = (request) => (request.url.includes('/rpc') ? rpc.handle(request, { prefix: '/rpc' }) : api.handle(request, { prefix: '/api' }));
`,
  })).toEqual({
    'GET /api/users': 'public', 'GET /api/users/:id': 'authenticated', 'POST /api/users/:id/files/*': 'authenticated', 'RPC jobs.run': 'authenticated', 'RPC jobs.state': 'public',
  });
});

test('procedures that nothing is seen to serve', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/base.ts': base,
    'src/actions.ts': `
import { authed, pub } from './base';
export const ping = pub.handler(() => 'pong').callable();
export const todos = { add: authed.handler(() => 1), clear: authed.handler(() => 2) };
`,
  })).toEqual({ 'RPC add': 'authenticated', 'RPC clear': 'authenticated', 'RPC ping': 'public' });
});

test('procedures beside routers that are served', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/base.ts': base,
    'src/users.ts': `
import { authed, pub } from './base';
export const list = pub.route({ method: 'GET', path: '/' }).handler(() => []);
export const left = authed.route({ method: 'POST', path: '/' }).handler(() => 1);
export const action = authed.handler(() => 1).actionable();
export const users = pub.prefix('/users').router({ list });
`,
    'src/server.ts': `
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { users } from './users';
export const api = new OpenAPIHandler({ users });
export const serve = (request) => api.handle(request, { prefix: '/api' });
`,
  })).toEqual({ 'GET /api/users': 'public', 'RPC action': 'authenticated' });
});

test('the context of a handler', () => {
  const server = (context: string): Record<string, string> => ({
    'package.json': '{}',
    'src/base.ts': base,
    'src/server.ts': `
import { RPCHandler } from '@orpc/server/node';
import { createServer } from 'node:http';
import jwt from 'jsonwebtoken';
import { authed } from './base';
const handler = new RPCHandler({ secret: authed.handler(() => 1) });
async function createContext(req) { ${context} }
createServer(async (req, res) => { await handler.handle(req, res, { context: await createContext(req) }); });
`,
  });
  expect(accessOf(server('return { session: { user: { id: 1 } } };'))).toEqual({ 'RPC secret': 'public' });
  expect(accessOf(server('try { return { session: jwt.verify(req.headers.authorization, process.env.KEY) }; } catch { return {}; }'))).toEqual({ 'RPC secret': 'authenticated' });
});
