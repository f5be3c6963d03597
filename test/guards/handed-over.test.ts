import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (path: string, body: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const { directory } = require('directory-sync');
const { users } = require('./models');
const app = express();
app.post('${path}', async (req, res) => { ${body} });
`,
  'models.js': 'module.exports = { users: load() };',
});

test.each([
  ['whoever it is given to may check it', 'const { status, data } = await directory.requests.handle({ apiSecret: req.headers.authorization, body: req.body }); res.status(status).json(data);', 'unknown'],
  ['it is only noted', 'directory.log({ apiSecret: req.headers.authorization }); res.json({});', 'public'],
  ['it is the name of something that is sent', 'const { data } = await directory.requests.handle({ apiSecret: req.body.name }); res.json(data);', 'public'],
])('a secret of the caller in an object that is handed over: %s', (_, body, access) => {
  expect(accessOf(app('/sync/:id', body))).toEqual({ 'POST /sync/:id': access });
});

test('what a login gives to be verified is what someone logs in with', () => {
  const body = 'const user = await users.verifyWalletSignature({ signature: req.headers["x-signature"] }); res.json({ user });';
  expect(accessOf(app('/wallet/:id', body))).toEqual({ 'POST /wallet/:id': 'unknown' });
  expect(accessOf(app('/wallet-login', body))).toEqual({ 'POST /wallet-login': 'public' });
});

test('cookies of a login that has begun are had by whoever begins one', () => {
  const body = (name: string): string => `const { state, nonce } = { state: req.cookies['${name}_state'], nonce: req.cookies['${name}_nonce'] }; if (!state || !nonce) return res.status(400).end(); const found = await users.exchange(req.body.code); res.json({ found });`;
  expect(accessOf(app('/login/oidc/callback', body('oidc')))).toEqual({ 'POST /login/oidc/callback': 'public' });
});
