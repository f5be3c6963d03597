import { describe, expect, it } from 'vitest';
import { authlint, folder } from './host.ts';

const app = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "^5.0.0" } }',
  'src/app.js': `const express = require('express');
const app = express();
app.get('/health', (req, res) => res.end());
app.listen(3000);
`,
};

async function doctor(files: Record<string, string>, argv: string[] = []) {
  const cwd = folder(files);
  const { status, stdout, stderr } = await authlint(['doctor', ...argv], { cwd });
  return { status, stdout, stderr };
}

async function diagnosis(files: Record<string, string>): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await doctor(files, ['--format', 'json']);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

it('has nothing to say of what was resolved', async () => {
  expect(await doctor(app)).toEqual({ status: 0, stderr: '', stdout: '1 file and 1 route were read. Everything was resolved.\n' });
});

describe('a guard that cannot be followed', () => {
  const opaque = {
    ...app,
    'src/app.js': `const express = require('express');
const gateway = require('@acme/gateway');
const app = express();
app.get('/orders', gateway.requireAuth, (req, res) => res.json([]));
app.delete('/orders/:id', gateway.requireAuth, (req, res) => res.end());
app.post('/orders', gateway.requireAdmin, (req, res) => res.end());
app.listen(3000);
`,
  };

  it('is named with the routes that are unknown for it, and with the entry that settles them', async () => {
    const found = await diagnosis(opaque);
    expect(found.unknown).toEqual([{
      reason: expect.stringContaining('@acme/gateway'),
      routes: [
        { method: 'GET', path: '/orders', file: 'src/app.js', line: 4 },
        { method: 'DELETE', path: '/orders/:id', file: 'src/app.js', line: 5 },
      ],
      suggestion: { entry: { name: 'requireAuth', proves: 'authentication' }, helps: 2 },
    }, {
      reason: expect.stringContaining('@acme/gateway'),
      routes: [{ method: 'POST', path: '/orders', file: 'src/app.js', line: 6 }],
      suggestion: { entry: { name: 'requireAdmin', proves: 'authorization' }, helps: 1 },
    }]);
  });

  it('has a section for people, with the entries as they are to be written', async () => {
    const { stdout } = await doctor(opaque);
    expect(stdout).toContain('3 routes of unknown access\n');
    expect(stdout).toContain('      GET /orders  src/app.js:4\n');
    expect(stdout).toContain('{"name":"requireAuth","proves":"authentication"} settles all of them\n');
    expect(stdout).toMatch(/"guards": \[\n {4}\{ "name": "requireAuth", "proves": "authentication" \},\n {4}\{ "name": "requireAdmin", "proves": "authorization" \}\n/);
  });

  it('is gone with the entry', async () => {
    const found = await diagnosis({ ...opaque, 'authlint.config.json': '{ "guards": [{ "name": "requireAuth", "proves": "authentication" }, { "name": "@acme/gateway#requireAdmin", "proves": "authorization" }] }' });
    expect([found.unknown, found.idle]).toEqual([[], []]);
  });

  it('has no entry where its name stands for something else on another route', async () => {
    const found = await diagnosis({
      ...opaque,
      'src/other.js': `const express = require('express');
const other = express();
const requireAuth = (req, res, next) => next();
other.get('/mine', requireAuth, (req, res) => res.json([]));
other.listen(3001);
`,
    }) as { unknown: { suggestion?: unknown }[] };
    expect(found.unknown.map(({ suggestion }) => suggestion)).toEqual([undefined, { entry: { name: 'requireAdmin', proves: 'authorization' }, helps: 1 }]);
  });
});

it('names imports that lead nowhere, those by an alias together, and no assets, types or data', async () => {
  const found = await diagnosis({
    ...app,
    'src/a.ts': "import { a } from '@/one';\nimport { b } from '@/two/three';\nimport './gone.js';\nimport './style.css';\nimport type { T } from './types-gone';\nimport { K } from './kinds';\nimport data from './data';\nimport fs from 'node:fs';\nimport x from 'some-package';\nexport default [a, b, K, data, fs, x] as T;\n",
    'src/b.ts': "import { a } from '@/one';\nexport default a;\n",
    'src/kinds.d.ts': 'export type K = 1;\n',
    'src/data.json': '{}',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./missing/*"] } } }',
  });
  expect(found.unresolved).toEqual([
    { specifier: '@/*', kind: 'alias', files: ['src/a.ts', 'src/b.ts'] },
    { specifier: './gone.js', kind: 'relative', files: ['src/a.ts'] },
  ]);
});

it('names packages of which nothing was read, and those that import a framework without a route', async () => {
  const found = await diagnosis({
    'package.json': '{ "workspaces": ["packages/*"] }',
    'packages/api/package.json': app['package.json'], 'packages/api/app.js': app['src/app.js'],
    'packages/left/package.json': '{ "name": "left" }', 'packages/left/index.js': 'module.exports = 1;\n',
    'packages/lazy/package.json': app['package.json'], 'packages/lazy/app.js': "const express = require('express');\nmodule.exports = express;\n",
    'authlint.config.json': '{ "include": ["packages/api", "packages/lazy"] }',
  });
  expect([found.unread, found.silent]).toEqual([['packages/left'], [{ folder: 'packages/lazy', frameworks: ['express'] }]]);
});

it('names files that were not read to their end', async () => {
  const { stdout } = await doctor({ ...app, 'src/broken.js': 'const = 1;\n' });
  expect(stdout).toMatch(/Files that were not read, or not to their end\n {2}src\/broken\.js:1 {2}/);
});

it('names entries of the configuration that fit nothing', async () => {
  const config = { include: ['src', 'lib'], exclude: ['scripts', 'src/old'], public: ['GET /health', '/none'], guards: [{ name: './src/auth.js#gone', proves: 'authentication' }] };
  const found = await diagnosis({ ...app, 'src/old/a.js': '', 'authlint.config.json': JSON.stringify(config) });
  expect(found.idle).toEqual([{ key: 'include', entry: 'lib' }, { key: 'exclude', entry: 'scripts' }, { key: 'public', entry: '/none' }, { key: 'guards', entry: './src/auth.js#gone' }]);
});

it('ends with 2 when there is nothing to look at', async () => {
  expect(await doctor({ 'README.md': '' })).toMatchObject({ status: 2, stdout: '' });
});
