import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const SESSION = `
import { createCookieSessionStorage, redirect } from 'react-router';
const { getSession } = createCookieSessionStorage({ cookie: { name: '__session', secrets: ['x'] } });
export async function getUser(request: Request) {
  const session = await getSession(request.headers.get('Cookie'));
  return session.get('user');
}
export async function requireUser(request: Request) {
  const user = await getUser(request);
  if (!user) throw redirect('/login');
  return user;
}`;

const manifest = (version: string): string => JSON.stringify({ dependencies: { 'react-router': version, '@react-router/node': version } });
const app = (files: Record<string, string>, version = '^7.9.0'): Record<string, string> => ({ 'package.json': manifest(version), 'app/root.tsx': 'export default function App() { return null }', 'app/session.server.ts': SESSION, ...files });

const GUARDED = `import { requireUser } from '../session.server';
export const loader = async ({ request }) => { await requireUser(request); return {}; };`;

test('what the loader of a layout asks for is not asked for by the loaders below it', () => {
  expect(accessOf(app({
    'app/routes/team.tsx': GUARDED,
    'app/routes/team.pay.tsx': 'export const loader = () => ({ pay: 1 });',
  }))).toEqual({ 'GET /team': 'authenticated in the handler', 'GET /team/pay': 'public' });
});

const MIDDLEWARE = {
  'app/routes/_panel.tsx': `import { redirect } from 'react-router'; import { getUser } from '../session.server';
export const middleware = [async ({ request }, next) => { if (!(await getUser(request))) throw redirect('/login'); return next(); }];`,
  'app/routes/_panel.reports.tsx': 'export const loader = () => ({});',
  'app/routes/open.tsx': 'export const loader = () => ({});',
};

test('middleware of a layout stands in front of what is below it', () => {
  const config = { 'react-router.config.ts': 'export default { future: { v8_middleware: true } };' };
  expect(accessOf(app({ ...MIDDLEWARE, ...config }))).toEqual({ 'GET /reports': 'authenticated', 'GET /open': 'public' });
});

test('middleware is not run before version 8 where no flag says so', () => {
  expect(accessOf(app(MIDDLEWARE))).toEqual({ 'GET /reports': 'public', 'GET /open': 'public' });
  expect(accessOf(app(MIDDLEWARE, '^8.0.0'))).toEqual({ 'GET /reports': 'authenticated', 'GET /open': 'public' });
});

test('an action is reached by the methods that it does not refuse', () => {
  expect(accessOf(app({
    'app/routes/plain.ts': 'export const action = async ({ request }) => ({ ok: await request.json() });',
    'app/routes/items.ts': `import { requireUser } from '../session.server';
export async function action({ request }) {
  if (request.method === 'DELETE') { await requireUser(request); return {}; }
  if (request.method === 'PATCH') return {};
  return new Response(null, { status: 405 });
}`,
    'app/routes/one.ts': `export async function action({ request }) {
  if (request.method !== 'PUT') throw new Response('Method not allowed', { status: 405 });
  return {};
}`,
  }))).toEqual({ 'POST /plain': 'public', 'PATCH /items': 'public', 'DELETE /items': 'authenticated in the handler', 'PUT /one': 'public' });
});

test('sending people who are signed in elsewhere asks nobody else for anything', () => {
  expect(accessOf(app({
    'app/routes/join.ts': `import { redirect } from 'react-router'; import { getUser } from '../session.server'; import { validate } from '@acme/forms';
export async function action({ request }) {
  if (await getUser(request)) throw redirect('/');
  const form = validate(await request.formData());
  if (form.status !== 'success') return Response.json({}, { status: 400 });
  throw redirect('/welcome');
}`,
  }))).toEqual({ 'POST /join': 'public' });
});

const ROUTES = {
  'app/routes/mine.tsx': 'export const loader = ({ context }) => { const { userId } = context.getSession(); return { userId }; };',
  'app/routes/open.tsx': 'export const loader = ({ context }) => ({ version: context.version });',
};

test('the context that the application\'s own server makes, and what an application of Express runs in front', () => {
  const server = (guard: string): Record<string, string> => ({ 'server/index.ts': `
import express from 'express'; import { createRequestHandler } from '@react-router/express';
const app = express();
${guard}
app.all('*', createRequestHandler({ build: () => import('virtual:react-router/server-build'), getLoadContext: (req) => ({ version: 1, getSession() { if (!req.user) throw new Response(null, { status: 403 }); return req.user; } }) }));
app.listen(3000);` });
  expect(accessOf(app({ ...ROUTES, ...server('') }))).toMatchObject({ 'GET /mine': 'authenticated in the handler', 'GET /open': 'public' });
  expect(accessOf(app({ ...ROUTES, ...server('app.use((req, res, next) => (req.user ? next() : res.redirect("/login")));') }))).toMatchObject({ 'GET /open': 'authenticated' });
});

