import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProject } from '../../src/project/index.ts';
import { folderWith, projectWith, resolved } from './folder.ts';

describe('a relative specifier', () => {
  const project = projectWithStatic();

  test.each([
    ['src/app.ts', './users', 'src/users.ts'],
    ['src/app.ts', './users.ts', 'src/users.ts'],
    ['src/app.ts', './users.js', 'src/users.ts'],
    ['src/app.ts', './view.jsx', 'src/view.tsx'],
    ['src/app.ts', './esm.mjs', 'src/esm.mts'],
    ['src/app.ts', './common.cjs', 'src/common.cts'],
    ['src/app.ts', './plain.js', 'src/plain.js'],
    ['src/app.ts', './auth.guard', 'src/auth.guard.ts'],
    ['src/app.ts', './socket.js', 'src/socket.js.ts'],
    ['src/app.ts', './routes', 'src/routes.ts'],
    ['src/app.ts', './routes/', 'src/routes/index.js'],
    ['src/app.ts', './routes/index', 'src/routes/index.js'],
    ['src/routes/index.js', '.', 'src/routes/index.js'],
    ['src/routes/index.js', './', 'src/routes/index.js'],
    ['src/routes/index.js', '..', 'src/index.ts'],
    ['src/routes/index.js', '../', 'src/index.ts'],
    ['src/routes/index.js', '../users', 'src/users.ts'],
    ['src/app.ts', './db', 'src/db/lib/main.js'],
    ['src/app.ts', './raw.ts?raw', 'src/raw.ts'],
    ['src/app.ts', './users?worker&inline', 'src/users.ts'],
    ['src/app.ts', '../generated/client', 'generated/client.ts'],
    ['src/app.ts', './app/[id]/page', 'src/app/[id]/page.tsx'],
  ])('from %s: %s is %s', (from, specifier, expected) => {
    expect(resolved(project(), from, specifier)).toBe(expected);
  });

  test.each([
    ['./missing'], ['./data.json'], ['./data'], ['./style.css'], ['./types'], ['./types.d.ts'], ['./Users'], ['./ROUTES/index'],
    ['../../outside'], ['../../../../../../etc/passwd'], ['./node_modules/x'], ['../node_modules/x/index.js'], ['./users.ts/x'], [''], ['?raw'],
  ])('%s is nothing', (specifier) => {
    expect(resolved(project(), 'src/app.ts', specifier)).toBeUndefined();
  });

  test('tells files apart that differ in case', () => {
    const files = projectWith({ 'a.ts': '', 'User.ts': '', 'user.ts': '' });
    expect([resolved(files, 'a.ts', './user'), resolved(files, 'a.ts', './User')]).toEqual(['user.ts', 'User.ts']);
  });

  test('may leave the root and come back', () => {
    const root = folderWith({ 'app/src/a.ts': '', 'app/src/b.ts': '', 'other/c.ts': '' });
    const files = openProject({ cwd: join(root, 'app') });
    expect([resolved(files, 'src/a.ts', '../../app/src/b'), resolved(files, 'src/a.ts', '../../other/c')]).toEqual(['src/b.ts', undefined]);
  });

  test('that goes through a link is the file that it leads to, in the root', () => {
    const root = folderWith({ 'src/a.ts': '', 'shared/b.ts': '' });
    symlinkSync(join(root, 'shared'), join(root, 'src/shared'));
    symlinkSync(folderWith({ 'c.ts': '' }), join(root, 'src/outside'));
    const files = openProject({ cwd: root });
    expect([resolved(files, 'src/a.ts', './shared/b'), resolved(files, 'src/a.ts', './outside/c')]).toEqual(['shared/b.ts', undefined]);
  });

  test('finds an unsaved file', () => {
    const files = projectWith({ 'src/a.ts': '' }, { overlays: new Map([['src/new/index.ts', '']]) });
    expect(resolved(files, 'src/a.ts', './new')).toBe('src/new/index.ts');
  });

  test('to build output leads to its source, built or not', () => {
    const files = { 'package.json': {}, 'bin/www.js': '', 'src/server.ts': '', 'src/only.ts': '', 'dist/server.js': '', 'dist/plain.js': '' };
    const project = projectWith(files);
    expect(['../dist/server', '../dist/only.js', '../dist/plain'].map((specifier) => resolved(project, 'bin/www.js', specifier))).toEqual([
      'src/server.ts', 'src/only.ts', 'dist/plain.js',
    ]);
  });
});

/** One project for all cases of the first table, made when the first of them runs. */
function projectWithStatic(): () => ReturnType<typeof projectWith> {
  const files = {
    'src/app.ts': '', 'src/index.ts': '', 'src/users.ts': '', 'src/users.js': '', 'src/view.tsx': '', 'src/esm.mts': '', 'src/common.cts': '',
    'src/plain.js': '', 'src/auth.guard.ts': '', 'src/socket.js.ts': '', 'src/routes.ts': '', 'src/routes/index.js': '', 'src/raw.ts': '',
    'src/db/package.json': { main: './lib/main' }, 'src/db/lib/main.js': '', 'src/db/index.js': '', 'src/app/[id]/page.tsx': '',
    'src/data.json': '{}', 'src/style.css': '', 'src/types.d.ts': '', 'generated/client.ts': '', '.gitignore': 'generated\n',
    'node_modules/x/index.js': '', 'src/node_modules/x/index.js': '',
  };
  return () => projectWith(files);
}

