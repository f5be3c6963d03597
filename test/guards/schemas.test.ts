import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

test('a credential that has the right form is a credential still', () => {
  expect(accessOf({
    'package.json': '{"dependencies":{"express":"^5.0.0","zod":"^4.0.0"}}',
    'app.js': `import express from 'express';
import { z } from 'zod';
import { db } from '@acme/db';
const Header = z.string().regex(/^Bearer .+$/);
async function keyOf(req) {
  const header = Header.safeParse(req.headers.authorization);
  if (!header.success) return undefined;
  return db.apiKey.findUnique({ where: { key: header.data.replace(/^Bearer /, '') } });
}
const app = express();
app.get('/keys', async (req, res) => { if (!(await keyOf(req))) return res.status(401).end(); res.json([]); });
app.get('/sent', async (req, res) => { const { id } = z.object({ id: z.string() }).parse(req.query); res.json({ id }); });`,
  })).toEqual({ 'GET /keys': 'authenticated in the handler', 'GET /sent': 'public' });
});
