import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (route: string): Record<string, string> => ({ 'app.js': `import express from 'express'; import { verify } from 'jsonwebtoken'; const app = express(); ${route}` });
const check = '(req, res) => { const claims = verify(SENT, process.env.SECRET); res.json(claims); }';

test('a token that came by mail is no credential of a caller', () => {
  expect(accessOf(app(`app.post('/reset-password', ${check.replace('SENT', 'req.body.token')});`))).toEqual({ 'POST /reset-password': 'public' });
  expect(accessOf(app(`app.get('/verify-email', ${check.replace('SENT', 'req.query.code')});`))).toEqual({ 'GET /verify-email': 'public' });
});

test('the header of a session is one, whatever the path', () => {
  expect(accessOf(app(`app.post('/confirm-order', ${check.replace('SENT', 'req.headers.authorization')});`))).toEqual({ 'POST /confirm-order': 'authenticated in the handler' });
});

test('the token of another service, in the body of a login, is what anyone may log in with', () => {
  const files = (path: string): Record<string, string> => ({ 'app.js': `
import express from 'express'; import crypto from 'node:crypto';
const app = express();
app.post('${path}', (req, res) => {
  const [head, body, signature] = req.body.idToken.split('.');
  if (!crypto.verify('RSA-SHA256', Buffer.from(head + '.' + body), certs, Buffer.from(signature, 'base64url'))) return res.sendStatus(401);
  res.json({ ok: true });
});` });
  expect(accessOf(files('/api/auth/google-auth'))).toEqual({ 'POST /api/auth/google-auth': 'public' });
  expect(accessOf(files('/api/hooks/orders'))).toEqual({ 'POST /api/hooks/orders': 'authenticated in the handler' });
});
