import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (...lines: string[]): Record<string, string> => ({
  'app.js': ["const express = require('express');", 'const app = express();', ...lines].join('\n'),
});
const WRAPS = 'app.use((req, res, next) => { const original = res.json; res.json = function (body) { return original.call(this, JSON.parse(JSON.stringify(body))); }; next(); });';

test('a wrapped method of the response answers', () => {
  expect(accessOf(app(WRAPS, "app.get('/settings', (req, res) => res.status(200).json({}));"))).toEqual({ 'GET /settings': 'public' });
});

test('a wrapped method of the response refuses', () => {
  expect(accessOf(app(WRAPS, "app.get('/settings', (req, res) => { if (!req.session.user) return res.status(401).json({}); res.json({}); });"))).toEqual({ 'GET /settings': 'authenticated in the handler' });
});
