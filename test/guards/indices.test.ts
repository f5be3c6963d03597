import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (check: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const { Account, granted } = require('./models');
const app = express();
const signedIn = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  next();
};
const allows = (roles) => async (req, res, next) => { ${check} };
app.get('/a', signedIn, allows(['admin', 'owner']), (req, res) => res.json({}));
`,
  'models.js': 'module.exports = { Account: load(), granted: load() };',
});

test.each([
  ['-1 is refused', 'if (roles.indexOf(req.user.role) === -1) return res.sendStatus(403); next();'],
  ['below 0 is refused', 'if (roles.indexOf(req.user.role) < 0) return res.sendStatus(403); next();'],
  ['above -1 goes on', 'if (roles.indexOf(req.user.role) > -1) return next(); res.sendStatus(403);'],
  ['0 and more goes on, the other way round', 'if (0 <= roles.indexOf(req.user.role)) return next(); res.sendStatus(403);'],
  ['~ goes on', 'if (~roles.indexOf(req.user.role)) return next(); res.sendStatus(403);'],
  ['looked up with a callback inside a promise', `
    const held = (id) => new Promise((resolve, reject) => {
      Account.findById(id, async (err, account) => {
        if (roles.indexOf(account.role) > -1) return resolve(next());
        reject({ code: 401 });
      });
    });
    try { await held(req.user.id); } catch (error) { res.status(error.code).json({}); }`],
])('an index of a role: %s', (_, check) => {
  expect(accessOf(app(check))).toEqual({ 'GET /a': 'authorized [admin,owner]' });
});

test('an index of a role in a list that is not known', () => {
  expect(accessOf(app('if (granted.list().indexOf(req.user.role) === -1) return res.sendStatus(403); next();'))).toEqual({ 'GET /a': 'authorized' });
});

test('the role is one of those that the caller has', () => {
  expect(accessOf(app("if (req.user.roles.findIndex((role) => role === 'admin') === -1) return res.sendStatus(403); next();"))).toEqual({ 'GET /a': 'authorized [admin]' });
});

test.each([
  ['refuses whoever is in the list', 'if (roles.indexOf(req.user.role) > -1) return res.sendStatus(403); next();'],
  ['only notes it', 'req.special = roles.indexOf(req.user.role) > -1; next();'],
  ['of something else', "if (['a', 'b'].indexOf(req.query.sort) === -1) return res.sendStatus(400); next();"],
])('an index of a role that nothing hangs on: %s', (_, check) => {
  expect(accessOf(app(check))).toEqual({ 'GET /a': 'authenticated' });
});

test('an index does not tell callers who are not logged in from others', () => {
  expect(accessOf({ 'app.js': `
const express = require('express');
const app = express();
app.get('/a', (req, res) => { if (['a', 'b'].indexOf(req.query.sort) === -1) return res.sendStatus(400); res.json({}); });
app.get('/b', (req, res) => { if (process.env.KEYS.split(',').indexOf(req.headers['x-api-key']) < 0) return res.sendStatus(401); res.json({}); });
app.get('/c', (req, res) => { if (!process.env.KEYS.split(',').includes(req.headers['x-api-key'])) return res.sendStatus(401); res.json({}); });
` })).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated in the handler', 'GET /c': 'authenticated in the handler' });
});
