import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

test.each(['5', '4000000000'])('an element far behind the end of a list (%s) leaves the others as they are', (index) => {
  expect(accessOf({
    'app.js': `
      const app = require('express')();
      const checks = [(req, res, next) => (req.user ? next() : res.sendStatus(401))];
      checks[${index}] = (req, res, next) => next();
      const late = checks[3] || checks[0];
      app.get('/first', checks[0], (req, res) => res.json([]));
      app.get('/copied', [...checks][0], (req, res) => res.json([]));
      app.get('/late', late, (req, res) => res.json([]));
    `,
  })).toMatchObject({ 'GET /first': 'authenticated', 'GET /copied': 'authenticated' });
});
