import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (handler: string): Record<string, string> => ({
  'app.js': `
import express from 'express';
import { timingSafeEqual } from 'node:crypto';
import { db } from './db.js';
const app = express();
function check(given, body) {
  const wanted = sign(body, process.env.SECRET);
  if (given.algorithm === 'old') return given.signature.length === wanted.length && timingSafeEqual(given.signature, wanted);
  return given.signature.length === wanted.length && timingSafeEqual(given.signature, wanted);
}
function sign(body, key) { return key + body; }
app.get('/files/:id', ${handler});
`,
  'db.js': 'export const db = {};',
});

test('what fails for everyone behind a check that lets some objects through is no refusal', () => {
  expect(accessOf(app(`async (req, res) => {
  const file = await db.find(req.params.id);
  if (!req.session.user) {
    if (!file.open) throw new Error('not found');
  }
  throw new Error('the store is away');
}`))).toEqual({ 'GET /files/:id': 'public' });
});

test('a check of a signature decides, whatever conditions are inside it', () => {
  expect(accessOf(app(`async (req, res) => {
  const good = check({ algorithm: req.query.algorithm, signature: req.query.mark }, req.body);
  if (!good) return res.sendStatus(403);
  res.json({});
}`))).toEqual({ 'GET /files/:id': 'authenticated in the handler' });
});
