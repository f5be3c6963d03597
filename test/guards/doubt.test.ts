import { expect, test } from 'vitest';
import { authMapOf } from '../harness/map.ts';

const verdicts = (routes: string): Record<string, string> => {
  const map = authMapOf({ 'package.json': '{"dependencies":{"express":"^5.0.0"}}', 'app.js': `import express from 'express';\nimport { look } from '@acme/things';\nconst app = express();\n${routes}\n` });
  return Object.fromEntries(map.routes.map((route) => [`${route.method} ${route.path}`, route.unknownReason ?? route.access]));
};

test('a handler that turns callers away on a condition that could not be worked out', () => {
  expect(verdicts(`
app.get('/a', async (req, res) => { const authResult = await look(1); if (!authResult.ok) return res.status(401).end(); res.json({}); });
app.get('/b', async (req, res) => { const known = await look(2); if (!known.isAllowed) return res.status(403).end(); res.json({}); });
app.get('/c', async (req, res) => { const verified = await look(3); if (verified.isErr()) return res.status(400).end(); res.json({}); });`)).toEqual({
    'GET /a': 'it turns callers away unless `authResult.ok` holds, which could not be worked out',
    'GET /b': 'it turns callers away unless `known.isAllowed` holds, which could not be worked out',
    'GET /c': 'it turns callers away unless `verified.isErr` holds, which could not be worked out',
  });
});

test('conditions that have nothing to do with who is calling, and those on what anyone may send, raise no doubt', () => {
  expect(verdicts(`
app.get('/a', async (req, res) => { const page = await look(1); if (!page.found) return res.status(404).end(); res.json({}); });
app.get('/b', async (req, res) => { if (typeof req.query.name !== 'string' || req.query.name.length < 3) return res.status(401).end(); res.json({}); });
app.post('/login', async (req, res) => { const known = await look(2); if (!known.ok) return res.status(401).end(); res.json({}); });`)).toEqual({ 'GET /a': 'public', 'GET /b': 'public', 'POST /login': 'public' });
});

test('whoever is not logged in may send something else instead, of which nothing is known', () => {
  const opened = (condition: string): string => `
import jwt from 'jsonwebtoken';
app.get('/a', async (req, res) => {
  const params = await look(1);
  let user; try { user = jwt.verify(req.headers.authorization, process.env.SECRET); } catch {}
  if (${condition}) user = { id: 0 };
  if (!user) return res.status(401).end();
  res.json({});
});`;
  expect(verdicts(opened('params.token'))).toEqual({ 'GET /a': 'it turns callers away unless `params.token` holds, which could not be worked out' });
  expect(verdicts(opened('params.preview'))).toEqual({ 'GET /a': 'public' });
});
