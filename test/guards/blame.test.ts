import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const login = `
export const login = (req, res, next) => {
  if (!req.session.user) return res.sendStatus(401);
  next();
};
`;

const app = (handler: string): Record<string, string> => ({
  'src/login.js': login,
  'src/app.js': `
import express from 'express';
import { db } from './db.js';
import { login } from './login.js';
const app = express();
app.get('/reports/:id', login, ${handler});
`,
});

test('an error for another reason, after a role was found missing, is not for the role', () => {
  expect(accessOf(app(`async (req, res) => {
  const everything = req.session.user.role === 'admin';
  const report = everything ? await db.any(req.params.id) : await db.shared(req.params.id);
  if (!report) return res.sendStatus(404);
  res.json(report);
}`))).toEqual({ 'GET /reports/:id': 'authenticated' });
});

test('nothing, returned for another reason after a role was found missing, is not for the role', () => {
  expect(accessOf(app(`async (req, res) => {
  const found = async () => {
    const list = req.session.user.role === 'admin' ? await db.all() : await db.shared();
    if (list.length === 0) return null;
    return list[0];
  };
  const report = await found();
  if (!report) return res.sendStatus(404);
  res.json(report);
}`))).toEqual({ 'GET /reports/:id': 'authenticated' });
});

test('an error without a telling status, right after a role was found missing, is for the role', () => {
  expect(accessOf(app(`(req, res) => {
  if (req.session.user.role !== 'admin') return res.sendStatus(404);
  res.json(db.any(req.params.id));
}`))).toEqual({ 'GET /reports/:id': 'authorized [admin] in the handler' });
});

test('a refusal that asks nothing of the caller is no authorization when the ways past it are too long to follow', () => {
  expect(accessOf(app(`async (req, res) => {
  if (await db.maintenance()) return res.sendStatus(401);
  const numbers = [${Array.from({ length: 200 }, (_, i) => i).join()}];
  const add = (a, b) => a + b;
  for (const a of numbers) for (const b of numbers) add(a, b);
  res.json(await db.any(req.params.id));
}`))).toEqual({ 'GET /reports/:id': 'authenticated' });
});

const open = (handler: string): Record<string, string> => ({ 'src/app.js': `import express from 'express';\nimport { db } from './db.js';\nconst app = express();\napp.post('/sign', ${handler});\n`, 'src/db.js': "export { db } from '@acme/db';" });

test('what only leaves something out for callers who are not known is not to blame for what happens later', () => {
  expect(accessOf(open(`async (req, res) => {
  if (req.session.user) return res.redirect('/');
  const added = await db.add(req.body.email);
  if (added.status !== 'new') return res.status(400).json({});
  res.redirect('/login');
}`))).toEqual({ 'POST /sign': 'public' });
});

test('a page that everyone is sent to is no refusal', () => {
  expect(accessOf(open(`async (req, res) => {
  if (req.session.user) await db.leave(req.session.user);
  res.redirect('/');
}`))).toEqual({ 'POST /sign': 'public' });
});

test('what a handler caught and hands on answers nobody, also when nothing was thrown after all', () => {
  expect(accessOf({
    'src/access.js': `
import { errors } from './errors.js';
export default function Access(token) {
  this.init = async () => { if (!token) throw new errors.Denied('no token'); };
  return {
    can: async (right, data) => {
      try {
        await this.init();
      } catch (error) {
        error.data = data;
        throw errors.Denied('no', error);
      }
    },
  };
}
`,
    'src/errors.js': `export const errors = { Denied: function (message, previous) { this.message = message; this.previous = previous; this.status = 403; } };`,
    'src/app.js': `
import express from 'express';
import Access from './access.js';
import { db } from './db.js';
const app = express();
const populate = (req, res, next) => { res.locals.access = new Access(req.headers.authorization || null); next(); };
app.post('/lists', populate, async (req, res, next) => {
  try {
    await res.locals.access.can('lists:create', req.body);
    res.json(await db.create(req.body));
  } catch (error) {
    next(error);
  }
});
app.get('/next', populate, async (req, res, next) => next(undefined));
app.get('/open', populate, async (req, res) => res.json(await db.all()));
`,
  })).toEqual({ 'POST /lists': 'authenticated in the handler', 'GET /next': 'public', 'GET /open': 'public' });
});
