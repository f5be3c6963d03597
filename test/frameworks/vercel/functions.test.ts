import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

test('files below api with a default export, or one for each method', () => {
  expect(accessOf({
    'vercel.json': '{}', 'package.json': '{}',
    'api/index.js': "module.exports = (req, res) => { res.json({}); };",
    'api/users/[id].ts': `
      import type { VercelRequest, VercelResponse } from '@vercel/node'; import jwt from 'jsonwebtoken';
      export default function handler(req: VercelRequest, res: VercelResponse) {
        try { jwt.verify(req.headers.authorization!, 'key'); } catch { return res.status(401).end(); }
        res.json({ id: req.query.id });
      }`,
    'api/notes/[...rest].ts': "export function GET(request: Request) { return new Response('x'); } export async function POST(request: Request) { if (request.headers.get('authorization') !== `Bearer ${process.env.SECRET}`) return new Response('no', { status: 401 }); return new Response('y'); }",
    'api/edge.ts': "export const config = { runtime: 'edge' }; export default (request: Request) => new Response('x');",
    'api/_lib/util.ts': 'export default (req, res) => res.end();', 'src/api/client.ts': 'export default (a, b) => fetch(a, b);',
  })).toEqual({ 'ALL /api': 'public', 'ALL /api/users/:id': 'authenticated in the handler', 'GET /api/notes/*': 'public', 'POST /api/notes/*': 'authenticated in the handler', 'ALL /api/edge': 'public' });
});

test('a framework with routes of its own has these', () => {
  expect(accessOf({ 'vercel.json': '{}', 'package.json': '{"dependencies":{"@sveltejs/kit":"2"}}', 'api/x.ts': 'export default (req, res) => res.end();' })).toEqual({});
});
