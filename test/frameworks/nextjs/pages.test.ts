import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';
import { app } from './project.ts';

const SESSION = "import { getServerSession } from 'next-auth';\n";
const CHECK = "const session = await getServerSession(req, res, {}); if (!session) { res.status(401).end(); return; }";

test('addresses of files', () => {
  const open = 'export default function handler(req, res) { res.json({}); }';
  expect(accessOf(app({ 'pages/api/index.ts': open, 'pages/api/users/[id].ts': open, 'src/pages/api/files/[...path].ts': open, 'pages/about.tsx': open, 'pages/api/lib.ts': 'export const x = 1;' }))).toEqual({
    'ALL /api': 'public', 'ALL /api/users/:id': 'public', 'ALL /api/files/*': 'public',
  });
});

test('each method that a handler tells apart has its own verdict, and the rest is one', () => {
  expect(accessOf(app({
    'pages/api/a.ts': `${SESSION}export default async function handler(req, res) { if (req.method === 'GET') return res.json([]); ${CHECK} if (req.method === 'POST') return res.json({}); res.status(405).end(); }`,
    'pages/api/b.ts': `${SESSION}export default async function handler(req, res) { if (req.method === 'POST') { ${CHECK} return res.json({}); } res.json([]); }`,
    'pages/api/c.ts': "export default async function handler(req, res) { if (!['PUT', 'PATCH'].includes(req.method)) return res.status(405).end(); res.json({}); }",
  }))).toEqual({
    'GET /api/a': 'public', 'POST /api/a': 'authenticated in the handler', 'POST /api/b': 'authenticated in the handler', 'ALL /api/b': 'public', 'PUT /api/c': 'public', 'PATCH /api/c': 'public',
  });
});

test('a table of handlers by method', () => {
  expect(accessOf(app({
    'lib/by-method.ts': 'export const byMethod = (table) => async (req, res) => { const handler = table[req.method]; if (!handler) return res.status(405).end(); return handler(req, res); };',
    'pages/api/a.ts': `${SESSION}import { byMethod } from '../../lib/by-method';\nexport default byMethod({ GET: async (req, res) => res.json([]), DELETE: async (req, res) => { ${CHECK} res.json({}); } });`,
  }))).toEqual({ 'GET /api/a': 'public', 'DELETE /api/a': 'authenticated in the handler' });
});

test('a helper that answers itself, and one that throws', () => {
  expect(accessOf(app({
    'lib/user.ts': `${SESSION}export async function verifyUser({ req, res }) { const session = await getServerSession(req, res, {}); if (!session) { res.status(401).json({}); return null; } return session.user; }`,
    'pages/api/a.ts': "import { verifyUser } from '../../lib/user';\nexport default async function handler(req, res) { const user = await verifyUser({ req, res }); if (!user) return; res.json({}); }",
    'pages/api/b.ts': "import { verifyUser } from '../../lib/user';\nexport default async function handler(req, res) { await verifyUser({ req, res }); res.json({}); }",
  }))['ALL /api/a']).toBe('authenticated in the handler');
});

test('next-connect: middleware in order', () => {
  expect(accessOf(app({
    'lib/guard.ts': `${SESSION}export const guard = async (req, res, next) => { ${CHECK} await next(); };`,
    'pages/api/a.ts': "import { createRouter } from 'next-connect';\nimport { guard } from '../../lib/guard';\nconst router = createRouter();\nrouter.get((req, res) => res.json([]));\nrouter.use(guard).post((req, res) => res.json({}));\nexport default router.handler();",
  }))).toEqual({ 'GET /api/a': 'public', 'POST /api/a': 'authenticated' });
});

test('a handler of the edge runtime is one of the Fetch standard', () => {
  expect(accessOf(app({
    'pages/api/a.ts': "import { getToken } from 'next-auth/jwt';\nexport const config = { runtime: 'edge' };\nexport default async function handler(req) { if (!(await getToken({ req }))) return new Response(null, { status: 401 }); return Response.json({}); }",
  }))).toEqual({ 'ALL /api/a': 'authenticated in the handler' });
});
