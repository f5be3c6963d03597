import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `const express = require('express');
const db = require('@acme/db');
const app = express();
async function mine(item, user) { if (!user) throw Object.assign(new Error('who'), { status: 401 }); return item; }
app.get('/items', async (req, res) => { const ids = ['a', 'b'].filter((id) => db.has(id)); ${body} });
app.listen(1);
`,
});

test('a promise that is rejected among others refuses nobody, where each of them is looked at', () => {
  const body = 'const all = await Promise.allSettled(ids.map((id) => mine(id, req.user))); res.json(all.filter((one) => one.status === "fulfilled").map((one) => one.value));';
  expect(accessOf(app(body))).toEqual({ 'GET /items': 'public' });
});

test('it refuses where all of them are awaited', () => {
  expect(accessOf(app('res.json(await Promise.all(ids.map((id) => mine(id, req.user))));'))).toEqual({ 'GET /items': 'authenticated in the handler' });
});
