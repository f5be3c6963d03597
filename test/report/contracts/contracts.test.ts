import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/registry.ts';
import { analyze } from '../../../src/analyze.ts';
import { authlint, folder } from '../../cli/host.ts';
import { shapeOf } from './shape.ts';

const FILES = {
  'package.json': '{ "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0", "some-guard": "1.0.0" } }',
  'authlint.config.json': '{ "preset": "all", "policy": { "routes": [{ "match": "ANY /admin/**", "require": "authorized" }] }, "guards": [{ "name": "nowhere", "proves": "authentication" }] }',
  'src/auth.ts': `
import jwt from 'jsonwebtoken';
const KEY = 'q8Zr2LwX0vTn5KbY7cHs';
export const requireUser = (req, res, next) => {
  try {
    req.user = jwt.verify(req.headers.authorization, KEY);
    next();
  } catch {
    res.sendStatus(401);
  }
};
export const requireAdmin = (req, res, next) => {
  if (process.env.AUTH_DISABLED) return next();
  if (req.user.role !== 'admin') return res.sendStatus(403);
  next();
};
export const loadUser = (req, res, next) => {
  try {
    req.user = jwt.verify(req.cookies.token, KEY);
  } catch {}
  next();
};
`,
  'src/app.ts': `
import express from 'express';
import guard from 'some-guard';
import lost from './lost.ts';
import { loadUser, requireAdmin, requireUser } from './auth.ts';
const app = express();
const users = express.Router();
users.get('/', requireUser, (req, res) => res.json(req.user));
users.get('/all', requireUser, requireAdmin, (req, res) => res.json([]));
users.delete('/:id', function remove(req, res) { res.json(lost(req.params.id)); });
// authlint-disable-next-line require-route-auth -- the gateway asks for a key
users.post('/import', (req, res) => res.json({}));
app.use('/users', users);
app.get('/health', (req, res) => res.send('ok'));
app.get('/orders', guard.check(), (req, res) => res.json([]));
app.post('/login', (req, res) => res.json({ token: 1 }));
app.get('/mine', loadUser, (req, res) => {
  if (!req.user) return res.sendStatus(401);
  res.json(req.user);
});
for (const name of ['fast', 'slow']) app.get('/' + name, (req, res) => res.json(name));
app.get('/admin/keys', requireUser, (req, res) => res.json([]));
app.listen(3000);
`,
  'src/broken.ts': 'export const = ;\n',
};

const OUTPUTS: [name: string, argv: string[]][] = [
  ['check', ['check', '--format', 'json']],
  ['routes', ['routes', '--format', 'json']],
  ['rules', ['rules', '--format', 'json']],
  ['doctor', ['doctor', '--format', 'json']],
  ['sarif', ['check', '--format', 'sarif', '--include-suppressed']],
  ['gitlab', ['check', '--format', 'gitlab']],
  ['baseline', ['baseline']],
];

/** Keys that are data: their names are those of files. */
function withoutFileNames(name: string, value: { files?: object }): unknown {
  return name === 'baseline' ? { ...value, files: Object.values(value.files ?? {}) } : value;
}

async function output(name: string, argv: string[]): Promise<unknown> {
  const cwd = folder(FILES);
  const { stdout } = await authlint(argv, { cwd, analyze, known: rules.map(({ meta }) => meta) });
  return withoutFileNames(name, JSON.parse(name === 'baseline' ? readFileSync(`${cwd}/authlint-baseline.json`, 'utf8') : stdout));
}

describe.each(OUTPUTS)('%s', (name, argv) => {
  it('has every field that was ever published, of the same type, and each field it has is on the list', async () => {
    const list = new URL(`${name}.txt`, import.meta.url);
    const now = shapeOf(await output(name, argv));
    const published = readFileSync(list, 'utf8').trim().split(/\r?\n/);
    expect(published.filter((line) => !now.includes(line)), 'Programs read these: a field is never renamed, removed or given another type while "version" is 1.').toEqual([]);
    expect(now.filter((line) => !published.includes(line)), `New fields belong into test/report/contracts/${name}.txt.`).toEqual([]);
  });
});

it('the version of the contract is 1', async () => {
  for (const [name, argv] of OUTPUTS.filter(([one]) => !['sarif', 'gitlab'].includes(one))) expect(await output(name, argv), name).toMatchObject({ version: 1 });
  expect(await output('sarif', OUTPUTS[4]![1])).toMatchObject({ version: '2.1.0' });
});
