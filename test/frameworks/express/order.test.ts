import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
    const h = (req, res) => res.json([]);
    const app = express();
    ${body}
    module.exports = app;
  `,
});

test('a guard protects what is registered after it', () => {
  expect(accessOf(app("app.get('/a', h); app.use(guard); app.get('/b', h);"))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
});

test('a prefix covers whole segments, in letters of either case', () => {
  expect(accessOf(app("app.use('/Admin', guard); app.get('/admin/x', h); app.get('/administrator', h); app.get('/admin', h);")))
    .toEqual({ 'GET /admin/x': 'authenticated', 'GET /administrator': 'public', 'GET /admin': 'authenticated' });
});

test('a regular expression guards where its match ends with a segment', () => {
  expect(accessOf(app("app.use(/^\\/depot\\//, guard); app.use(/^\\/house/, guard); app.get('/depot/x', h); app.get('/house/x', h);")))
    .toEqual({ 'GET /depot/x': 'public', 'GET /house/x': 'authenticated' });
});

test('a star needs something to stand for', () => {
  expect(accessOf(app("app.use('/reports/*', guard); app.get('/reports', h); app.get('/reports/x', h);"))).toEqual({ 'GET /reports': 'public', 'GET /reports/x': 'authenticated' });
});

test('a router without a path that refuses guards what comes after it', () => {
  expect(accessOf(app("const r = express.Router(); r.use(guard); app.get('/a', h); app.use(r); app.get('/b', h);"))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
});

test('one router mounted twice has the routes twice, each with the guards in front of its mount', () => {
  expect(accessOf(app("const r = express.Router(); r.get('/x', h); app.use('/open', r); app.use('/closed', guard, r);"))).toEqual({ 'GET /open/x': 'public', 'GET /closed/x': 'authenticated' });
});

test('a guard registered alone protects the handler that is registered later', () => {
  expect(accessOf(app("app.post('/x', guard); app.get('/x', h); app.post('/x', h);"))).toEqual({ 'GET /x': 'public', 'POST /x': 'authenticated' });
});

test('an error handler is no guard', () => {
  expect(accessOf(app("app.use((err, req, res, next) => res.sendStatus(401)); app.get('/x', h);"))).toEqual({ 'GET /x': 'public' });
});

test('a gate lets its exceptions through, path by path', () => {
  expect(accessOf(app("const OPEN = ['/login', /^\\/pub\\//]; app.use((req, res, next) => { if (OPEN.some((o) => (o instanceof RegExp ? o.test(req.path) : o === req.path))) return next(); guard(req, res, next); }); app.get('/login', h); app.get('/pub/x', h); app.get('/x', h);")))
    .toEqual({ 'GET /login': 'public', 'GET /pub/x': 'public', 'GET /x': 'authenticated' });
});

test('a router whose mount is not in the code is not called public', () => {
  const files = {
    'routes.js': "const router = require('express').Router(); router.get('/x', (req, res) => res.json([])); module.exports = router;",
    'server.js': "const routes = require('./routes'); require('some-framework').register({ routes });",
  };
  expect(accessOf(files)).toEqual({ 'GET /x': 'unknown' });
});

test('a handler that is mounted with `use` answers every method', () => {
  expect(accessOf(app("app.use('/open', h); app.use('/closed', guard, h); app.use((req, res) => res.status(404).end());"))).toEqual({ 'ALL /open': 'public', 'ALL /closed': 'authenticated' });
});
