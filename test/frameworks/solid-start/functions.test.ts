import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (files: Record<string, string>): Record<string, string> => ({ 'package.json': JSON.stringify({ dependencies: { '@solidjs/start': '^1.0.0' } }), ...files });

const SESSION = {
  'src/lib/session.ts': `import { redirect } from '@solidjs/router'; import { useSession } from 'vinxi/http';
export async function requireUser() {
  const session = await useSession({ password: process.env.SESSION_SECRET });
  if (!session.data.userId) throw redirect('/login');
  return session.data.userId;
}`,
};

test('functions that run on the server, with a directive of their own or of their file', () => {
  expect(accessOf(app({
    ...SESSION,
    'src/lib/notes.ts': `import { action, query } from '@solidjs/router'; import { requireUser } from './session';
export const getNotes = query(async () => { 'use server'; await requireUser(); return []; }, 'notes');
export const addNote = action(async (form) => { 'use server'; return form.get('text'); }, 'add');
export const local = () => 1;`,
    'src/lib/api.ts': `'use server';
import { requireUser } from './session';
export async function removeNote(id) { await requireUser(); return id; }
export const ping = async () => 'pong';`,
  }))).toEqual({ 'RPC getNotes': 'authenticated in the handler', 'ACTION addNote': 'public', 'RPC removeNote': 'authenticated in the handler', 'RPC ping': 'public' });
});

test('routes that files export, behind the middleware', () => {
  expect(accessOf(app({
    'src/middleware/index.ts': `import { createMiddleware } from '@solidjs/start/middleware';
export default createMiddleware({ onRequest: [(event) => { if (new URL(event.request.url).pathname.startsWith('/api/private') && event.request.headers.get('authorization') !== process.env.API_SECRET) return new Response(null, { status: 401 }); }] });`,
    'src/routes/api/private/[id].ts': 'export function GET({ params }) { return params.id; } export const POST = async () => ({ ok: true });',
    'src/routes/(marketing)/feed/index.ts': 'export const GET = () => new Response();',
    'src/routes/[...404].tsx': 'export default () => null;',
  }))).toEqual({ 'GET /api/private/:id': 'authenticated', 'POST /api/private/:id': 'authenticated', 'GET /feed': 'public' });
});

test('middleware in a list goes on with next, or answers', () => {
  expect(accessOf(app({
    'src/middleware/index.ts': `import { createMiddleware } from '@solidjs/start/middleware';
const staff = async (event, next) => {
  if (event.req.headers.get('authorization') !== process.env.API_SECRET && new URL(event.req.url).pathname.startsWith('/api/staff')) return new Response(null, { status: 401 });
  const response = await next();
  return response;
};
export default createMiddleware([(event, next) => next(), staff]);`,
    'src/routes/api/staff/list.ts': 'export const GET = () => [];',
    'src/routes/api/feed.ts': 'export const GET = () => [];',
  }))).toEqual({ 'GET /api/staff/list': 'authenticated', 'GET /api/feed': 'public' });
});

test('a package that only the root of its repository installs SolidStart for', () => {
  expect(accessOf({
    'package.json': JSON.stringify({ dependencies: { '@solidjs/start': '^1.0.0' } }),
    'apps/other/package.json': JSON.stringify({ name: 'other' }),
    'apps/other/src/routes/list.ts': 'export const GET = () => [];',
    'apps/web/package.json': JSON.stringify({ name: 'web' }),
    'apps/web/src/entry-server.tsx': "import { createHandler } from '@solidjs/start/server'; export default createHandler(() => null);",
    'apps/web/src/routes/feed.ts': 'export const GET = () => [];',
  })).toEqual({ 'GET /feed': 'public' });
});
