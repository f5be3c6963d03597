import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const SHARED = {
  'supabase/functions/_shared/auth.ts': `
    import { createClient } from 'https://esm.sh/@supabase/supabase-js@2';
    export class HttpError extends Error { constructor(public status: number, message: string) { super(message); } }
    export async function authenticate(req: Request): Promise<string> {
      const authHeader = req.headers.get('Authorization');
      if (!authHeader) throw new HttpError(401, 'missing');
      const client = createClient(Deno.env.get('SUPABASE_URL')!, Deno.env.get('SUPABASE_ANON_KEY')!, { global: { headers: { Authorization: authHeader } } });
      const { data, error } = await client.auth.getUser();
      if (error || !data.user) throw new HttpError(401, 'invalid token');
      return data.user.id;
    }
    export function serveAs(handler: (req: Request, user: string) => Promise<Response>) {
      Deno.serve(async (req) => { try { const user = await authenticate(req); return await handler(req, user); } catch (e) { return new Response(e.message, { status: e.status ?? 500 }); } });
    }
    export const serveAll = (handler: (req: Request) => Promise<Response>) => Deno.serve((req) => handler(req));
  `,
};
const fn = (name: string, code: string): Record<string, string> => ({ [`supabase/functions/${name}/index.ts`]: code });

test('the anonymous key is a token, too: only a user is proof', () => {
  const files = {
    ...SHARED, 'supabase/config.toml': '[functions.hook]\nverify_jwt = false\n[functions.open]\nverify_jwt = true\n',
    ...fn('open', "Deno.serve(async (req) => new Response(JSON.stringify(await req.json())));"),
    ...fn('hook', "import { serve } from 'https://deno.land/std@0.168.0/http/server.ts'; serve((req) => new Response('ok'));"),
  };
  expect(accessOf(files)).toEqual({ 'ALL /functions/v1/open': 'public', 'ALL /functions/v1/hook': 'public' });
  expect(authMapOf(files).routes.map((route) => route.guards.map((guard) => guard.reason))).toEqual([
    ['`verify_jwt` is off: the platform asks for no token'], ['the platform takes any token of the project (`verify_jwt`), and the anonymous key, which every client has, is one'],
  ]);
});

test('getUser by itself and in a function that throws', () => {
  expect(accessOf({
    ...SHARED,
    ...fn('a', `import { createClient } from 'npm:@supabase/supabase-js@2';
      Deno.serve(async (req) => {
        if (req.method === 'OPTIONS') return new Response('ok');
        const client = createClient(Deno.env.get('URL')!, Deno.env.get('KEY')!);
        const { data: { user } } = await client.auth.getUser(req.headers.get('Authorization')!.replace('Bearer ', ''));
        if (!user) return new Response('Unauthorized', { status: 401 });
        return new Response(user.id);
      });`),
    ...fn('b', "import { authenticate } from '../_shared/auth.ts'; Deno.serve({ port: 1 }, async (req) => { const id = await authenticate(req); return new Response(id); });"),
    ...fn('c', `import { createClient } from 'jsr:@supabase/supabase-js@2';
      Deno.serve(async (req) => { const client = createClient('a', 'b'); const { data } = await client.auth.getUser(req.headers.get('Authorization') ?? ''); return new Response(data.user ? data.user.id : 'nobody'); });`),
  })).toEqual({ 'ALL /functions/v1/a': 'authenticated in the handler', 'ALL /functions/v1/b': 'authenticated in the handler', 'ALL /functions/v1/c': 'public' });
});

test('secrets, and functions that serve for others', () => {
  expect(accessOf({
    ...SHARED,
    ...fn('cron', "Deno.serve((req) => { if (req.headers.get('x-cron-secret') !== Deno.env.get('CRON_SECRET')) return new Response('no', { status: 401 }); return new Response('ok'); });"),
    ...fn('wrapped', "import { serveAs } from '../_shared/auth.ts'; serveAs(async (req, user) => new Response(user));"),
    ...fn('plain', "import { serveAll } from '../_shared/auth.ts'; serveAll(async (req) => new Response('x'));"),
  })).toEqual({ 'ALL /functions/v1/cron': 'authenticated in the handler', 'ALL /functions/v1/wrapped': 'authenticated in the handler', 'ALL /functions/v1/plain': 'public' });
});