test('a server of Hono may check for itself', () => {
  const server = (configure: string): Record<string, string> => ({ 'server/index.ts': `
import { createHonoServer } from 'react-router-hono-server/node'; import { getSession } from 'remix-hono/session'; import { protect } from './protect';
export default createHonoServer({ ${configure} getLoadContext: (c) => { const session = getSession(c); return { version: 1, getSession: () => { const auth = session.get('auth'); if (!auth) throw new Response(null, { status: 403 }); return auth; } }; } });` });
  expect(accessOf(app({ ...ROUTES, ...server('configure: (server) => { server.use(protect()); },') }))).toEqual({ 'GET /mine': 'authenticated in the handler', 'GET /open': 'unknown' });
  expect(accessOf(app({ ...ROUTES, ...server('') }))).toEqual({ 'GET /mine': 'authenticated in the handler', 'GET /open': 'public' });
});

test('what the application\'s own server keeps in the context\'s provider', () => {
  const server = (service: string): Record<string, string> => ({
    'app/context.ts': `import { createContext } from 'react-router'; export const authContext = createContext(); export const settingsContext = createContext();`,
    'app/auth.ts': service,
    'app/server.ts': `
import { createRequestListener } from '@react-router/node'; import { RouterContextProvider } from 'react-router'; import * as build from 'virtual:react-router/server-build';
import { authContext, settingsContext } from './context'; import { createAuth } from './auth';
const auth = createAuth({ secret: process.env.COOKIE_SECRET, proxies: (process.env.PROXIES ?? '').split(',') });
function getLoadContext(request, client) {
  auth.note(request, client.address);
  const provider = new RouterContextProvider();
  provider.set(authContext, auth);
  provider.set(settingsContext, { title: 'Fleet' });
  return provider;
}
export default createRequestListener({ build, mode: 'production', getLoadContext });`,
    'app/routes/machines.tsx': `import { authContext } from '../context';
export async function loader({ request, context }) { const auth = context.get(authContext); const who = await auth.require(request); if (!auth.can(who, 4)) throw new Response(null, { status: 403 }); return {}; }`,
    'app/routes/agent.tsx': `import { authContext } from '../context';
export async function loader({ request, context }) { await context.get(authContext).require(request); return {}; }`,
    'app/routes/title.tsx': `import { settingsContext } from '../context'; export const loader = ({ context }) => ({ title: context.get(settingsContext).title });`,
  });
  const service = (resolve: string): string => `
import jwt from 'jsonwebtoken';
const Masks = { viewer: 1, editor: 3, admin: 7 };
export function createAuth(options) {
  const cache = new WeakMap(); const addresses = new WeakMap();
  async function resolve(request) { ${resolve} const user = jwt.verify(request.headers.get('authorization') ?? '', options.secret); return { role: user.role }; }
  function require(request) { const cached = cache.get(request); if (cached) return cached; const found = resolve(request); cache.set(request, found); return found; }
  return { require, note: (request, address) => { if (address) addresses.set(request, address); }, can: (who, mask) => (Masks[who.role] & mask) === mask };
}`;
  expect(accessOf(app({ ...server(service('')) }, '^8.0.0'))).toEqual({ 'GET /machines': 'authorized in the handler', 'GET /agent': 'authenticated in the handler', 'GET /title': 'public' });
  const proxied = service(`const address = addresses.get(request); if (address && options.proxies.some((range) => inRange(range, address)) && request.headers.get('x-name')) return { role: request.headers.get('x-name') };`);
  expect(accessOf(app({ ...server(proxied.replace('const Masks', 'function inRange(range, address) { return address.startsWith(range); } const Masks')) }, '^8.0.0'))).toMatchObject({ 'GET /agent': 'authenticated in the handler' });
  expect(accessOf(app({ ...server(service(`if (request.headers.get('x-name')) return { role: request.headers.get('x-name') };`)) }, '^8.0.0'))).toMatchObject({ 'GET /agent': 'public' });
});

test('what the server puts into a context is not known to let anyone through when it is given the request', () => {
  const contexts = `import { createContext } from 'react-router';
export const authContext = createContext<{ require(request: Request): Promise<unknown> }>();
export const configContext = createContext<{ title: string }>();`;
  expect(accessOf(app({
    'app/contexts.ts': contexts,
    'app/server.ts': `import { RouterContextProvider } from 'react-router'; import { authContext } from './contexts'; import { makeAuth } from './auth';
export function getLoadContext() { const made = new RouterContextProvider(); made.set(authContext, makeAuth()); return made; }`,
    'app/auth.ts': 'export const makeAuth = () => ({ require: async () => ({}) });',
    'app/routes/machines.ts': `import { authContext } from '../contexts';
export const loader = async ({ request, context }) => { const auth = context.get(authContext); await auth.require(request); return { machines: [] }; };`,
    'app/routes/title.ts': `import { configContext } from '../contexts';
export const loader = ({ context }) => ({ title: context.get(configContext).title });`,
  }))).toEqual({ 'GET /machines': 'unknown', 'GET /title': 'public' });
});
