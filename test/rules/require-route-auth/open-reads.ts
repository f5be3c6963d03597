import type { FlaggedCase, QuietCase } from '../../harness/cases.ts';

const GUARD = `exports.protect = (req, res, next) => (req.headers['x-api-key'] === process.env.API_KEY ? next() : res.sendStatus(403));\n`;
const DB = `exports.db = {};\n`;
const app = (lines: string): Record<string, string> => ({
  'src/app.js': `const express = require('express');\nconst { protect } = require('./guard');\nconst { db } = require('./db');\nconst app = express();\n${lines}`,
  'src/guard.js': GUARD,
  'src/db.js': DB,
});

/** Reads that everybody may make of what only known callers may change; and the neighbours that nobody decided so. */
export const flaggedOpenReads: FlaggedCase[] = [
  {
    name: 'open reads of what belongs to somebody, beside guarded writes',
    files: app(`app.get('/orders', async (req, res) => res.json(await db.all()));
app.get('/orders/:id', async (req, res) => res.json(await db.find(req.params.id)));
app.post('/orders', protect, async (req, res) => res.json(await db.create(req.body)));
`),
    findings: [{ file: 'src/app.js', line: 5, route: 'GET /orders' }, { file: 'src/app.js', line: 6, route: 'GET /orders/:id' }],
  },
  {
    name: 'an open read among guarded ones, and one beside a write that is as open',
    files: app(`app.get('/products', protect, async (req, res) => res.json(await db.all()));
app.get('/products/:id', protect, async (req, res) => res.json(await db.find(req.params.id)));
app.get('/products/:id/costs', async (req, res) => res.json(await db.costs(req.params.id)));
app.post('/products', protect, async (req, res) => res.json(await db.create(req.body)));
app.get('/sensors', async (req, res) => res.json(await db.all()));
app.get('/sensors/:id', async (req, res) => res.json(await db.find(req.params.id)));
app.post('/sensors', async (req, res) => res.json(await db.create(req.body)));
`),
    findings: [{ file: 'src/app.js', line: 7, route: 'GET /products/:id/costs' }, { file: 'src/app.js', line: 9, route: 'GET /sensors' }, { file: 'src/app.js', line: 10, route: 'GET /sensors/:id' }, { file: 'src/app.js', line: 11, route: 'POST /sensors' }],
  },
  {
    name: 'a guard that asks for nobody where the caller says so',
    files: app(`const owner = async (req, res, next) => {
  if (req.query.anonymous) return next();
  if (!req.session.user) return res.sendStatus(403);
  next();
};
app.get('/reports', protect, async (req, res) => res.json(await db.all()));
app.delete('/files/:id', owner, async (req, res) => res.json(await db.shares.remove(req.params.id)));
`),
    findings: [{ file: 'src/app.js', line: 11, route: 'DELETE /files/:id' }],
  },
  {
    name: 'users that anyone can make, without being logged in by it, and a password that anyone can set',
    files: {
      ...app(`const { token } = require('./token');
app.get('/reports', protect, async (req, res) => res.json(await db.all()));
app.post('/users', async (req, res) => res.json(await db.create({ name: req.body.name, password: req.body.password })));
app.put('/users/:id/password', async (req, res) => {
  const user = await db.update(req.params.id, { password: req.body.password });
  res.json({ token: token(user) });
});
`),
      'src/token.js': `const jwt = require('jsonwebtoken');\nexports.token = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' });\n`,
    },
    findings: [{ file: 'src/app.js', line: 7, route: 'POST /users' }, { file: 'src/app.js', line: 8, route: 'PUT /users/:id/password' }],
  },
];

