import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (files: Record<string, string>): Record<string, string> => ({ 'package.json': JSON.stringify({ dependencies: { '@sveltejs/kit': '^2.0.0' } }), ...files });

const HOOK = `import { redirect } from '@sveltejs/kit';
export async function handle({ event, resolve }) {
  const id = event.cookies.get('session');
  event.locals.user = id ? await (await import('@acme/db')).findSession(id) : null;
  if (event.url.pathname.startsWith('/account') && !event.locals.user) redirect(303, '/login');
  return resolve(event);
}`;

test('a hook that looks at the address protects what has it', () => {
  expect(accessOf(app({
    'src/hooks.server.ts': HOOK,
    'src/routes/account/+page.server.ts': 'export const load = () => ({}); export const actions = { default: () => ({}), };',
    'src/routes/blog/+server.ts': 'export const GET = () => new Response();',
  }))).toEqual({ 'GET /account': 'authenticated', 'POST /account': 'authenticated', 'GET /blog': 'public' });
});

test('callers of remote functions choose the address that hooks see', () => {
  expect(accessOf(app({
    'src/hooks.server.ts': HOOK,
    'src/routes/account/data.remote.ts': `import { error } from '@sveltejs/kit'; import { command, form, getRequestEvent, query } from '$app/server'; import * as v from 'valibot';
export const getBalance = query(async () => 1);
export const pay = command(v.string(), async (to) => { const { locals } = getRequestEvent(); if (!locals.user) error(401); return to; });
export const leave = form(async () => { requireUser(); });
function requireUser() { const { locals } = getRequestEvent(); if (!locals.user) error(401, 'Sign in first'); }`,
  }))).toEqual({ 'RPC getBalance': 'public', 'RPC pay': 'authenticated in the handler', 'RPC leave': 'authenticated in the handler' });
});

test('a hook that refuses everyone protects remote functions, too', () => {
  expect(accessOf(app({
    'src/hooks.server.ts': `export const handle = async ({ event, resolve }) => {
  if (event.request.headers.get('authorization') !== 'Bearer ' + process.env.API_SECRET) return new Response('No', { status: 401 });
  return resolve(event);
};`,
    'src/lib/data.remote.ts': "import { query } from '$app/server'; export const getPosts = query(async () => []);",
  }))).toEqual({ 'RPC getPosts': 'authenticated' });
});

test('a load that waits for its parent meets what the layout asks for', () => {
  expect(accessOf(app({
    'src/routes/(app)/+layout.server.ts': "import { redirect } from '@sveltejs/kit'; export const load = ({ locals }) => { if (!locals.user) redirect(302, '/login'); return { user: locals.user }; };",
    'src/routes/(app)/a/+page.server.ts': 'export const load = async ({ parent }) => { const { user } = await parent(); return { name: user.name }; };',
    'src/routes/(app)/b/+page.server.ts': 'export const load = async () => ({ b: 1 });',
  }))).toEqual({ 'GET /a': 'authenticated in the handler', 'GET /b': 'public' });
});

test('what is built beforehand meets no hooks', () => {
  expect(accessOf(app({
    'src/hooks.server.ts': HOOK,
    'src/routes/account/terms/+server.ts': 'export const prerender = true; export const GET = () => new Response();',
  }))).toEqual({ 'GET /account/terms': 'public' });
});

test('settings of the configuration: the folder of the routes and the base of their addresses', () => {
  expect(accessOf(app({
    'svelte.config.js': "export default { kit: { files: { routes: 'src/pages' }, paths: { base: '/shop' } } };",
    'src/pages/[slug]/[[page=int]]/+server.ts': 'export const GET = () => new Response(); export const fallback = () => new Response();',
  }))).toEqual({ 'GET /shop/:slug/:page': 'public', 'ALL /shop/:slug/:page': 'public' });
});
