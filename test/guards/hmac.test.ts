import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const hook = (digest: string, sent = "req.headers['x-signature']"): Record<string, string> => ({
  'app.js': `
    import express from 'express';
    import crypto from 'node:crypto';
    const app = express();
    app.post('/hook', (req, res) => {
      const digest = ${digest};
      if (${sent} !== digest) return res.status(400).end();
      res.end();
    });`,
});

test('what is compared with a keyed digest of the body has to be made with the key', () => {
  expect(accessOf(hook("crypto.createHmac('sha256', process.env.HOOK_SECRET).update(JSON.stringify(req.body)).digest('hex')"))).toEqual({ 'POST /hook': 'authenticated in the handler' });
  expect(accessOf(hook("crypto.createHmac('sha256', process.env.HOOK_SECRET).update(req.body).digest('hex')", 'req.body.sum'))).toEqual({ 'POST /hook': 'authenticated in the handler' });
});

test('a digest without a key can be made by anyone', () => {
  expect(accessOf(hook("crypto.createHash('sha256').update(JSON.stringify(req.body)).digest('hex')", 'req.body.sum'))).toEqual({ 'POST /hook': 'public' });
});

const lookup = (find: string, made = "crypto.createHmac('sha256', process.env.PEPPER || 'dev').update(key).digest('hex')"): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"5","knex":"3"}}',
  'app.js': `
    import express from 'express';
    import crypto from 'node:crypto';
    import Knex from 'knex';
    import { db } from 'store';
    const knex = Knex({});
    const app = express();
    const hash = (key) => ${made};
    class Keys { constructor(rows) { this.rows = rows; } async byDigest(digest) { return await this.rows('keys').where({ digest }).first(); } }
    const keys = new Keys(knex);
    app.get('/x', async (req, res) => {
      const key = req.headers.authorization?.split(' ')[1];
      if (!key) return res.status(401).end();
      const found = await ${find};
      if (!found || found.status !== 'ACTIVE') return res.status(401).end();
      res.json([]);
    });`,
});

test('a key that is looked up by its keyed digest has to be known', () => {
  for (const find of ["knex('keys').where('digest', hash(key)).first()", "db.apiKeys.findOne({ digest: hash(key) })", "db.query('SELECT * FROM keys WHERE digest = $1', [hash(key)])", "keys.byDigest(hash(key))"]) {
    expect([find, accessOf(lookup(find))]).toEqual([find, { 'GET /x': 'authenticated in the handler' }]);
  }
});

test('what is looked up by the digest of something else is not', () => {
  expect(accessOf(lookup("knex('keys').where('digest', hash(key)).first()", "crypto.createHmac('sha256', 'dev').update('fixed').digest('hex')"))).toEqual({ 'GET /x': 'public' });
  expect(accessOf(lookup("db.apiKeys.findOne({ digest: crypto.createHmac('sha256', 'dev').update(req.query.name).digest('hex') })"))).toEqual({ 'GET /x': 'public' });
});

const keys = (digest: string, compared = ''): Record<string, string> => ({
  'package.json': '{ "dependencies": { "express": "5", "knex": "3" } }',
  'users.js': `
    export class Users {
      constructor(db) { this.db = db; }
      async keyByHash(hash) { return await this.db('api_keys').where('hash', hash).first(); }
    }`,
  'app.js': `
    import express from 'express';
    import crypto from 'node:crypto';
    import knex from 'knex';
    import { Users } from './users.js';
    const app = express();
    const users = new Users(knex({}));
    const digestOf = (key) => ${digest};
    const isKnown = async (key) => {
      const hash = digestOf(key);
      const record = await users.keyByHash(hash);
      if (!!record) return record.status === 'ACTIVE';
      return false;
    };
    app.use(async (req, res, next) => {
      const [, key] = (req.headers.authorization ?? '').split(' ');
      if (!key) return res.sendStatus(401);
      ${compared || 'if (!(await isKnown(key))) return res.sendStatus(401);'}
      next();
    });
    app.get('/a', (req, res) => res.json({}));`,
});

test('keys that are kept as keyed digests are looked up by the digest of what is sent', () => {
  expect(accessOf(keys("crypto.createHmac('sha256', process.env.PEPPER).update(key).digest('hex')"))).toEqual({ 'GET /a': 'authenticated' });
  expect(accessOf(keys("crypto.createHash('sha256').update(key).digest('hex')"))).toEqual({ 'GET /a': 'authenticated' });
  expect(accessOf(keys("crypto.createHmac('sha256', process.env.PEPPER).update('all').digest('hex')"))).toEqual({ 'GET /a': 'public' });
});

test('a cookie is held against the digest of its own value', () => {
  const compared = "const [value, sum] = key.split('.'); if (crypto.createHmac('sha256', process.env.PEPPER).update(value).digest('hex') !== sum) return res.sendStatus(401);";
  expect(accessOf(keys('key', compared))).toEqual({ 'GET /a': 'authenticated' });
});
