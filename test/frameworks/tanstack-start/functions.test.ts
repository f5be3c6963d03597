import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (files: Record<string, string>): Record<string, string> => ({ 'package.json': JSON.stringify({ dependencies: { '@tanstack/react-start': '^1.130.0' } }), ...files });

const MIDDLEWARE = {
  'src/lib/middleware.ts': `import { createMiddleware } from '@tanstack/react-start'; import { getRequestHeaders } from '@tanstack/react-start/server'; import { redirect } from '@tanstack/react-router'; import { auth } from './auth';
export const session = createMiddleware({ type: 'function' }).server(async ({ next }) => {
  const found = await auth.api.getSession({ headers: getRequestHeaders() });
  return next({ context: { user: found?.user } });
});
export const signedIn = createMiddleware({ type: 'function' }).middleware([session]).server(async ({ next, context }) => {
  if (!context.user) throw redirect({ to: '/login' });
  return next();
});
export const admin = createMiddleware({ type: 'function' }).middleware([signedIn]).server(({ next, context }) => {
  if (context.user.role !== 'admin') throw new Error('Forbidden');
  return next();
});
export const traced = createMiddleware({ type: 'function' }).server(({ next }) => next());`,
  'src/lib/auth.ts': "import { betterAuth } from 'better-auth'; export const auth = betterAuth({});",
};

test('server functions behind the middleware that they list, and what that builds on', () => {
  expect(accessOf(app({
    ...MIDDLEWARE,
    'src/functions.ts': `import { createServerFn } from '@tanstack/react-start'; import { admin, session, signedIn, traced } from './lib/middleware';
export const getPosts = createServerFn({ method: 'GET' }).middleware([traced]).handler(async () => []);
export const getMine = createServerFn().middleware([signedIn]).handler(async ({ context }) => context.user);
export const purge = createServerFn({ method: 'POST' }).middleware([traced, admin]).validator((data) => data).handler(async ({ data }) => data);
export const known = createServerFn().middleware([session]).handler(async ({ context }) => context.user ?? null);
export const inside = createServerFn().middleware([session]).handler(async ({ context }) => { if (!context.user) throw new Error('Unauthorized'); return 1; });`,
  }))).toEqual({
    'RPC getPosts': 'public', 'RPC getMine': 'authenticated', 'RPC purge': 'authorized [admin]', 'RPC known': 'public', 'RPC inside': 'authenticated in the handler',
  });
});

test('server routes: handlers as functions, as objects, through what lists them; middleware of one, of all, and of the application', () => {
  expect(accessOf(app({
    'src/lib/key.ts': `import { createMiddleware } from '@tanstack/react-start';
export const key = createMiddleware().server(({ next, request }) => { if (request.headers.get('x-api-key') !== process.env.API_KEY) return new Response(null, { status: 401 }); return next(); });`,
    'src/routes/api/open.ts': "import { createFileRoute } from '@tanstack/react-router'; export const Route = createFileRoute('/api/open')({ server: { handlers: { GET: async () => new Response('ok') } } });",
    'src/routes/api/all.$id.ts': "import { createFileRoute } from '@tanstack/react-router'; import { key } from '../../lib/key'; export const Route = createFileRoute('/api/all/$id')({ server: { middleware: [key], handlers: { GET: () => new Response(), POST: () => new Response() } } });",
    'src/routes/api/one.ts': "import { createFileRoute } from '@tanstack/react-router'; import { key } from '../../lib/key'; export const Route = createFileRoute('/_app/api/one')({ server: { handlers: ({ createHandlers }) => createHandlers({ GET: () => new Response(), PUT: { middleware: [key], handler: () => new Response() } }) } });",
    'src/routes/api/older.$.ts': "import { createServerFileRoute } from '@tanstack/react-start/server'; import { key } from '../../lib/key'; export const ServerRoute = createServerFileRoute('/api/older/$').middleware([key]).methods({ DELETE: async () => new Response() });",
  }))).toEqual({ 'GET /api/open': 'public', 'GET /api/all/:id': 'authenticated', 'POST /api/all/:id': 'authenticated', 'GET /api/one': 'public', 'PUT /api/one': 'authenticated', 'DELETE /api/older/*': 'authenticated' });
  expect(accessOf(app({
    'src/start.ts': `import { createMiddleware, createStart } from '@tanstack/react-start';
const gate = createMiddleware().server(({ next, request }) => { if (!request.headers.get('authorization') || request.headers.get('authorization') !== process.env.API_SECRET) throw new Response(null, { status: 401 }); return next(); });
export const startInstance = createStart(() => ({ requestMiddleware: [gate] }));`,
    'src/functions.ts': "import { createServerFn } from '@tanstack/react-start'; export const count = createServerFn().handler(async () => 1);",
  }))).toEqual({ 'RPC count': 'authenticated' });
});

