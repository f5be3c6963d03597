import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (config: string, files: Record<string, string>): Record<string, string> => ({ 'package.json': JSON.stringify({ dependencies: { astro: '^5.0.0' } }), 'astro.config.mjs': `import { defineConfig } from 'astro/config'; export default defineConfig(${config});`, ...files });

const GUARD = { 'src/middleware.ts': "import { defineMiddleware } from 'astro:middleware'; export const onRequest = defineMiddleware((context, next) => (context.cookies.get('token')?.value === process.env.API_TOKEN ? next() : new Response(null, { status: 401 })));" };

test('a static site answers nothing but GET, and its middleware meets nobody', () => {
  expect(accessOf(app('{}', { ...GUARD, 'src/pages/data.json.ts': 'export const GET = () => new Response(); export const POST = () => new Response();', 'src/pages/live.ts': 'export const prerender = false; export const POST = () => new Response();' }))).toEqual({ 'GET /data.json': 'public', 'POST /live': 'authenticated' });
});

test('names of files: parameters, rest, what begins with an underscore', () => {
  const handler = 'export const GET = () => new Response();';
  expect(Object.keys(accessOf(app("{ output: 'server', srcDir: './site' }", { 'site/pages/[lang]/[...path].ts': handler, 'site/pages/index.json.ts': handler, 'site/pages/blog/index.ts': handler, 'site/pages/_lib/x.ts': handler, 'src/pages/elsewhere.ts': handler }))).sort()).toEqual(['GET /:lang/*', 'GET /blog', 'GET /index.json']);
});

test('an action can be sent to any page: what looks at the address does not protect it', () => {
  expect(accessOf(app("{ output: 'server' }", {
    'src/middleware.ts': "import { defineMiddleware } from 'astro:middleware'; export const onRequest = defineMiddleware(({ url, locals }, next) => { if (url.pathname.startsWith('/_actions') && !locals.user) return new Response(null, { status: 401 }); return next(); });",
    'src/actions/index.ts': "import { defineAction } from 'astro:actions'; export const server = { blog: { like: defineAction({ accept: 'form', handler: async () => 1 }) } };",
  }))).toEqual({ 'ACTION blog.like': 'public' });
});
