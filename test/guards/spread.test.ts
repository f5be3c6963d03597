import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (copy: string): Record<string, string> => ({
  'src/app.js': `
import express from 'express';
import jwt from 'jsonwebtoken';
import { db } from './db.js';
const app = express();
const copy = ${copy};
const login = async (req, res, next) => {
  const token = req.headers.authorization;
  if (!token) return res.sendStatus(401);
  const { id } = jwt.verify(token, process.env.JWT_SECRET);
  const user = await db.user.findFirst({ where: { id } });
  if (!user) return res.sendStatus(401);
  req.user = copy(user);
  next();
};
const role = (...names) => (req, res, next) => {
  if (names.includes(req.user?.role)) return next();
  res.sendStatus(403);
};
app.delete('/users/:id', login, role('admin', 'manager'), (req, res) => res.json(db.remove(req.params.id)));
`,
});

const authorized = { 'DELETE /users/:id': 'authorized [admin,manager]' };

test('a copy of what is known of the caller is known of the caller', () => {
  expect(accessOf(app('(user) => ({ ...user })'))).toEqual(authorized);
});

test('so is what a destructuring leaves of it', () => {
  expect(accessOf(app('({ password, ...rest }) => ({ ...rest })'))).toEqual(authorized);
});

test('so is a copy of a copy with something added', () => {
  expect(accessOf(app('(user) => { const whole = { ...user }; const { password, ...rest } = whole; return { ...rest, seen: true }; }'))).toEqual(authorized);
});
