import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { rootFinder } from '../../src/eslint/root.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

let folder: ProjectFolder;
afterEach(() => folder.remove());

function rootOf(files: Record<string, string>, file: string, cwd: string): { folder: string; alone: boolean } {
  folder = projectFolder(files);
  const root = rootFinder(() => performance.now())(join(folder.path, file), join(folder.path, cwd));
  return { ...root, folder: root.folder.slice(folder.path.length).replaceAll('\\', '/') };
}

it('is the nearest folder with a configuration, which may be around that of ESLint', () => {
  const files = { 'authlint.config.json': '{}', 'packages/a/package.json': '{ "authlint": {} }', 'packages/a/src/x.ts': '', 'packages/b/package.json': '{}', 'packages/b/x.ts': '' };
  expect(rootOf(files, 'packages/a/src/x.ts', '')).toEqual({ folder: '/packages/a', alone: false });
  expect(rootOf(files, 'packages/b/x.ts', 'packages/b')).toEqual({ folder: '', alone: false });
});

it('is the folder of ESLint where there is no configuration', () => {
  expect(rootOf({ 'app/src/x.ts': '' }, 'app/src/x.ts', 'app')).toEqual({ folder: '/app', alone: false });
});

it('is that of the folder that a file not on disk would be in', () => {
  expect(rootOf({ 'app/README.md': '' }, 'app/README.md/0.ts', 'app')).toEqual({ folder: '/app', alone: false });
});

it('leaves a file alone that is elsewhere', () => {
  expect(rootOf({ 'app/x.ts': '', 'apple/x.ts': '' }, 'apple/x.ts', 'app')).toEqual({ folder: '/apple', alone: true });
});
