import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (files: Record<string, string>): Record<string, string> => ({ 'package.json': JSON.stringify({ dependencies: { nuxt: '^4.0.0', 'nuxt-auth-utils': '^0.5.0' } }), 'nuxt.config.ts': 'export default defineNuxtConfig({});', ...files });

test('names of files: methods, parameters, groups, catch-alls; what is there only while developing', () => {
  expect(Object.keys(accessOf(app(Object.fromEntries([
    'api/users/index.get.ts', 'api/users/[id].patch.ts', 'api/(internal)/stats.ts', 'api/[...].ts', 'routes/feed.xml.get.ts', 'routes/[slug]/index.ts', 'api/debug.get.dev.ts', 'api/built.get.prerender.ts',
  ].map((name) => [`server/${name}`, 'export default defineEventHandler(() => 1);']))))).sort()).toEqual([
    'ALL /:slug', 'ALL /api/*', 'ALL /api/stats', 'GET /api/built', 'GET /api/users', 'GET /feed.xml', 'PATCH /api/users/:id',
  ]);
});

test('helpers that nobody imports: of the server, of its modules, by the name of their file', () => {
  expect(accessOf(app({
    'server/utils/guards.ts': `export async function requireAdmin(event) {
  const { user } = await requireUserSession(event);
  if (user.role !== 'admin') throw createError({ statusCode: 403 });
}`,
    'server/utils/auditAll.ts': 'export default (handler) => defineEventHandler(async (event) => { console.info(event.path); return handler(event); });',
    'server/api/admin.get.ts': 'export default defineEventHandler(async (event) => { await requireAdmin(event); return 1; });',
    'server/api/me.get.ts': 'export default eventHandler(async (event) => (await requireUserSession(event)).user);',
    'server/api/maybe.get.ts': 'export default eventHandler(async (event) => { const { user } = await getUserSession(event); return user?.name ?? null; });',
    'server/api/audited.get.ts': 'export default auditAll(() => 1);',
  }))).toEqual({ 'GET /api/admin': 'authorized [admin] in the handler', 'GET /api/me': 'authenticated in the handler', 'GET /api/maybe': 'public', 'GET /api/audited': 'public' });
});

test('handlers that the configuration lists', () => {
  expect(accessOf({ ...app({
    'server/extra/ping.ts': 'export default defineEventHandler(() => 1);',
    'server/extra/gate.ts': "export default defineEventHandler((event) => { if (!getUserSession) return; if (getHeader(event, 'x-key') !== process.env.API_KEY) throw createError({ statusCode: 401 }); });",
  }), 'nuxt.config.ts': "export default defineNuxtConfig({ serverHandlers: [{ route: '/ping', handler: '~~/server/extra/ping.ts', method: 'get' }, { middleware: true, handler: '~~/server/extra/gate.ts' }] });" })).toEqual({ 'GET /ping': 'authenticated' });
});

test('a handler that starts a login with a provider', () => {
  expect(accessOf(app({ 'server/routes/auth/github.get.ts': 'export default defineOAuthGitHubEventHandler({ async onSuccess(event, { user }) { await setUserSession(event, { user }); return sendRedirect(event, "/"); } });' }))).toEqual({ 'GET /auth/github': 'public' });
});
