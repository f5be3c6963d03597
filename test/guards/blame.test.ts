import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const login = `
export const login = (req, res, next) => {
  if (!req.session.user) return res.sendStatus(401);
  next();
};
`;

const app = (handler: string): Record<string, string> => ({
  'src/login.js': login,
  'src/app.js': `
import express from 'express';
import { db } from './db.js';
import { login } from './login.js';
const app = express();
app.get('/reports/:id', login, ${handler});
`,
});

test('an error for another reason, after a role was found missing, is not for the role', () => {
  expect(accessOf(app(`async (req, res) => {
  const everything = req.session.user.role === 'admin';
  const report = everything ? await db.any(req.params.id) : await db.shared(req.params.id);
  if (!report) return res.sendStatus(404);
  res.json(report);
}`))).toEqual({ 'GET /reports/:id': 'authenticated' });
});

test('nothing, returned for another reason after a role was found missing, is not for the role', () => {
  expect(accessOf(app(`async (req, res) => {
  const found = async () => {
    const list = req.session.user.role === 'admin' ? await db.all() : await db.shared();
    if (list.length === 0) return null;
    return list[0];
  };
  const report = await found();
  if (!report) return res.sendStatus(404);
  res.json(report);
}`))).toEqual({ 'GET /reports/:id': 'authenticated' });
});

test('an error without a telling status, right after a role was found missing, is for the role', () => {
  expect(accessOf(app(`(req, res) => {
  if (req.session.user.role !== 'admin') return res.sendStatus(404);
  res.json(db.any(req.params.id));
}`))).toEqual({ 'GET /reports/:id': 'authorized [admin] in the handler' });
});

test('a refusal that asks nothing of the caller is no authorization when the ways past it are too long to follow', () => {
  expect(accessOf(app(`async (req, res) => {
  if (await db.maintenance()) return res.sendStatus(401);
  const numbers = [${Array.from({ length: 200 }, (_, i) => i).join()}];
  const add = (a, b) => a + b;
  for (const a of numbers) for (const b of numbers) add(a, b);
  res.json(await db.any(req.params.id));
}`))).toEqual({ 'GET /reports/:id': 'authenticated' });
});
