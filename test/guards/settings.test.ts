import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (guard: string): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    const cache = require('redis');
    const settings = require('./settings');
    const db = require('./db');
    const app = express();
    ${guard}
    app.get('/x', guard, (req, res) => res.json([]));
  `,
  'settings.js': 'module.exports = { cache: process.env.CACHE, open: process.env.OPEN };',
  'db.js': "const knex = require('knex')({}); module.exports = { any: () => knex('users').first() };",
});

test('a setting that both ways lead past does not make a guard of what turns some callers away', () => {
  expect(accessOf(app(`
    async function guard(req, res, next) {
      if (settings.cache) await cache.get('any');
      const known = req.user || await db.any();
      if (known) return next();
      res.redirect('/set-up');
    }
  `))).toEqual({ 'GET /x': 'public' });
});

test('a setting without which callers are turned away leaves a guard', () => {
  expect(accessOf(app(`
    function guard(req, res, next) {
      if (settings.open) return next();
      if (req.user) return next();
      res.sendStatus(401);
    }
  `))).toEqual({ 'GET /x': 'authenticated' });
});

test('a setting that is asked for twice is the same both times', () => {
  expect(accessOf(app(`
    function guard(req, res, next) {
      if (!settings.open && !req.user) return res.sendStatus(401);
      if (settings.open) return res.sendStatus(404);
      next();
    }
  `))).toEqual({ 'GET /x': 'authenticated' });
});

test('which of two checks it is, decided when the application starts, is not known', () => {
  expect(accessOf(app(`
    const strict = (req, res, next) => (req.user ? next() : res.sendStatus(401));
    const loose = (req, res, next) => next();
    const wrap = (fn) => (req, res, next) => fn(req, res, next);
    const guard = wrap(settings.open ? loose : strict);
  `))).toEqual({ 'GET /x': 'unknown' });
});

test('a setting that is kept in a database is one too', () => {
  const guard = (from: string): string => `
    const store = require('./store');
    async function guard(req, res, next) {
      const open = await ${from}.get('open');
      if (open) return next();
      if (req.user) return next();
      res.sendStatus(401);
    }
  `;
  const stored = "const redis = require('redis').createClient(); module.exports = { get: (name) => redis.hget('settings', name) };";
  expect(accessOf({ ...app(guard('settings')), 'settings.js': stored })).toEqual({ 'GET /x': 'authenticated' });
  expect(accessOf({ ...app(guard('store')), 'store.js': stored })).toEqual({ 'GET /x': 'public' });
});

const SERVICE = `
  class ConfigService {
    constructor(rows) { this.rows = rows; }
    get(key) {
      const row = this.rows.filter((one) => one.key === key)[0];
      if (!row) throw new Error('no such setting');
      const value = row.value ?? row.fallback;
      if (row.type === 'boolean') return value === 'true';
      return value;
    }
    find(user) {
      const row = this.rows.filter((one) => one.owner === user)[0];
      if (!row) return undefined;
      const value = row.value ?? row.fallback;
      if (row.type === 'boolean') return value === 'true';
      return value;
    }
  }
  const config = new ConfigService(require('mysql').rows());
`;

test('what a class that keeps the settings gives for a name is a setting', () => {
  expect(accessOf(app(`${SERVICE}
    function guard(req, res, next) {
      if (!req.user && !config.get('share.anonymous')) return res.sendStatus(401);
      next();
    }
  `))).toEqual({ 'GET /x': 'authenticated' });
});

test('what it gives for something of the caller is none', () => {
  expect(accessOf(app(`${SERVICE}
    function guard(req, res, next) {
      if (!req.user && !config.find(req.query.owner)) return res.sendStatus(401);
      next();
    }
  `))).toEqual({ 'GET /x': 'public' });
});

test('a setting that a helper brings into another form is one still', () => {
  expect(accessOf({
    'app.ts': `
      import { Hono } from 'hono';
      const isOn = (value: unknown) => { if (typeof value === 'boolean') return value; if (typeof value === 'string') return value === 'true'; return false; };
      const app = new Hono();
      app.use('*', async (c, next) => {
        if (c.req.header('x-admin') === c.env.SECRET_KEY || isOn(c.env.CHECKS_OFF)) return next();
        return c.text('no', 401);
      });
      app.get('/x', (c) => c.text('x'));
      export default app;`,
  })).toEqual({ 'GET /x': 'authenticated' });
});

test('a guard with too many ways through it is left open, not taken for none', () => {
  const asked = (count: number): string => Array.from({ length: count }, (_, i) => `if (req.query.q${i} === 'x') found.push(${i});`).join('\n');
  const guard = (count: number): string => `
    async function guard(req, res, next) {
      const found = [];
      ${asked(count)}
      const user = await db.sessions.findOne({ token: req.headers.authorization, found });
      if (process.env.OPEN) return next();
      if (!user) return res.sendStatus(401);
      next();
    }
  `;
  expect(accessOf(app(guard(2)))).toEqual({ 'GET /x': 'authenticated' });
  expect(accessOf(app(guard(9)))).toEqual({ 'GET /x': 'unknown' });
});
