import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (check: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const app = express();
const known = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  next();
};
app.post('/a', known, (req, res, next) => { ${check} }, (req, res) => res.json({}));
`,
});

test.each([
  ['every caller needs it', "if (!req.user.scopes.includes('write')) return res.sendStatus(403); next();", 'authorized [write]'],
  ['only those who come with a token of their own', "if (req.user.kind === 'oauth' && !req.user.scopes.includes('write')) return res.sendStatus(403); next();", 'authenticated'],
  ['only those who come with a token of their own, by a switch', "switch (req.user.kind) { case 'oauth': if (req.user.scope.split(' ').some((one) => one === 'write')) return next(); break; case 'session': return next(); } res.sendStatus(403);", 'authenticated'],
  ['only some need a role', "if (req.user.kind === 'oauth' && req.user.role !== 'writer') return res.sendStatus(403); next();", 'authorized [writer]'],
])('a scope: %s', (_, check, access) => {
  expect(accessOf(app(check))).toEqual({ 'POST /a': access });
});