test('checks in modules that are loaded where they are needed', () => {
  expect(accessOf(app({
    'src/lib/who.ts': "import { getRequest } from '@tanstack/react-start/server'; import { auth } from './auth'; export async function whoever() { const found = await auth.api.getSession({ headers: getRequest().headers }); if (!found) throw new Error('Unauthorized'); return found.user; }",
    'src/lib/auth.ts': MIDDLEWARE['src/lib/auth.ts'],
    'src/lib/log.ts': "export async function count(name: string) { return name.length; }",
    'src/lib/gates.ts': `
export async function apart() { const { whoever } = await import('./who'); return await whoever(); }
export async function whole() { const who = await import('./who'); return await who.whoever(); }
export async function together() { const [who, log] = await Promise.all([import('./who'), import('./log')]); await log.count('x'); return await who.whoever(); }
export async function counted() { const { count } = await import('./log'); return await count('open'); }`,
    'src/functions.ts': `import { createServerFn } from '@tanstack/react-start'; import { apart, counted, together, whole } from './lib/gates';
export const a = createServerFn().handler(async () => { await apart(); return 1; });
export const b = createServerFn().handler(async () => { await whole(); return 1; });
export const c = createServerFn().handler(async () => { await together(); return 1; });
export const d = createServerFn().handler(async () => { await counted(); return 1; });`,
  }))).toEqual({ 'RPC a': 'authenticated in the handler', 'RPC b': 'authenticated in the handler', 'RPC c': 'authenticated in the handler', 'RPC d': 'public' });
});

test('a server function that another one calls', () => {
  expect(accessOf(app({
    ...MIDDLEWARE,
    'src/who.ts': `import { createServerFn } from '@tanstack/react-start'; import { getRequest } from '@tanstack/react-start/server'; import { auth } from './lib/auth';
export const requireUser = createServerFn().handler(async () => { const found = await auth.api.getSession({ headers: getRequest().headers }); if (!found) throw new Error('Unauthorized'); return found.user; });
export const maybeUser = createServerFn().handler(async () => (await auth.api.getSession({ headers: getRequest().headers }))?.user);
export const requireRole = createServerFn().validator((data) => data).handler(async ({ data: { role } }) => { const user = await requireUser(); if (user.role !== role) throw new Error('Forbidden'); });`,
    'src/functions.ts': `import { createServerFn } from '@tanstack/react-start'; import { maybeUser, requireRole, requireUser } from './who';
async function own() { return requireUser(); }
export const mine = createServerFn().handler(async () => { await own(); return 1; });
export const open = createServerFn().handler(async () => { await maybeUser(); return 1; });
export const purge = createServerFn().handler(async () => { await requireRole({ data: { role: 'admin' } }); return 1; });`,
  }))).toMatchObject({ 'RPC mine': 'authenticated in the handler', 'RPC open': 'public', 'RPC purge': 'authorized [admin] in the handler' });
});

test('context that the browser sends along is the caller\'s, unless the server sets it', () => {
  expect(accessOf(app({
    ...MIDDLEWARE,
    'src/lib/role.ts': `import { createMiddleware } from '@tanstack/react-start'; import { signedIn } from './middleware';
const sends = createMiddleware({ type: 'function' }).client(async ({ next }) => { const result = await next({ sendContext: { role: localStorage.getItem('role'), user: { role: 'admin' } } }); return result; });
export const said = createMiddleware({ type: 'function' }).middleware([sends]).server(({ next, context }) => { if (context.role !== 'admin') throw new Error('Forbidden'); return next(); });
export const known = createMiddleware({ type: 'function' }).middleware([sends, signedIn]).server(({ next, context }) => { if (context.user.role !== 'admin') throw new Error('Forbidden'); return next(); });
export const sending = sends;`,
    'src/functions.ts': `import { createServerFn } from '@tanstack/react-start'; import { known, said, sending } from './lib/role';
export const believed = createServerFn().middleware([said]).handler(async () => 1);
export const checked = createServerFn().middleware([known]).handler(async () => 1);
export const own = createServerFn().middleware([sending]).handler(async ({ context }) => { if (!context.user) throw new Error('Unauthorized'); return 1; });`,
  }))).toEqual({ 'RPC believed': 'public', 'RPC checked': 'authorized [admin]', 'RPC own': 'public' });
});
