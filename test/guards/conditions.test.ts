import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (query: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const { PrismaClient } = require('@prisma/client');
const prisma = new PrismaClient();
const app = express();
const signedIn = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  next();
};
app.post('/teams/:id/cancel', signedIn, async (req, res) => {
  const userId = req.user.id;
  const team = await prisma.team.${query};
  if (!team) return res.status(400).json({ error: 'no such team' });
  res.json(team);
});
`,
});

test.each([
  ['roles of a member', "findUnique({ where: { id: req.params.id, users: { some: { userId, role: { in: ['ADMIN', 'MANAGER'] } } } } })", 'authorized [ADMIN,MANAGER] in the handler'],
  ['roles of a member, which throws', "findFirstOrThrow({ where: { id: req.params.id, AND: { users: { some: { userId, role: 'ADMIN' } } } } })", 'authorized [ADMIN] in the handler'],
  ['a member without a role', 'findUnique({ where: { id: req.params.id, users: { some: { userId } } } })', 'authenticated'],
  ['the role of somebody else', "findUnique({ where: { id: req.params.id, users: { some: { userId } }, owner: { is: { role: 'ADMIN' } } } })", 'authenticated'],
  ['one of several conditions', "findUnique({ where: { id: req.params.id, OR: [{ users: { some: { userId, role: 'ADMIN' } } }, { open: true }] } })", 'authenticated'],
])('a query for %s', (_, query, access) => {
  expect(accessOf(app(query))).toEqual({ 'POST /teams/:id/cancel': access });
});
