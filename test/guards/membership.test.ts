import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const { lists, settings } = require('./models');
const app = express();
const signedIn = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  next();
};
app.post('/lists/:id', signedIn, async (req, res) => {
  const { user, body } = req;
  const list = await lists.find(req.params.id);
  ${body}
  await lists.update(list.id, body);
  res.json(list);
});
`,
  'models.js': 'module.exports = { lists: load(), settings: load() };',
});

test.each([
  ['owner or manager', 'if (list.ownerId !== user.id && !list.managers.find(({ userId }) => userId === user.id)) return res.sendStatus(403);'],
  ['owner or manager, by an index', 'if (list.ownerId !== user.id && list.managers.findIndex(({ userId }) => userId === user.id) < 0) return res.sendStatus(403);'],
  ['looked up by something of the account', 'const own = await settings.findOne({ list: req.params.id, group: user.groupId }); if (own.ownerId !== user.id && !own.managers.find(({ userId }) => userId === user.id)) return res.sendStatus(403);'],
])('whose it is: %s', (_, check) => {
  expect(accessOf(app(check))).toEqual({ 'POST /lists/:id': 'authorized in the handler' });
});

test('the role of a member', () => {
  expect(accessOf(app("const member = list.members.find(({ userId }) => userId === user.id); if (!member || member.role !== 'editor') return res.sendStatus(403);"))).toEqual({ 'POST /lists/:id': 'authorized [editor] in the handler' });
});

test.each([
  ['being one of many is no right', 'if (!list.members.find(({ userId }) => userId === user.id)) return res.sendStatus(403);'],
  ['it is only said', 'list.isManager = list.ownerId === user.id || list.managers.find(({ userId }) => userId === user.id) !== undefined;'],
])('no right is asked for: %s', (_, check) => {
  expect(accessOf(app(check))).toEqual({ 'POST /lists/:id': 'authenticated' });
});

test('a check in front of a form with many fields is found', () => {
  const fields = ['name', 'icon', 'color', 'text', 'size', 'kind', 'unit', 'sort', 'tone', 'tag'].map((name) => `if (body.${name}) list.${name} = body.${name}.trim(); if (list.${name} === 'none') return res.sendStatus(422);`).join('\n');
  expect(accessOf(app(`if (!list) return res.sendStatus(404);
  if (user.id !== list.ownerId && !list.managers.find(({ userId }) => userId === user.id)) return res.sendStatus(401);
  ${fields}`))).toEqual({ 'POST /lists/:id': 'authorized in the handler' });
});
