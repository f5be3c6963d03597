import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

test('functions that are assigned to names which nothing declares', () => {
  expect(accessOf({
    'middlewares/auth.js': `
verifyToken = (req, res, next) => {
  if (!req.session.userId) return res.status(403).send({ message: 'No token' });
  next();
};
checkDuplicateUsername = (req, res, next) => {
  User.findOne({ username: req.body.username }).exec((err, user) => {
    if (user) { res.status(400).send({ message: 'taken' }); return; }
    next();
  });
};
const auth = { verifyToken: verifyToken, checkDuplicateUsername };
module.exports = auth;
`,
    'app.js': `
const express = require('express');
const auth = require('./middlewares/auth');
const app = express();
app.post('/api/auth/signup', [auth.checkDuplicateUsername], (req, res) => res.json({}));
app.get('/api/test/user', [auth.verifyToken], (req, res) => res.json({}));
`,
  })).toEqual({ 'POST /api/auth/signup': 'public', 'GET /api/test/user': 'authenticated' });
});
