import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (handler: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"^5.0.0"}}',
  'app.js': `
const express = require('express'); const { provider, db } = require('./services');
class Failure extends Error { constructor(options) { super(options.message, { cause: options.cause }); this.status = options.status; } }
function wasAborted(cause) { if (cause.code === 'ECONNRESET') return true; return typeof cause.cause === 'string' && cause.cause.includes('aborted'); }
function tell(cause) { if (wasAborted(cause)) return { status: 499, message: 'gone' }; return { status: cause.status ?? 500, message: cause.message }; }
const app = express();
app.post('/labels', async (req, res) => {
  try {
    if (!req.headers.authorization) throw new Failure({ message: 'nobody', status: 401 });
    const { data, error } = await provider().getUser(req.headers.authorization);
    if (error || !data) throw new Failure({ message: 'who?', status: 401 });
    ${handler}
    res.json({});
  } catch (cause) { const told = tell(cause); res.status(told.status).json({ error: told.message }); }
});`,
  'services.js': "const { connect } = require('some-service'); let made; exports.provider = () => (made ??= connect()); exports.db = connect('db');",
});

test('how an error is told is no reason of its own', () => {
  expect(accessOf(app("if (!data.roles.includes('editor')) throw new Failure({ message: 'no', status: 400 });"))).toEqual({ 'POST /labels': 'authorized [editor] in the handler' });
  expect(accessOf(app("const label = await db.findOne({ name: req.body.name }); if (label) throw new Failure({ message: 'taken', status: 400 });"))).toEqual({ 'POST /labels': 'authenticated in the handler' });
});

const panel = (handler: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"^5.0.0"}}',
  'app.js': `
const express = require('express'); const { createHmac } = require('node:crypto'); const db = require('./db');
function payloadOf(req) {
  const cookie = req.headers.cookie;
  if (!cookie) throw new Error('no cookie');
  const dot = cookie.lastIndexOf('.');
  if (dot === -1) throw new Error('malformed');
  if (createHmac('sha256', process.env.SECRET).update(cookie.slice(0, dot)).digest('hex') !== cookie.slice(dot + 1)) throw new Error('forged');
  return JSON.parse(cookie.slice(0, dot));
}
const app = express();
${handler}`,
  'db.js': "const { Pool } = require('pg'); module.exports = new Pool();",
});

test('whoever is sent to log in for whatever is wrong with the cookie is turned away', () => {
  expect(accessOf(panel("app.get('/panel', (req, res) => { try { const { sub } = payloadOf(req); res.json({ sub }); } catch { res.redirect('/login'); } });"))).toEqual({ 'GET /panel': 'authenticated in the handler' });
  expect(accessOf(panel("app.post('/logout', async (req, res) => { try { await db.remove(payloadOf(req).sid); } catch {} res.redirect('/login'); });"))).toEqual({ 'POST /logout': 'public' });
  expect(accessOf(panel("app.post('/login', async (req, res) => { const user = await db.findUser(req.body.name); if (!user || user.secret !== req.body.secret) return res.redirect('/login?failed'); res.cookie('sid', user.id); res.redirect('/'); });"))).toEqual({ 'POST /login': 'public' });
});
