import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

test('Fresh 2: handlers behind the middleware of their folders and of the application', () => {
  expect(accessOf({
    'utils.ts': "import { createDefine } from 'fresh'; export const define = createDefine();",
    'main.ts': `import { App } from 'fresh';
export const app = new App();
app.use(async (ctx) => { ctx.state.user = await findSession(ctx.req.headers.get('cookie')); return ctx.next(); });
app.get('/api/ping', () => new Response('pong'));
async function findSession(cookie) { return cookie ? await (await import('@acme/db')).findSession(cookie) : null; }`,
    'routes/admin/_middleware.ts': "import { define } from '../../utils.ts'; export default define.middleware((ctx) => { if (!ctx.state.user) return ctx.redirect('/login'); if (ctx.state.user.role !== 'admin') return new Response(null, { status: 403 }); return ctx.next(); });",
    'routes/admin/users/[id].ts': "import { define } from '../../../utils.ts'; export const handler = define.handlers({ GET(ctx) { return new Response(ctx.params.id); }, DELETE: () => new Response() });",
    'routes/index.tsx': "import { define } from '../utils.ts'; export const handler = define.handlers({ POST: async (ctx) => { if (!ctx.state.user) return new Response(null, { status: 401 }); return new Response(); } });",
    'routes/(site)/[...path].ts': 'export const handler = (ctx) => new Response(ctx.url.pathname);',
  })).toEqual({
    'GET /admin/users/:id': 'authorized [admin]', 'DELETE /admin/users/:id': 'authorized [admin]', 'POST /': 'authenticated in the handler', 'ALL /*': 'public', 'GET /api/ping': 'public',
  });
});

test('Fresh 1: the request comes first; a list of middleware; an address of its own', () => {
  expect(accessOf({
    'routes/_middleware.ts': `import type { FreshContext } from '$fresh/server.ts';
export const handler = [
  async (req: Request, ctx: FreshContext) => { console.log(req.url); return await ctx.next(); },
  (req: Request, ctx: FreshContext) => { if (ctx.url.pathname.startsWith('/api/') && req.headers.get('authorization') !== 'Bearer ' + process.env.API_SECRET) return new Response(null, { status: 401 }); return ctx.next(); },
];`,
    'routes/api/[[lang]]/words.ts': 'export const handler = { GET(_req, ctx) { return new Response(ctx.params.lang); } };',
    'routes/old.tsx': "export const config = { routeOverride: '/new/:id' }; export const handler = { async POST(req) { return new Response(await req.text()); } };",
  })).toEqual({ 'GET /api/:lang/words': 'authenticated', 'POST /new/:id': 'public' });
});
