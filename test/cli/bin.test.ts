import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { multitoolProblems, schemaErrors } from '../report/sarif/validators.ts';
import { folder } from './host.ts';
import { execute, install, type Ended, type Installed } from './installed.ts';
import manifest from '../../package.json' with { type: 'json' };

let installed: Installed;
beforeAll(() => { installed = install(); }, 120_000);
afterAll(() => installed.remove());

const authlint = (argv: string[], options?: Parameters<typeof execute>[2]): Promise<Ended> => execute(installed.bin, argv, options);

const app = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0" } }',
  'src/app.js': `const express = require('express');
const { requireUser } = require('./auth');
const app = express();
app.get('/items', requireUser, (req, res) => res.json([]));
app.post('/items', requireUser, (req, res) => res.sendStatus(201));
app.delete('/items/:id', (req, res) => res.sendStatus(204));
app.listen(3000);
`,
  'src/auth.js': `const jwt = require('jsonwebtoken');
exports.requireUser = (req, res, next) => {
  if (!req.headers.authorization) return res.status(401).end();
  req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] });
  next();
};
`,
};

it('starts with a shebang', () => {
  expect(readFileSync(installed.bin, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
});

it('--version prints the version alone', async () => {
  expect(await authlint(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
});

describe('the compiler', () => {
  async function loads(argv: string[], cwd = folder()): Promise<boolean> {
    const coverage = mkdtempSync(join(tmpdir(), 'authlint-loaded-'));
    try {
      const { stderr } = await authlint(argv, { cwd, env: { NODE_V8_COVERAGE: coverage } });
      expect(stderr).toBe('');
      const scripts = readdirSync(coverage).map((name) => readFileSync(join(coverage, name), 'utf8')).join('');
      expect(scripts).toContain('/cli/main.js');
      return scripts.includes('/compiler.cjs');
    } finally {
      rmSync(coverage, { recursive: true });
    }
  }

  it.each([[['--help']], [['--version']], [['rules']], [['explain', 'require-route-auth']]])('is not loaded by %j', async (argv) => {
    expect(await loads(argv)).toBe(false);
  });

  it('is loaded by check, so that this test can tell', async () => {
    expect(await loads(['check'], folder(app))).toBe(true);
  });
});

it('rules lists the rules of the package, and explain has a page for each', async () => {
  const { rules } = JSON.parse((await authlint(['rules', '--format', 'json'])).stdout) as { rules: { name: string }[] };
  expect(rules.length).toBeGreaterThan(0);
  for (const { name } of rules) {
    const { status, stdout } = await authlint(['explain', name]);
    expect([status, stdout.split('\n')[0]]).toEqual([0, name]);
    expect(stdout).toContain('WHAT IT DOES');
  }
}, 180_000);

describe('on an application', () => {
  it('check reports the open route among guarded ones, with its code', async () => {
    const { status, stdout, stderr } = await authlint([], { cwd: folder(app) });
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('require-route-auth');
    expect(stdout).toMatch(/> 6 \| app\.delete\('\/items\/:id'/);
    expect(stdout).toMatch(/route {3}DELETE \/items\/:id, public/);
  });

  it('check writes SARIF that code scanning takes', async () => {
    const { status, stdout } = await authlint(['--format', 'sarif'], { cwd: folder(app) });
    expect([status, schemaErrors(stdout), multitoolProblems(stdout)]).toEqual([1, [], []]);
  });

  it('routes writes the auth map', async () => {
    const { routes } = JSON.parse((await authlint(['routes', '--format', 'json'], { cwd: folder(app) })).stdout) as { routes: { method: string; path: string; access: string }[] };
    expect(routes.map(({ method, path, access }) => `${method} ${path} ${access}`).sort()).toEqual([
      'DELETE /items/:id public', 'GET /items authenticated', 'POST /items authenticated',
    ]);
  });

  it('--rule runs one rule at the severity given', async () => {
    const { status, stdout } = await authlint(['--rule', 'require-route-auth:note', '--format', 'json'], { cwd: folder(app) });
    const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; severity: string }[] };
    expect([status, [...new Set(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`))]]).toEqual([0, ['require-route-auth note']]);
  });
});

describe('output through a pipe', () => {
  const many = { ...app, 'src/many.js': `const app = require('express')();\n${Array.from({ length: 700 }, (_, at) => `app.get('/path/${at}', (req, res) => res.end());`).join('\n')}\napp.listen(1);\n` };

  it('is whole, however long', async () => {
    const { status, stdout } = await authlint(['routes', '--format', 'json'], { cwd: folder(many) });
    expect(stdout.length).toBeGreaterThan(200_000);
    expect([status, (JSON.parse(stdout) as { routes: unknown[] }).routes.length]).toEqual([0, 703]);
  });

  it('may stop being read without an error', async () => {
    const { status, stderr } = await authlint(['routes', '--format', 'json'], { cwd: folder(many), take: 1 });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('what cannot be done ends with 2 and a message', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['a path that is not there', ['missing/file.ts'], app, /^authlint: missing\/file\.ts: no such file or folder\.\n$/],
    ['a configuration that is not there', ['-c', 'missing.json'], app, /^authlint: .*missing\.json.*\n$/],
    ['a configuration that is no JSON', [], { ...app, 'authlint.config.json': '{ "rules": ' }, /^authlint: .*authlint\.config\.json.*\n/],
    ['a configuration with an unknown rule', [], { ...app, 'authlint.config.json': '{ "rules": { "require-rout-auth": "error" } }' }, /authlint\.config\.json.*Did you mean "require-route-auth"\?/s],
    ['a folder without code', [], { 'README.md': '' }, /^authlint: No files to analyse in this folder/],
  ])('%s', async (_, argv, files, stderr) => {
    const ended = await authlint(argv, { cwd: folder(files) });
    expect([ended.status, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(stderr);
  });
});

it('a file that cannot be parsed is a diagnostic, and the rest is analysed', async () => {
  const { status, stdout } = await authlint(['--format', 'json'], { cwd: folder({ ...app, 'src/broken.js': "const a = require('express')(;\n" }) });
  const { diagnostics, findings } = JSON.parse(stdout) as { diagnostics: { kind: string; file: string }[]; findings: { file: string }[] };
  expect(status).toBe(1);
  expect(diagnostics).toContainEqual(expect.objectContaining({ kind: 'parse-error', file: 'src/broken.js' }));
  expect(findings).toContainEqual(expect.objectContaining({ file: 'src/app.js', route: 'DELETE /items/:id' }));
});
