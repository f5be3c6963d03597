import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

/** A log that goes about it in more ways than can be tried. */
const LOG = `
  const fields = new Set(require('fields').all());
  const clean = (value, key) => (fields.has(key) ? '-' : value?.secret ? '-' : value);
  const logger = {
    warn(message, data) {
      const row = {};
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) row[key] = clean(data[key], key);
      if (data.token) row.token = 'there is one';
      console.log(message, row);
    },
    respond(message, data) {
      if (fields.has('a') || data.token) return data.res.sendStatus(401);
      data.next();
    },
  };
`;

const app = (guard: string): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    const app = express();
    ${LOG}
    function guard(req, res, next) {
      ${guard}
    }
    app.get('/x', guard, (req, res) => res.json([]));
  `,
});

test('how a log is written does not keep it from being seen that callers are refused', () => {
  expect(accessOf(app("if (!req.user) { logger.warn('nobody', { ...req.headers, token: req.headers.authorization }); return res.sendStatus(401); } next();"))).toEqual({ 'GET /x': 'authenticated' });
});

test('what a log found missing is no reason for what follows', () => {
  expect(accessOf(app("logger.warn('asked', { token: req.headers.authorization }); if (req.query.fails) return res.sendStatus(500); next();"))).toEqual({ 'GET /x': 'public' });
});

test('a function of the log that answers is followed both ways', () => {
  expect(accessOf(app("logger.respond('asked', { res, next, token: req.headers.authorization });"))).toEqual({ 'GET /x': 'public' });
});
