import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const behind = (guard: string, before = ''): string | undefined => accessOf({
  'app.js': `
    const express = require('express');
    const { settings } = require('some-settings');
    ${before}
    const app = express();
    app.get('/x', async (req, res, next) => { ${guard} next(); }, (req, res) => res.json([]));
  `,
})['GET /x'];

test('what is only let through outside of production is refused', () => {
  expect(behind("const { isProduction, isTest } = settings; if (!isProduction || isTest) return next(); if (!req.user) return res.sendStatus(401);")).toBe('authenticated');
});

test('what is only let through in production is not', () => {
  expect(behind("if (settings.isProduction) return next(); if (!req.user) return res.sendStatus(401);")).toBe('public');
});

test('errors are told apart by their classes', () => {
  expect(behind('try { check(req); } catch (error) { if (error instanceof Missing) return res.sendStatus(401); if (error instanceof Odd) return next(); throw error; }', `
    class Missing extends Error {} class Odd extends Error {}
    const check = (req) => { if (!req.user) throw new Missing(); };
  `)).toBe('authenticated');
});

test('a token is looked for in the body where no header carries it', () => {
  const lookup = "const token = req.get('authorization') ?? req.body.token; if (!token) return res.sendStatus(401); const found = await settings.find(token); if (!found) return res.sendStatus(401);";
  expect(behind(lookup)).toBe('authenticated');
});

test('what a pattern finds in a credential is a part of it', () => {
  expect(behind("const match = /^Bearer (.+)$/.exec(req.headers.authorization); if (!match) return res.sendStatus(401); if (!(await settings.findOne({ token: match[1] }))) return res.sendStatus(401);")).toBe('authenticated');
});
