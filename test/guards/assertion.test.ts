import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const behind = (guard: string): string | undefined => accessOf({
  'app.js': `
    const express = require('express');
    const assert = require('http-assert');
    const { invariant } = require('tiny-invariant');
    class Refusal extends Error { constructor(status) { super('no'); this.status = status; } }
    const app = express();
    app.get('/x', (req, res, next) => { ${guard} next(); }, (req, res) => res.json([]));
  `,
})['GET /x'];

test('an assertion about the caller turns away those of whom it does not hold', () => {
  expect(behind("assert(req.user, 401, 'log in');")).toBe('authenticated');
  expect(behind('invariant(req.user, new Refusal(401));')).toBe('authenticated');
});

test('an assertion about the input, or without the caller, does not', () => {
  expect(behind("assert(req.body.name, 400, 'no name');")).toBe('public');
  expect(behind("assert(app, 500); assert.equal(1, 1);")).toBe('public');
});
