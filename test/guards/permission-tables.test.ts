import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (check: string): Record<string, string> => ({
  'package.json': '{ "dependencies": { "express": "4", "drizzle-orm": "0" } }',
  'schema.js': `
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const userActions = sqliteTable('user_actions', { userId: text(), actionId: text() });
export const roleActions = sqliteTable('role_actions', { roleId: text(), actionId: text() });
export const sites = sqliteTable('sites', { id: text(), kind: text(), userId: text() });
`,
  'app.js': `
import express from 'express';
import jwt from 'jsonwebtoken';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { and, eq } from 'drizzle-orm';
import { roleActions, sites, userActions } from './schema.js';
const db = drizzle('file.db');
const app = express();
const signedIn = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  next();
};
async function mayDo(actionId, req) {
  const own = await db.select().from(userActions).where(and(eq(userActions.userId, req.user.id), eq(userActions.actionId, actionId))).limit(1);
  if (own.length > 0) return true;
  const byRole = await db.select().from(roleActions).where(and(eq(roleActions.actionId, actionId), eq(roleActions.roleId, req.user.roleId))).limit(1);
  return byRole.length > 0;
}
app.post('/sites/:id', signedIn, async (req, res) => {
  ${check}
  res.json({});
});
`,
});

test.each([
  ['asked for a permission', "if (!(await mayDo('updateSite', req))) return res.sendStatus(403);", 'authorized [updateSite] in the handler'],
  ['asked for something of the account', "const own = await db.select().from(sites).where(and(eq(sites.userId, req.user.id), eq(sites.kind, 'shop'))).limit(1); if (own.length === 0) return res.sendStatus(403);", 'authenticated'],
  ['asked for accounts with a role', "const admins = await db.select().from(roleActions).where(eq(roleActions.roleId, 'admin')); if (admins.length === 0) return res.sendStatus(400);", 'authenticated'],
])('a table of permissions is %s', (_, check, access) => {
  expect(accessOf(app(check))).toEqual({ 'POST /sites/:id': access });
});

test('what is not there is nobody\'s', () => {
  const check = "const [site] = await db.select().from(sites).where(eq(sites.id, req.params.id)); if (!site || site.userId !== req.user.id) throw Object.assign(new Error('Unauthorized'), { status: 401 });";
  expect(accessOf(app(check))).toEqual({ 'POST /sites/:id': 'authorized in the handler' });
});
