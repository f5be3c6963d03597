import { ruleCases } from '../harness/cases.ts';

const js = (...lines: string[]): Record<string, string> => ({ 'server/check.js': ["const crypto = require('crypto');", ...lines, ''].join('\n') });
const at = (line: number, messageId = 'operator') => ({ file: 'server/check.js', line: line + 1, messageId });

ruleCases('require-timing-safe-compare', {
  flagged: [
    { name: 'an HMAC that is computed in place', files: js("exports.ok = (req) => crypto.createHmac('sha256', process.env.KEY).update(req.rawBody).digest('hex') === req.headers['x-signature'];"), findings: [at(1)] },
    { name: 'an HMAC in a variable', files: js("exports.ok = (req) => {", "  const wanted = 'sha256=' + crypto.createHmac('sha256', process.env.KEY).update(req.rawBody).digest('hex');", "  if (req.headers['x-hub-signature-256'] !== wanted) throw new Error('no');", '};'), findings: [at(3)] },
    { name: 'a digest that another file computes', files: { ...js("const { signatureOf } = require('./sign');", "exports.ok = (req) => signatureOf(req.rawBody) == req.get('x-signature');"), 'server/sign.js': "const { createHmac } = require('crypto');\nexports.signatureOf = (body) => createHmac('sha256', process.env.KEY).update(body).digest('hex');" }, findings: [at(2)] },
    { name: 'the hash of an API key', files: js("exports.find = (secret, row) => crypto.createHash('sha256').update(secret).digest('base64') == row.keyHash;"), findings: [at(1)] },
    { name: 'a secret of the environment', files: js("exports.cron = (req, res) => {", "  if (req.headers.authorization !== `Bearer ${process.env.CRON_SECRET}`) return res.sendStatus(401);", '  res.end();', '};'), findings: [at(2)] },
    { name: 'a secret of the environment, by way of the configuration', files: { ...js("const { config } = require('./config');", "exports.ok = (req) => req.query.key === config.apiKey;"), 'server/config.js': 'exports.config = { apiKey: process.env.API_KEY };' }, findings: [at(2)] },
    { name: 'names that say what they are', files: js('exports.ok = (expectedSignature, signature) => expectedSignature === signature;'), findings: [at(1)] },
    { name: 'locale comparison', files: js("exports.ok = (req) => crypto.createHmac('sha256', process.env.KEY).update(req.rawBody).digest('hex').localeCompare(req.headers['x-signature']) === 0;"), findings: [at(1, 'method')] },
    { name: 'Buffer.compare', files: js("exports.ok = (given) => Buffer.compare(crypto.createHmac('sha256', process.env.KEY).update('x').digest(), given) === 0;"), findings: [at(1, 'method')] },
  ],
  quiet: [
    { name: 'in constant time', files: js("exports.ok = (given) => crypto.timingSafeEqual(crypto.createHmac('sha256', process.env.KEY).update('x').digest(), given);") },
    { name: 'whether it is there at all', files: js("exports.ok = (req) => req.headers['x-signature'] !== undefined && process.env.API_KEY !== '';") },
    { name: 'the length', files: js("exports.ok = (signature, expectedSignature) => signature.length === expectedSignature.length && crypto.timingSafeEqual(signature, expectedSignature);") },
    { name: 'the hash of a file', files: js("exports.changed = (file, before) => crypto.createHash('sha256').update(file).digest('hex') !== before.hash;") },
    { name: 'a key of a map', files: js("exports.find = (list, key) => list.find((one) => one.key === key);") },
    { name: 'the kind of a token', files: js("exports.ok = (claims) => claims.tokenType === 'access' && claims.tokenType !== TOKEN_TYPE;") },
    { name: 'a setting that is no secret', files: js('exports.ok = (req) => req.headers.host === process.env.PUBLIC_HOST;') },
    { name: 'a public key', files: js('exports.ok = (key) => key === process.env.STRIPE_PUBLIC_KEY;') },
    { name: 'a test', files: { 'test/check.test.js': "const { createHmac } = require('crypto');\nif (createHmac('sha256', 'k').update('x').digest('hex') !== sign('x')) throw new Error('no');" } },
    { name: 'in the browser', files: { 'src/form.tsx': "import React from 'react';\nexport const same = (signature: string, expectedSignature: string) => signature === expectedSignature;" } },
    { name: 'signatures of functions', files: js('exports.same = (functionSignature, expectedFunctionSignature) => functionSignature === expectedFunctionSignature;') },
    { name: 'settings, when they are not asked for', options: { settings: false }, files: js('exports.ok = (req) => req.query.key === process.env.API_KEY;') },
  ],
});
