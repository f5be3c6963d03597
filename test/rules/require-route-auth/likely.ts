import type { FlaggedCase, QuietCase } from '../../harness/cases.ts';

const GUARD = `module.exports = (req, res, next) => (req.headers['x-api-key'] === process.env.API_KEY ? next() : res.sendStatus(403));\n`;

/** Routes that are likely to be open on purpose, and the neighbours that are not. */
export const flaggedLikely: FlaggedCase[] = [
  {
    name: 'what only looks published: of the administration, of a user, or changed by anyone',
    files: {
      'src/app.js': `const express = require('express');
const { db } = require('./db');
const app = express();
app.get('/admin/public', async (req, res) => res.json(await db.all()));
app.get('/debug/config', async (req, res) => res.json(await db.all()));
app.post('/public/posts', async (req, res) => res.json(await db.create(req.body)));
app.post('/orders', async (req, res) => (await db.find(req.body)) ?? res.sendStatus(404));
app.delete('/sessions/all', async (req, res) => { await db.sessions.clear(); req.session.destroy(); res.end(); });
app.get('/share-prices/:id', async (req, res) => res.json(await db.find(req.params.id)));
app.get('/me', require('./guard'), (req, res) => res.json([]));
`,
      'src/db.js': `exports.db = {};\n`,
      'src/guard.js': GUARD,
    },
    findings: [
      { file: 'src/app.js', line: 4, route: 'GET /admin/public' },
      { file: 'src/app.js', line: 5, route: 'GET /debug/config' },
      { file: 'src/app.js', line: 6, route: 'POST /public/posts' },
      { file: 'src/app.js', line: 7, route: 'POST /orders' },
      { file: 'src/app.js', line: 8, route: 'DELETE /sessions/all' },
      { file: 'src/app.js', line: 9, route: 'GET /share-prices/:id' },
    ],
  },
  {
    name: 'likely ones, when the option says so',
    options: { likely: false },
    files: {
      'src/app.js': `const express = require('express');
const app = express();
app.get('/public/posts', (req, res) => res.json([]));
app.get('/me', require('./guard'), (req, res) => res.json([]));
`,
      'src/guard.js': GUARD,
    },
    findings: [{ file: 'src/app.js', line: 3, route: 'GET /public/posts' }],
  },
  {
    name: 'a server action that keeps something, beside one that sets a cookie',
    files: {
      'package.json': `{ "dependencies": { "next": "^16.0.0" } }`,
      'src/app/actions.ts': `'use server';
import { cookies } from 'next/headers';
import { db } from '../db';
const NAMES = { layout: 'layout' } as const;
export async function setLayout(layout: string) {
  (await cookies()).set({ name: 'layout', value: layout });
}
export async function removePost(id: string) {
  await db.post.delete({ where: { id } });
}
export async function savePost(id: string) {
  const session = await auth();
  if (!session) throw new Error('Unauthorized');
  await db.post.update({ where: { id } });
}
`,
      'src/db.ts': `import { PrismaClient } from '@prisma/client';
export const db = new PrismaClient();
`,
    },
    findings: [{ file: 'src/app/actions.ts', line: 8, route: 'ACTION removePost' }],
  },
];

export const quietLikely: QuietCase[] = [
  {
    name: 'what is published, shared by a key in its address, or needed by a client before a login',
    files: {
      'src/app.js': `const express = require('express');
const { db } = require('./db');
const app = express();
app.get('/api/v1/config', async (req, res) => res.json(await db.settings()));
app.get('/public/:accessId/portfolio', async (req, res) => res.json(await db.find(req.params.accessId)));
app.get('/links/:shareLinkToken/file', async (req, res) => res.json(await db.find(req.params.shareLinkToken)));
app.post('/links/:shareLinkToken/verify', async (req, res) => res.json(await db.find(req.params.shareLinkToken)));
app.get('/users/:id/avatar', require('./guard'), (req, res) => res.json([]));
app.get('/logos/:name', async (req, res) => res.json(await db.find(req.params.name)));
app.post('/mcp', (req, res) => res.status(405).json({ error: 'Method not allowed' }));
app.post('/telemetry', async (req, res) => res.json(await db.create(req.body)));
`,
      'src/db.js': `exports.db = {};\n`,
      'src/guard.js': GUARD,
    },
  },
  {
    name: 'a guard that is told to be optional here',
    files: {
      'src/app.js': `const express = require('express');
const { auth } = require('./guard');
const { db } = require('./db');
const app = express();
app.post('/documents.info', auth({ optional: true }), async (req, res) => res.json(await db.find(req.body.id, req.user)));
app.get('/me', auth(), (req, res) => res.json([]));
`,
      'src/db.js': `exports.db = {};\n`,
      'src/guard.js': `exports.auth = ({ optional = false } = {}) => (req, res, next) => {
  if (!req.session.user && !optional) return res.sendStatus(401);
  req.user = req.session.user;
  next();
};
`,
    },
  },
  {
    name: 'a handler that ends the session of its caller',
    files: {
      'src/app.js': `const express = require('express');
const app = express();
app.delete('/api/auth', async (req, res) => {
  await req.session.destroy();
  res.status(204).end();
});
app.get('/me', require('./guard'), (req, res) => res.json([]));
`,
      'src/guard.js': GUARD,
    },
  },
  {
    name: 'a handler that checks a password',
    files: {
      'src/app.js': `const express = require('express');
const bcrypt = require('bcrypt');
const { db } = require('./db');
const app = express();
app.post('/access-tokens', async (req, res) => {
  const user = await db.find(req.body.email);
  if (!user || !(await bcrypt.compare(req.body.password, user.hash))) return res.sendStatus(422);
  res.json({ token: await db.issue(user) });
});
app.get('/me', require('./guard'), (req, res) => res.json([]));
`,
      'src/db.js': `exports.db = {};\n`,
      'src/guard.js': GUARD,
    },
  },
];
