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