export const quietOpenReads: QuietCase[] = [
  {
    name: 'a guard that asks for nobody where what is asked for has no owner',
    files: app(`const owner = async (req, res, next) => {
  const share = await db.shares.findUnique(req.params.id);
  if (!share) return res.sendStatus(404);
  if (!share.creatorId) return next();
  if (!req.session.user) return res.sendStatus(403);
  next();
};
app.get('/reports', protect, async (req, res) => res.json(await db.all()));
app.delete('/files/:id', owner, async (req, res) => res.json(await db.shares.remove(req.params.id)));
`),
  },
  {
    name: 'a catalogue that only known callers change, in one router and in two',
    files: app(`const shop = express.Router();
shop.route('/').get(async (req, res) => res.json(await db.all())).post(protect, async (req, res) => res.json(await db.create(req.body)));
shop.get('/top', async (req, res) => res.json(await db.top()));
shop.route('/:id').get(async (req, res) => res.json(await db.find(req.params.id))).delete(protect, async (req, res) => res.json(await db.remove(req.params.id)));
app.use('/api/products', shop);
app.get('/api/categories', async (req, res) => res.json(await db.all()));
app.put('/api/categories/:id', protect, async (req, res) => res.json(await db.update(req.params.id, req.body)));
`),
  },
  {
    name: 'list and items of something whose name says nothing, every write of which is guarded',
    files: app(`app.get('/sensors', async (req, res) => res.json(await db.all()));
app.get('/sensors/:id', async (req, res) => res.json(await db.find(req.params.id)));
app.post('/sensors', protect, async (req, res) => res.json(await db.create(req.body)));
app.delete('/sensors/:id', protect, async (req, res) => res.json(await db.remove(req.params.id)));
`),
  },
  {
    name: 'reads for which a library is told that the token may be missing',
    files: {
      'src/server.ts': `import express from 'express';
import { expressjwt } from 'express-jwt';
import { db } from './db';

const auth = {
  required: expressjwt({ secret: process.env.JWT_SECRET!, algorithms: ['HS256'] }),
  optional: expressjwt({ secret: process.env.JWT_SECRET!, algorithms: ['HS256'], credentialsRequired: false }),
};
const app = express();
app.get('/feed', auth.required, async (req, res) => res.json(await db.feed(req.auth)));
app.get('/writers/:name', auth.optional, async (req, res) => res.json(await db.find(req.params.name, req.auth)));
`,
      'src/db.ts': `export const db: any = {};\n`,
    },
  },
  {
    name: 'a sign-up at the collection of users, which logs in whom it made',
    files: {
      ...app(`const { token } = require('./token');
app.get('/reports', protect, async (req, res) => res.json(await db.all()));
app.post('/users', async (req, res) => {
  const user = await db.create({ name: req.body.name, password: await db.hash(req.body.password) });
  token(res, user);
  res.json(user);
});
app.put('/auth/signup', async (req, res) => res.json(await db.create(req.body)));
`),
      'src/token.js': `const jwt = require('jsonwebtoken');\nexports.token = (res, user) => res.cookie('jwt', jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' }), { httpOnly: true, secure: true, sameSite: 'strict' });\n`,
    },
  },
  {
    name: 'a sign-up whose service reads the password that it is given',
    files: {
      ...app(`const { createUser } = require('./users');
app.get('/reports', protect, async (req, res) => res.json(await db.all()));
app.post('/users', async (req, res) => res.status(201).json({ user: await createUser({ ...req.body.user }) }));
`),
      'src/users.js': `const jwt = require('jsonwebtoken');
const { db } = require('./db');
exports.createUser = async (input) => {
  const password = input.password?.trim();
  const user = await db.create({ name: input.name, password: await db.hash(password) });
  return { ...user, token: jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' }) };
};
`,
    },
  },
  {
    name: 'what is asked before there is an account, under a prefix that comes from the environment',
    files: app(`const api = express.Router();
api.get('/reports', protect, async (req, res) => res.json(await db.all()));
api.get('/setup/status', async (req, res) => res.json(await db.isSetUp()));
api.get('/is-configured', async (req, res) => res.json(await db.isSetUp()));
api.get('/config/paypal', (req, res) => res.json({ clientId: process.env.PAYPAL_CLIENT_ID }));
api.get('/oauth/providers', async (req, res) => res.json(await db.providers()));
api.post('/users/check', async (req, res) => res.json({ free: !(await db.find(req.body.username)) }));
api.post('/auth/register', async (req, res) => res.json(await db.create(req.body)));
api.post('/contact/add', async (req, res) => res.json(await db.create(req.body)));
api.get('/google/calendar/callback', async (req, res) => res.json(await db.connect(req.query.code)));
app.use(\`/\${process.env.BASE_URL}\`, api);
`),
  },
];
