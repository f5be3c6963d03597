import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';
import { app, manifest } from './project.ts';

const open = 'export const GET = () => Response.json({});';

test('addresses: groups and slots are left out, parameters and catch-alls are named, private folders are not served', () => {
  expect(accessOf(app({
    'app/(shop)/api/items/route.ts': open,
    'app/@modal/api/hint/route.ts': open,
    'app/api/items/[id]/route.ts': open,
    'app/api/files/[...path]/route.ts': open,
    'app/api/docs/[[...slug]]/route.ts': open,
    'app/api/%5Finternal/route.ts': open,
    'app/api/_lib/route.ts': open,
    'app/api/page.tsx': 'export const GET = () => null;',
  }))).toEqual({
    'GET /api/items': 'public', 'GET /api/hint': 'public', 'GET /api/items/:id': 'public', 'GET /api/files/*': 'public', 'GET /api/docs/*': 'public', 'GET /api/_internal': 'public',
  });
});

test('an application is the folder whose package.json depends on next, with the base path of its configuration', () => {
  expect(accessOf({
    'package.json': JSON.stringify({ workspaces: ['apps/*'] }),
    'apps/web/package.json': manifest(),
    'apps/web/next.config.mjs': 'import plugin from "plugin";\nconst config = { basePath: "/shop" };\nexport default plugin(config);',
    'apps/web/src/app/api/items/route.ts': open,
    'apps/other/package.json': JSON.stringify({ dependencies: {} }),
    'apps/other/app/api/items/route.ts': open,
  })).toEqual({ 'GET /shop/api/items': 'public' });
});

test('nothing is found where next is not a dependency', () => {
  expect(accessOf({ 'package.json': '{}', 'app/api/items/route.ts': open })).toEqual({});
});

test('exports: functions, constants, aliases, re-exports, destructured objects and whole modules', () => {
  const guarded = `import { getServerSession } from 'next-auth';
export async function GET() { const session = await getServerSession(); if (!session) return new Response(null, { status: 401 }); return Response.json({}); }
export const POST = GET;`;
  expect(accessOf(app({
    'app/api/a/route.ts': guarded,
    'app/api/b/route.ts': "export { GET as DELETE } from '../a/route';",
    'app/api/c/route.ts': "export * from '../a/route';\nexport const dynamic = 'force-dynamic';",
    'app/api/d/route.ts': "import { serve } from './serve';\nexport const { GET, PUT } = serve();",
    'app/api/d/serve.ts': "import { GET as guarded } from '../a/route';\nexport const serve = () => ({ GET: async () => Response.json({}), PUT: guarded });",
  }))).toEqual({
    'GET /api/a': 'authenticated in the handler', 'POST /api/a': 'authenticated in the handler', 'DELETE /api/b': 'authenticated in the handler',
    'GET /api/c': 'authenticated in the handler', 'POST /api/c': 'authenticated in the handler', 'GET /api/d': 'public', 'PUT /api/d': 'authenticated in the handler',
  });
});

test('a route stands where its name is exported, and its handler where it is written', () => {
  const { routes } = authMapOf(app({ 'app/api/a/route.ts': "import { handler } from '../../../lib/handler';\n\nexport { handler as GET };", 'lib/handler.ts': '\nexport async function handler() { return Response.json({}); }' }));
  expect(routes.map(({ method, file, line, handler }) => ({ method, file, line, handler: `${handler?.file}:${handler?.line}` }))).toEqual([{ method: 'GET', file: 'app/api/a/route.ts', line: 3, handler: 'lib/handler.ts:2' }]);
});

test('wrappers of packages: those that check, those that do not, and those that are not known', () => {
  expect(accessOf(app({
    'app/api/a/route.ts': "import { withApiAuthRequired } from '@auth0/nextjs-auth0';\nexport const GET = withApiAuthRequired(async () => Response.json({}));",
    'app/api/b/route.ts': "import { withAxiom } from 'next-axiom';\nexport const GET = withAxiom(async () => Response.json({}));",
    'app/api/c/route.ts': "import { withAcmeAuth } from 'acme-auth';\nexport const GET = withAcmeAuth(async () => Response.json({}));",
    'app/api/d/route.ts': "import { verifySignatureAppRouter } from '@upstash/qstash/nextjs';\nexport const POST = verifySignatureAppRouter(async () => Response.json({}));",
  }))).toEqual({ 'GET /api/a': 'authenticated', 'GET /api/b': 'public', 'GET /api/c': 'unknown', 'POST /api/d': 'authenticated' });
});

test('what hands the request on to operations, or logs callers in, is open on purpose', () => {
  const { routes } = authMapOf(app({
    'app/api/trpc/[trpc]/route.ts': "import { fetchRequestHandler } from '@trpc/server/adapters/fetch';\nconst handler = (req: Request) => fetchRequestHandler({ endpoint: '/api/trpc', req, router: {} });\nexport { handler as GET };",
    'app/api/session/[...all]/route.ts': "import { toNextJsHandler } from 'better-auth/next-js';\nimport { auth } from '../../../../lib/auth';\nexport const { GET, POST } = toNextJsHandler(auth);",
    'lib/auth.ts': "import { betterAuth } from 'better-auth';\nexport const auth = betterAuth({});",
    'app/api/plain/route.ts': open,
  }));
  expect(Object.fromEntries(routes.map((route) => [`${route.method} ${route.path}`, `${route.access} ${route.publicBy}`]))).toEqual({
    'GET /api/trpc/:trpc': 'public convention: its operations are entry points of their own',
    'GET /api/session/*': 'public convention: login', 'POST /api/session/*': 'public convention: login', 'GET /api/plain': 'public undefined',
  });
});

test('a webhook that tells apart what its own code throws, and answers with the status of that', () => {
  const route = (verify: string): string => `import Stripe from 'stripe'; import { TRPCError } from '@trpc/server'; import { getHTTPStatusCodeFromError } from '@trpc/server/http'; import { take } from 'elsewhere'; const stripe = new Stripe('');
export async function POST(req) {
  try { const event = ${verify}; await take(event); } catch (error) {
    if (error instanceof TRPCError) return new Response(error.message, { status: getHTTPStatusCodeFromError(error) });
    return new Response('no', { status: 400 });
  }
  return new Response(null, { status: 200 });
}`;
  expect(accessOf(app({
    'app/api/signed/route.ts': route("stripe.webhooks.constructEvent(await req.text(), req.headers.get('stripe-signature'), process.env.SECRET)"),
    'app/api/unsigned/route.ts': route('JSON.parse(await req.text())'),
  }))).toEqual({ 'POST /api/signed': 'authenticated in the handler', 'POST /api/unsigned': 'public' });
});
