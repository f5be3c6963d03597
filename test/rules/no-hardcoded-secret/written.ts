import { expect } from 'vitest';
import type { FlaggedCase } from '../../harness/cases.ts';

// Put together here, so that no scanner takes them for real ones.
const slack = ['xoxb', '240192837465', '1209384756102', 'aBcDeFgH1jK9mN3pQ7rS5tU2'].join('-');
const github = ['ghp', 'a8Fk3nZq0LmW7xYt2RbV5cJd9HsPe1UgQoKi'].join('_');

export const written: FlaggedCase[] = [
  {
    name: 'a password in a connection URL',
    files: {
      'src/db.js': `const mongoose = require('mongoose');

const uri = process.env.MONGODB_URI || 'mongodb+srv://admin:Tr0ub4dor@cluster0.ab1cd.mongodb.net/shop?retryWrites=true';
module.exports = () => mongoose.connect(uri);
`,
    },
    findings: [
      { file: 'src/db.js', line: 3, column: 40, endLine: 3, endColumn: 120, messageId: 'urlFallback', confidence: 'high', message: 'When MONGODB_URI is not set, a mongodb+srv URL with the password Tr…(9 characters) from the code is used. Whoever can read the code can log in with it. Refuse to start without MONGODB_URI instead.', suggestions: [{ message: 'Drop the fallback, so that `MONGODB_URI` has to be set', output: `const mongoose = require('mongoose');

const uri = process.env.MONGODB_URI;
module.exports = () => mongoose.connect(uri);
` }] },
    ],
  },
  {
    name: 'a password that is put into a connection URL',
    files: {
      'src/db.js': `const mongoose = require('mongoose');
const dbPassword = 'kx92-vb71';

mongoose.connect(\`mongodb+srv://shop:\${dbPassword}@cluster0.ab1cd.mongodb.net/shop\`);
`,
    },
    findings: [
      { file: 'src/db.js', line: 2, column: 20, endLine: 2, endColumn: 31, messageId: 'url', confidence: 'high', message: 'The password kx…(9 characters) is written in the code, in a mongodb+srv URL. Whoever can read the code can log in with it. Load the URL from the environment or a secret store, and change the password, as the history keeps it.' },
    ],
  },
  {
    name: 'two secrets that one variable of the environment cannot hold',
    files: {
      'src/partners.ts': `import { connect } from 'mongodb';
export const partners = [
  { name: 'first', apiKey: 'kQ7w2Zr9LmX4tVb8NsYd3Hc6' },
  { name: 'second', apiKey: 'Jp5u8Ge1RyK3oWa6DfTx9Mn2' },
];
export const mailer = { apiToken: 'Vt4s9Cq2BkL7zXw1HjRn6Py8' };
void connect;
`,
    },
    findings: [
      { file: 'src/partners.ts', line: 3, messageId: 'named', suggestions: [] },
      { file: 'src/partners.ts', line: 4, messageId: 'named', suggestions: [] },
      { file: 'src/partners.ts', line: 6, messageId: 'named', suggestions: [{ message: 'Read it from the environment: process.env.API_TOKEN', output: expect.stringContaining('apiToken: process.env.API_TOKEN }') as string }] },
    ],
  },
  {
    name: 'a key that is named and looks generated',
    files: {
      'server/api/themoviedb.ts': `import axios from 'axios';

export const client = axios.create({
  baseURL: 'https://api.themoviedb.org/3',
  params: { api_key: 'db55323b8d3e4154498498a75642b381' },
});
`,
    },
    findings: [
      { file: 'server/api/themoviedb.ts', line: 5, column: 22, endLine: 5, endColumn: 56, messageId: 'named', confidence: 'medium', message: 'The value of api_key, db55…(32 characters), is written in the code. Whoever can read the code can use it. Load it from the environment or a secret store, and replace it, as the history keeps it.', suggestions: [{ message: 'Read it from the environment: process.env.API_KEY', output: `import axios from 'axios';

export const client = axios.create({
  baseURL: 'https://api.themoviedb.org/3',
  params: { api_key: process.env.API_KEY },
});
` }] },
    ],
  },
  {
    name: 'a secret in the default of an environment schema',
    files: {
      'src/env.ts': `import { z } from 'zod';

export const env = z.object({
  PORT: z.coerce.number().default(3000),
  JWT_SECRET: z.string().default('thisisasamplesecret'),
}).parse(process.env);
`,
    },
    findings: [
      { file: 'src/env.ts', line: 5, column: 34, endLine: 5, endColumn: 55, messageId: 'named', confidence: 'medium' },
    ],
  },
  {
    name: 'a password that a request is compared with',
    files: {
      'src/admin.ts': `import type { Request, Response } from 'express';

export function login(req: Request, res: Response) {
  if (req.body.password !== 'Sup3rS3cret!') return res.sendStatus(401);
  res.json({ ok: true });
}
`,
    },
    findings: [
      { file: 'src/admin.ts', line: 4, column: 29, endLine: 4, endColumn: 43, messageId: 'named', confidence: 'medium' },
    ],
  },
  {
    name: 'a private key in lines',
    files: {
      'src/keys.js': `const jwt = require('jsonwebtoken');
const privateKey = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIICXAIBAAKBgQDNwqLEe9wgTXCbC7RPdDbBbeqjdbs4kOPOIGzqLpXvJXlxxW8iMz0',
  'EaM4BKUqYsIa3ndv3NAn2RxCd5ubVdJJcX43zO6Ko0TFEZx65gY3BE0O6syCEmUP4qb',
  '-----END RSA PRIVATE KEY-----',
].join('\\n');

exports.sign = (claims) => jwt.sign(claims, privateKey, { algorithm: 'RS256' });
`,
    },
    findings: [
      { file: 'src/keys.js', line: 2, column: 20, endLine: 7, endColumn: 2, messageId: 'privateKey', confidence: 'high', message: 'A PEM private key of 219 characters is written in the code. Whoever can read the code can sign and decrypt in its owner’s name. Load it from a secret store, and replace the key pair, as the history keeps it.' },
    ],
  },
  {
    name: 'tokens of known providers',
    files: {
      'src/notify.js': `const { WebClient } = require('@slack/web-api');
const slack = new WebClient('${slack}');
// const github = '${github}';
module.exports = slack;
`,
    },
    findings: [
      { file: 'src/notify.js', line: 2, column: 30, endLine: 2, endColumn: 86, messageId: 'provider', confidence: 'high', message: 'A Slack token is written in the code: xoxb…(56 characters). Whoever can read the code can use it until it is revoked. Revoke it, and load the new one from the environment or a secret store.' },
      { file: 'src/notify.js', line: 3, column: 20, endLine: 3, endColumn: 60, messageId: 'provider', confidence: 'high' },
    ],
  },
];
