import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (handler: string, more = ''): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"^5.0.0","jsonwebtoken":"^9.0.0","underscore":"^1.13.0"}}',
  'app.js': `
const express = require('express'); const jwt = require('jsonwebtoken'); const _ = require('underscore'); const db = require('./db');
const app = express();
app.use((req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, process.env.SECRET); } catch { return res.status(401).end(); } next(); });
${more}
app.post('/posts/:id', async (req, res) => { const post = await db.posts.findById(req.params.id); ${handler} res.json({}); });`,
  'db.js': "const { Pool } = require('pg'); exports.posts = new Pool();",
});

test('neither the role nor the owner: turned away, with whatever status', () => {
  expect(accessOf(app("if (req.user.role !== 'admin' && post.author !== req.user.id) return res.status(400).json({ error: 'no' });"))).toEqual({ 'POST /posts/:id': 'authorized in the handler' });
  expect(accessOf(app("if (post.author !== req.user.id) return res.status(409).json({ error: 'taken' });"))).toEqual({ 'POST /posts/:id': 'authenticated' });
});

test('whoever is found among the members by a callback has a role there', () => {
  const find = (list: string, callback: string): string => `const member = ${list}${callback}); if (!member || member.role !== 'editor') return res.status(403).end();`;
  expect(accessOf(app(find('_.find(post.members, ', '(one) => { if (one && one.uid === req.user.id) { return true; } }')))).toEqual({ 'POST /posts/:id': 'authorized [editor] in the handler' });
  expect(accessOf(app(find('_.find(post.members, ', '(one) => one.uid === req.user.id')))).toEqual({ 'POST /posts/:id': 'authorized [editor] in the handler' });
  expect(accessOf(app("const draft = _.find(post.drafts, (one) => { if (one && one.open) { return true; } }); if (!draft || draft.state !== 'new') return res.status(409).end();"))).toEqual({ 'POST /posts/:id': 'authenticated' });
});

test('ways of what comes after the check do not hide that it turns others away', () => {
  const many = Array.from({ length: 8 }, (_, i) => `if (req.body.part${i}) post.part${i} = await db.posts.findById(req.body.part${i});`).join('\n');
  expect(accessOf(app(`if (post.author !== req.user.id) return res.status(403).end(); ${many}`))).toEqual({ 'POST /posts/:id': 'authorized in the handler' });
  expect(accessOf(app(`if (post.author !== req.user.id) post.views++; ${many}`))).toEqual({ 'POST /posts/:id': 'authenticated' });
});

const COOKIE = (name: string): string => `
app.get('/mine/:id', async (req, res) => {
  const uid = req.get('${name}'); const session = await db.posts.findById(req.params.id);
  if (session.owner !== uid) return res.status(403).end();
  res.json({});
});`;

test('a header that names the user says whose the object is; one that holds a secret does not', () => {
  expect(accessOf(app('', COOKIE('x-user-id')))).toMatchObject({ 'GET /mine/:id': 'authorized in the handler' });
  expect(accessOf(app('', COOKIE('x-api-key')))).toMatchObject({ 'GET /mine/:id': 'authenticated' });
});
