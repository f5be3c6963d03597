import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (guard: string, more = ''): Record<string, string> => ({
  'app.js': `
    const crypto = require('node:crypto'); const express = require('express'); const { jwtVerify } = require('jose'); const LRU = require('lru-cache'); const { db } = require('./db');
    ${more}
    const guard = ${guard};
    const app = express();
    app.get('/x', guard, (req, res) => res.json([]));
  `,
  'db.js': "exports.db = require('some-database')();",
});
const verdict = (guard: string, more?: string): string | undefined => accessOf(app(guard, more))['GET /x'];

test('an empty text in place of a header that is not there says that it is not there', () => {
  expect(verdict("async (req, res, next) => { const token = (req.headers.authorization || '').replace('Bearer ', ''); const session = await db.sessions.findOne({ token }); if (!session) return res.status(400).end(); next(); }")).toBe('authenticated');
  expect(verdict("async (req, res, next) => { const [, token] = (req.headers.authorization ?? '').split(' '); const session = await db.sessions.findOne({ token }); if (!session) return res.status(400).end(); next(); }")).toBe('authenticated');
});

test('what is cached under the digest of a token that is not there is not there', () => {
  const cached = "const cache = new LRU(); const keyOf = (token) => crypto.createHash('sha256').update(token).update('salt').digest('hex'); const verify = async (token) => { const known = cache.get(keyOf(token)); if (known) return known; return (await jwtVerify(token, 'k')).payload; };";
  expect(verdict('async (req, res, next) => { try { req.user = await verify(req.headers.authorization); next(); } catch { res.status(403).end(); } }', cached)).toBe('authenticated');
});

test('a function that gives the key is no callback of a verification that gives a promise', () => {
  expect(verdict('async (req, res, next) => { try { await jwtVerify(req.headers.authorization, async (header) => db.keys.get(header.kid)); next(); } catch { res.status(403).end(); } }')).toBe('authenticated');
});

test('what depends on the tenant alone does not keep a guard from being followed to its end', () => {
  const tenants = "const config = async (tenant) => { const a = await db.a(tenant); if (a.b) return a; if (a.c) return a.d; if (a.e) return a.f; if (a.g) return a.h; if (a.i) return a.j; if (a.k) return a.l; return a.m; };";
  expect(verdict("async (req, res, next) => { const { secret } = await config(req.query.tenant); try { await jwtVerify(req.headers.authorization, secret); next(); } catch { res.status(403).end(); } }", tenants)).toBe('authenticated');
  expect(verdict("async (req, res, next) => { const found = await config(req.query.tenant); if (!found) return next(); try { await jwtVerify(req.headers.authorization, 'k'); next(); } catch { res.status(403).end(); } }", tenants)).toBe('public');
});

test('a secret of the caller is compared, whatever the comparison is called; passwords of a login are not', () => {
  expect(verdict("async (req, res, next) => { const client = await db.clients.find(req.query.id); if (!(await db.verifyPassword(req.headers['x-client-secret'], client.hash))) return res.status(400).end(); next(); }")).toBe('authenticated');
  expect(verdict("async (req, res, next) => { const person = await db.people.find(req.body.name); if (!(await db.verifyPassword(req.body.password, person.hash))) return res.status(400).end(); next(); }")).toBe('public');
});

test('a preflight, which carries no credentials, is not what a route of every method is judged by', () => {
  const files = app("(req, res, next) => { if (req.method === 'OPTIONS') return next(); jwtVerify(req.headers.authorization, 'k').then(() => next(), () => res.status(401).end()); }");
  files['app.js'] = files['app.js']!.replace('app.get(', 'app.all(');
  expect(accessOf(files)).toEqual({ 'ALL /x': 'authenticated' });
});
