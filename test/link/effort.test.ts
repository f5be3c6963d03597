import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

/** Work of 5 to the power of 9 calls. */
const WORK = Array.from({ length: 9 }, (_, i) => `const work${i} = () => { ${`work${i + 1}(); `.repeat(5)} };`).reverse();

test('routes that are registered after more work than can be followed are found', () => {
  expect(accessOf({
    'app.js': `
      const express = require('express');
      let count = 0;
      const work9 = () => { count = count + 1; };
      ${WORK.join('\n')}
      const createApp = () => {
        const app = express();
        app.get('/x', (req, res) => res.json(count));
      };
      const start = async () => {
        await work0();
        createApp();
      };
      start();
    `,
  })).toEqual({ 'GET /x': 'public' });
});

test('a small helper keeps its result, however often it is called', () => {
  const routes = Array.from({ length: 900 }, (_, i) => `app.get(at('/x${i}'), handler);`).join('\n');
  const found = accessOf({
    'app.js': `
      const express = require('express');
      const app = express();
      const handler = (req, res) => res.json([]);
      const at = (path) => { const clean = path.replace('//', '/'); const base = '/api'; return base + clean; };
      ${routes}
    `,
  });
  expect(Object.keys(found).at(-1)).toBe('GET /api/x899');
});

test('what is called after more work than can be followed is called with what it is given', () => {
  expect(accessOf({
    'app.js': `
      const express = require('express');
      const jwt = require('jsonwebtoken');
      let count = 0;
      const work9 = () => { count = count + 1; };
      ${WORK.join('\n')}
      const strict = { session: { validate: (token) => jwt.verify(token, process.env.SECRET) }, start: async () => work0() };
      const loose = { session: { validate: () => ({ id: 1 }) }, start: async () => work0() };
      const serve = (core, path) => {
        const app = express();
        app.get(path, (req, res, next) => {
          try { req.user = core.session.validate(req.headers.authorization); next(); } catch { res.sendStatus(401); }
        }, (req, res) => res.json(count));
      };
      (async () => {
        await strict.start();
        serve(strict, '/strict');
        await loose.start();
        serve(loose, '/loose');
      })();
    `,
  })).toEqual({ 'GET /strict': 'authenticated', 'GET /loose': 'public' });
});
