import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (handler: string): Record<string, string> => ({
  'app.js': `import express from 'express'; import { pool, db } from './db.js'; const app = express(); app.get('/x', ${handler});`,
  'db.js': "import pg from 'pg'; import Database from 'better-sqlite3'; export const pool = new pg.Pool(); export const db = new Database('x');",
});

test.each([
  ['rows that are counted', "async (req, res) => { const r = await pool.query('select * from s where id = $1', [req.cookies.sid]); if (r.rows.length === 0) return res.sendStatus(401); res.json(r.rows[0]); }"],
  ['a row count', "async (req, res) => { const r = await pool.query('select * from s where id = $1', [req.cookies.sid]); if (r.rowCount < 1) return res.sendStatus(401); res.json(r.rows); }"],
  ['the first row', "async (req, res) => { const { rows } = await pool.query('select * from s where id = $1', [req.cookies.sid]); const user = rows[0]; if (!user) return res.sendStatus(401); res.json(user); }"],
])('a handler that refuses when no session is found: %s', (_name, handler) => {
  expect(accessOf(app(handler))).toEqual({ 'GET /x': 'authenticated in the handler' });
});

test('a token in the body that is looked up among sessions is a credential', () => {
  expect(accessOf(app("(req, res) => { const s = db.get('select * from sessions where token = ?', [req.body.token]); if (!s) return res.sendStatus(401); res.json(s); }"))).toEqual({ 'GET /x': 'authenticated in the handler' });
});

test('a prepared statement is known by the call that prepared it', () => {
  const all = '(sql, params) => { const rows = db.prepare(sql).all(...params); return rows.length === 0 ? null : rows[0]; }';
  expect(accessOf(app(`(req, res) => { const first = ${all}; const { token } = req.body || {}; const s = first('select * from sessions where token = ?', [token]); if (!s) return res.sendStatus(401); res.json(s); }`))).toEqual({ 'GET /x': 'authenticated in the handler' });
});

test('a token in the body that is looked up among password resets is not', () => {
  expect(accessOf(app("(req, res) => { const s = db.get('select * from resets where token = ?', [req.body.token]); if (!s) return res.sendStatus(400); res.json(s); }"))).toEqual({ 'GET /x': 'public' });
});

test('a list that is filtered by a user who may not be there is served to anyone', () => {
  expect(accessOf(app("async (req, res) => { const r = await pool.query('select * from posts where author = $1', [req.cookies.sid]); res.json(r.rows); }"))).toEqual({ 'GET /x': 'public' });
});