describe('a bare specifier', () => {
  const files = { 'src/a.ts': '', 'package.json': { name: 'shop', dependencies: { express: '^5' } }, 'node_modules/express/index.js': '' };

  test.each([
    ['express', 'package express'],
    ['express/lib/router', 'package express / lib/router'],
    ['@nestjs/common', 'package @nestjs/common'],
    ['@aws-sdk/client/dist/x.js', 'package @aws-sdk/client / dist/x.js'],
    ['node:fs', 'package fs'],
    ['node:fs/promises', 'package fs / promises'],
    ['fs/promises', 'package fs / promises'],
    ['npm:hono@4.1.0/jwt', 'package hono / jwt'],
    ['npm:@hono/zod-validator@0.2', 'package @hono/zod-validator'],
    ['bun:sqlite', 'package bun:sqlite'],
    ['lodash/', 'package lodash'],
    ['pkg?query', 'package pkg'],
    ['$env/static/private', 'package $env / static/private'],
    ['https://example.com/oak/mod.ts', undefined],
    ['data:text/javascript,1', undefined],
    ['@/missing', undefined],
    ['~/missing', undefined],
    ['#missing', undefined],
    ['@scope', undefined],
    ['/missing', undefined],
  ])('%s is %s', (specifier, expected) => {
    expect(resolved(projectWith(files), 'src/a.ts', specifier)).toBe(expected);
  });

  test.each([
    ['@/users', { 'src/users.ts': '' }, 'src/users.ts'],
    ['~/users', { 'users.ts': '' }, 'users.ts'],
    ['@/users', { 'src/users.ts': '', 'users.ts': '' }, 'src/users.ts'],
    ['~/users', { 'app/users.ts': '' }, 'app/users.ts'],
    ['~~/server/users', { 'server/users.ts': '' }, 'server/users.ts'],
    ['$lib/users', { 'src/lib/users.ts': '' }, 'src/lib/users.ts'],
    ['/src/users', { 'src/users.ts': '' }, 'src/users.ts'],
  ])('by custom, %s in %j is %s', (specifier, more, expected) => {
    expect(resolved(projectWith({ ...files, ...more }), 'src/a.ts', specifier)).toBe(expected);
  });

  test('custom is that of the package that imports', () => {
    const project = projectWith({ 'src/users.ts': '', 'packages/x/package.json': {}, 'packages/x/src/a.ts': '', 'packages/x/src/users.ts': '' });
    expect(resolved(project, 'packages/x/src/a.ts', '@/users')).toBe('packages/x/src/users.ts');
  });

  test('_moduleAliases of package.json count', () => {
    const aliases = { '@root': '.', '@models': 'src/models', '@models/admin': 'src/admin' };
    const project = projectWith({ 'package.json': { _moduleAliases: aliases }, 'src/a.js': '', 'src/models/index.js': '', 'src/models/user.js': '', 'src/admin/x.js': '' });
    expect(['@models', '@models/user', '@models/admin/x', '@root/src/a', '@modelsX'].map((specifier) => resolved(project, 'src/a.js', specifier))).toEqual([
      'src/models/index.js', 'src/models/user.js', 'src/admin/x.js', 'src/a.js', undefined,
    ]);
  });

  test('the same answer is the same object', () => {
    const project = projectWith(files);
    expect(project.resolve('src/a.ts', 'express')).toBe(project.resolve('src/b.ts', 'express'));
  });
});

describe('imports of package.json', () => {
  test('lead to files and packages, by name and by pattern', () => {
    const imports = {
      '#db': { browser: './src/db.browser.ts', node: './src/db.ts', default: './src/none.ts' },
      '#lib/*': './src/lib/*.js',
      '#lib/internal/*': null,
      '#dist/*.js': './dist/*.js',
      '#express': 'express',
      '#list': ['./src/none.ts', './src/db.ts'],
    };
    const project = projectWith({
      'package.json': { imports }, 'src/a.ts': '', 'src/db.ts': '', 'src/db.browser.ts': '', 'src/lib/x.ts': '', 'src/lib/deep/y.ts': '', 'src/lib/internal/z.ts': '', 'src/built.ts': '',
    });
    expect(['#db', '#lib/x', '#lib/deep/y', '#lib/internal/z', '#dist/built.js', '#express', '#list', '#nope'].map((specifier) => resolved(project, 'src/a.ts', specifier))).toEqual([
      'src/db.ts', 'src/lib/x.ts', 'src/lib/deep/y.ts', undefined, 'src/built.ts', 'package express', 'src/db.ts', undefined,
    ]);
  });
});

test('a broken package.json is told once, and the rest goes on', () => {
  const project = projectWith({ 'package.json': '{ "name": "x"\n "version": "1" }', 'src/a.ts': '', 'src/b.ts': '', 'lib/package.json': '[]', 'lib/index.js': '' });
  expect(['./b', '../lib', 'express'].map((specifier) => resolved(project, 'src/a.ts', specifier))).toEqual(['src/b.ts', 'lib/index.js', 'package express']);
  expect(project.diagnostics).toEqual([
    { kind: 'config', file: 'package.json', line: 2, message: "The file was ignored: expected ',' or '}'." },
    { kind: 'config', file: 'lib/package.json', message: 'The file was ignored: it does not hold a JSON object.' },
  ]);
});
