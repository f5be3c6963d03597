import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const routes = (settings: string): Record<string, string> => accessOf({
  'app.js': `
    const express = require('express'); const deepmerge = require('deepmerge'); const _ = require('lodash');
    const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
    const app = express();
    const { path, before } = ${settings};
    app.get(path, before, (req, res) => res.json([]));
  `,
});

test('of objects that a library puts together, the members are known', () => {
  expect(routes("deepmerge({ path: '/a', before: [] }, { before: guard }, { clone: false })")).toEqual({ 'GET /a': 'authenticated' });
  expect(routes("_.defaults({ before: guard }, { path: '/a', before: [] })")).toEqual({ 'GET /a': 'authenticated' });
});

test('what a module does where it is started takes nothing back of what it does', () => {
  expect(accessOf({
    'app.js': `
      const express = require('express'); const app = express();
      function start() { const list = [{ path: '/x' }]; list.forEach((one) => { one.path = '/v1' + one.path; }); for (const one of list) app.get(one.path, (req, res) => res.json([])); }
      if (require.main === module) start(); else module.exports = { app, start };
    `,
  })).toEqual({ 'GET /v1/x': 'public' });
});
