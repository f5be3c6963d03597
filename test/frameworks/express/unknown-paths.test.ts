import { expect, it } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (text: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"5"}}',
  'app.js': `const express = require('express');
const path = require('path');
const conf = require('conf');
const app = express();
const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
const h = (req, res) => res.json([]);
${text}
`,
});

it('a guard at a path that is not known guards nothing that is not at the same path', () => {
  expect(accessOf(app("app.use(new RegExp('^' + conf.get('base') + '/private'), guard); app.get('/open', h);"))).toEqual({ 'GET /open': 'public' });
  expect(accessOf(app("app.use(path.posix.join(conf.base, 'private'), guard); app.get('/open', h);"))).toEqual({ 'GET /open': 'public' });
  expect(accessOf(app("app.use(process.env.BASE, guard); app.get('/open', h);"))).toEqual({ 'GET /open': 'public' });
  expect(accessOf(app('app.use(`/${conf.get("area")}/admin`, guard); app.get("/shop/admin/x", h); app.get(`/${conf.get("area")}/admin/y`, h);')))
    .toEqual({ 'GET /shop/admin/x': 'public', 'GET /:unknown/admin/y': 'authenticated' });
});

it('a guard at a path that is known guards it, whatever the pattern', () => {
  expect(accessOf(app("app.use(new RegExp('^/known'), guard); app.get('/known/x', h); app.get('/:id', h);"))).toEqual({ 'GET /known/x': 'authenticated', 'GET /:id': 'public' });
  expect(accessOf(app("app.get(new RegExp('^' + conf.get('base')), guard, h);"))).toEqual({ 'GET /:unknown': 'authenticated' });
  expect(accessOf(app("app.use('/:area/admin', guard); app.get('/shop/admin/x', h);"))).toEqual({ 'GET /shop/admin/x': 'authenticated' });
});

it('the same holds in Hono', () => {
  expect(accessOf({
    'package.json': '{"dependencies":{"hono":"4"}}',
    'app.js': `import { Hono } from 'hono';
const app = new Hono();
const guard = async (c, next) => { if (c.req.header('x-key') !== c.env.SECRET_KEY) return c.text('no', 401); await next(); };
app.use(process.env.AREA, guard);
app.get('/open', (c) => c.text('x'));
app.get(process.env.AREA, (c) => c.text('y'));
export default app;
`,
  })).toEqual({ 'GET /open': 'public', 'GET /:unknown': 'authenticated' });
});
