import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/project/disk.ts';
import { openJsonFiles } from '../../src/project/json-files.ts';
import { openManifests } from '../../src/project/manifest.ts';
import { openWorkspaces, pnpmPackages, type WorkspacePackage } from '../../src/project/workspaces.ts';
import { folderWith, projectWith, resolved } from './folder.ts';

function listed(files: Record<string, string | object>): WorkspacePackage[] {
  const report = (): void => {};
  const disk = openDisk(folderWith(files), [], report);
  const jsonFiles = openJsonFiles(disk, report);
  return openWorkspaces(disk, jsonFiles, openManifests(disk, jsonFiles)).list('');
}

const packages = {
  'packages/a/package.json': { name: '@acme/a' },
  'packages/b/package.json': { name: '@acme/b' },
  'packages/b/node_modules/c/package.json': { name: 'c' },
  'packages/group/d/package.json': { name: '@acme/d' },
  'packages/nameless/package.json': {},
  'tools/e/package.json': { name: 'e' },
};
const a = { name: '@acme/a', folder: 'packages/a' };
const b = { name: '@acme/b', folder: 'packages/b' };
const d = { name: '@acme/d', folder: 'packages/group/d' };
const e = { name: 'e', folder: 'tools/e' };

describe('workspace packages', () => {
  test.each([
    ['a list', { 'package.json': { workspaces: ['packages/*', './tools/e/'] } }, [a, b, e]],
    ['an object', { 'package.json': { workspaces: { packages: ['packages/*'], nohoist: [] } } }, [a, b]],
    ['patterns across folders, and without some', { 'package.json': { workspaces: ['packages/**', '!packages/b'] } }, [a, d]],
    ['pnpm-workspace.yaml', { 'package.json': {}, 'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n  - tools/*\n" }, [a, b, e]],
    ['lerna.json', { 'package.json': {}, 'lerna.json': { packages: ['tools/*'] } }, [e]],
    ['lerna.json with what it says by default', { 'lerna.json': {} }, [a, b]],
    ['nothing', { 'package.json': {} }, []],
    ['nonsense', { 'package.json': { workspaces: [1, null] } }, []],
  ])('by %s', (_, declaration, expected) => {
    expect(listed({ ...packages, ...declaration })).toEqual(expected);
  });

  test.each([
    ["packages:\n  - 'a/*'\n  - \"b\" # why\n  # c\n\n  - d/**\ncatalog:\n  - x\n", ['a/*', 'b', 'd/**']],
    ["catalog:\n  x: 1\npackages: ['a', \"b/*\", '!c']\n", ['a', 'b/*', '!c']],
    ['packages:\n- a\n- b\n', ['a', 'b']],
    ['packages:\r\n  - a\r\n  - b\r\n', ['a', 'b']],
    ['packages: [\n  a,\n  b,\n]\n', ['a', 'b']],
    ['packages:\n', []],
    ['onlyBuiltDependencies:\n  - a\n', []],
  ])('pnpmPackages(%j)', (yaml, expected) => {
    expect(pnpmPackages(yaml)).toEqual(expected);
  });
});

describe('a name of a workspace package', () => {
  function project(manifest: object, files: string[], more: Record<string, string | object> = {}): ReturnType<typeof projectWith> {
    return projectWith({
      'package.json': { workspaces: ['packages/*'] },
      'packages/app/package.json': { name: '@acme/app', dependencies: { '@acme/db': 'workspace:*' } },
      'packages/app/src/a.ts': '',
      'packages/db/package.json': { name: '@acme/db', ...manifest },
      ...Object.fromEntries(files.map((file) => [`packages/db/${file}`, ''])),
      ...more,
    });
  }
  const from = 'packages/app/src/a.ts';

  test.each([
    [{}, ['index.js'], 'index.js'],
    [{}, ['src/index.ts', 'index.js'], 'src/index.ts'],
    [{ main: 'lib/main.js' }, ['lib/main.js'], 'lib/main.js'],
    [{ main: './dist/index.js' }, ['src/index.ts'], 'src/index.ts'],
    [{ main: './dist/index.js' }, ['src/index.ts', 'dist/index.js'], 'src/index.ts'],
    [{ main: './dist/index.js' }, ['index.ts'], 'index.ts'],
    [{ main: './dist/index.js' }, ['dist/index.js'], 'dist/index.js'],
    [{ main: 'dist/src/main' }, ['src/main.ts'], 'src/main.ts'],
    [{ main: 'dist/cjs/api.js' }, ['src/api.ts'], 'src/api.ts'],
    [{ main: 'dist' }, ['src/index.ts'], 'src/index.ts'],
    [{ types: './build/types/server.d.ts' }, ['src/server.ts'], 'src/server.ts'],
    [{ source: 'source/entry.ts', main: 'dist/index.js' }, ['source/entry.ts', 'src/index.ts'], 'source/entry.ts'],
    [{ exports: './src/main.ts' }, ['src/main.ts', 'src/index.ts'], 'src/main.ts'],
    [{ exports: { types: './dist/m.d.ts', import: './dist/m.mjs', require: './dist/m.cjs' } }, ['src/m.ts'], 'src/m.ts'],
    [{ exports: { '.': { browser: './src/web.ts', node: { import: './src/node.ts' } } } }, ['src/web.ts', 'src/node.ts'], 'src/node.ts'],
    [{ exports: { '.': { import: './dist/x.js', '@acme/source': './source/x.ts' } } }, ['source/x.ts'], 'source/x.ts'],
    [{ exports: { '.': { import: './src/built.js', development: './src/dev.ts' } } }, ['src/built.js', 'src/dev.ts'], 'src/dev.ts'],
    [{ exports: { '.': '../../../../etc/passwd' } }, ['index.ts'], 'index.ts'],
  ])('%j with %j is %s', (manifest, files, expected) => {
    expect(resolved(project(manifest, files), from, '@acme/db')).toBe(`packages/db/${expected}`);
  });

  test.each([
    ['client', {}, ['client.ts'], 'client.ts'],
    ['client', {}, ['src/client.ts'], 'src/client.ts'],
    ['src/client', {}, ['src/client.ts'], 'src/client.ts'],
    ['dist/client', {}, ['src/client.ts'], 'src/client.ts'],
    ['client', { exports: { './client': { default: './dist/db-client.js' } } }, ['src/db-client.ts'], 'src/db-client.ts'],
    ['orm/user', { exports: { './*': './src/*.ts', './orm/*': './src/models/*.ts' } }, ['src/models/user.ts', 'src/orm/user.ts'], 'src/models/user.ts'],
    ['orm/user', { exports: { './orm/': './src/models/' } }, ['src/models/user.ts'], 'src/models/user.ts'],
  ])('/%s of %j with %j is %s', (subpath, manifest, files, expected) => {
    expect(resolved(project(manifest, files), from, `@acme/db/${subpath}`)).toBe(`packages/db/${expected}`);
  });

  test('without source is a package', () => {
    expect(resolved(project({}, ['README.md']), from, '@acme/db')).toBe('package @acme/db');
    expect(resolved(project({}, ['index.ts']), from, '@acme/db/nope')).toBe('package @acme/db / nope');
  });

  test('is found from any folder of the workspace', () => {
    expect(resolved(project({}, ['index.ts'], { 'scripts/x.ts': '' }), 'scripts/x.ts', '@acme/db')).toBe('packages/db/index.ts');
  });

  test('may be that of the importing package itself', () => {
    expect(resolved(project({ exports: { './x': './src/x.ts' } }, ['src/x.ts', 'src/y.ts']), 'packages/db/src/y.ts', '@acme/db/x')).toBe('packages/db/src/x.ts');
  });

  test('an application that is called like a dependency of it is not that dependency', () => {
    const files = { 'package.json': { name: 'express', dependencies: { express: '^5' } }, 'index.js': '' };
    expect(resolved(projectWith(files), 'index.js', 'express')).toBe('package express');
  });

  test('a dependency that is a folder of the project is one too', () => {
    const files = { 'api/package.json': { dependencies: { shared: 'file:../shared' } }, 'api/a.js': '', 'shared/package.json': { name: 'shared', main: 'lib.js' }, 'shared/lib.js': '' };
    expect(resolved(projectWith(files), 'api/a.js', 'shared')).toBe('shared/lib.js');
  });
});
