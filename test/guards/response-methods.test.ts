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

const OWN = `app.use((req, res, next) => {
  res.json = (body, status = 200) => { res.statusCode = status; res.end(JSON.stringify(body)); };
  res.unauthorized = (message) => res.json({ error: message }, 401);
  res.gone = (message) => res.json({ error: message }, 410);
  next();
});`;

test('a status that an application\'s own helper takes behind the body refuses', () => {
  expect(accessOf(app(OWN, "app.get('/mine', (req, res) => { if (!req.session.user) return res.json({}, 401); res.json({}); });"))).toEqual({ 'GET /mine': 'authenticated in the handler' });
  expect(accessOf(app(OWN, "app.get('/mine', (req, res) => { if (!req.session.user) return res.json({}, 200); res.json({}); });"))).toEqual({ 'GET /mine': 'public' });
});

test('a number behind the body that is no status says nothing', () => {
  expect(accessOf(app("app.get('/mine', (req, res) => { if (!req.session.user) return res.json({}, 2); res.json({}); });"))).toEqual({ 'GET /mine': 'public' });
});
