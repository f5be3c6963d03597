import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

test('branches by path and method', () => {
  expect(accessOf({
    'wrangler.toml': 'name = "x"\nmain = "src/index.ts"',
    'src/index.ts': `
      import { handleNotes } from './notes';
      export default {
        async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
          const url = new URL(request.url);
          if (url.pathname === '/health') return new Response('ok');
          if (url.pathname === '/admin' && request.method === 'POST') {
            if (request.headers.get('Authorization') !== \`Bearer \${env.ADMIN_TOKEN}\`) return new Response('no', { status: 401 });
            return new Response('done');
          }
          switch (url.pathname) { case '/a': return new Response('a'); case '/notes': return handleNotes(request, env); }
          return new Response('Not found', { status: 404 });
        },
      };`,
    'src/notes.ts': "export async function handleNotes(request: Request, env: Env) { const key = request.headers.get('x-api-key'); if (!key || key !== env.API_KEY) return new Response('no', { status: 403 }); return new Response('n'); }",
  })).toEqual({ 'ALL /health': 'public', 'POST /admin': 'authenticated in the handler', 'ALL /a': 'public', 'ALL /notes': 'authenticated in the handler' });
});

test('an application of another framework has routes of its own', () => {
  expect(accessOf({ 'wrangler.jsonc': '{}', 'src/index.ts': "import { Hono } from 'hono'; const app = new Hono(); app.get('/x', (c) => c.text('x')); export default app;" })).toEqual({ 'GET /x': 'public' });
});
