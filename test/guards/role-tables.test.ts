import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (table: string, check: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const app = express();
const TABLE = ${table};
const auth = (req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); } };
const demand = (wanted) => (req, res, next) => { ${check} next(); };
app.delete('/a', auth, demand('remove'), (req, res) => res.json({}));
`,
});

test.each([
  ['booleans by role and action', '{ ADMIN: { remove: true }, CLIENT: { remove: false } }', 'const allowed = TABLE[req.user.role][wanted]; if (!allowed) return res.sendStatus(403);', 'authorized [remove]'],
  ['lists by role', "{ admin: ['read', 'remove'], viewer: ['read'] }", 'if (!TABLE[req.user.role].includes(wanted)) return res.sendStatus(403);', 'authorized [remove]'],
  ['levels, too low', '{ guest: 0, user: 1, remove: 2 }', 'if (TABLE[req.user.role] < TABLE[wanted]) return res.sendStatus(403);', 'authorized'],
  ['levels, the other way round', '{ guest: 0, user: 1, remove: 2 }', 'if (!(TABLE[req.user.role] >= TABLE[wanted])) return res.sendStatus(403);', 'authorized'],
  ['levels, the wanted one first', '{ guest: 0, user: 1, remove: 2 }', 'if (TABLE[wanted] > TABLE[req.user.role]) return res.sendStatus(403);', 'authorized'],
])('a table of %s', (_, table, check, access) => {
  expect(accessOf(app(table, check))).toEqual({ 'DELETE /a': access });
});

test('a table that has nothing to do with rights', () => {
  expect(accessOf(app("{ admin: 'red', client: 'blue' }", 'req.colour = TABLE[req.user.role];'))).toEqual({ 'DELETE /a': 'authenticated' });
});
