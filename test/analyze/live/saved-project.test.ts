import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSavedProject } from '../../../src/analyze/live/saved-project.ts';
import type { Project } from '../../../src/project/index.ts';
import { projectFolder, type ProjectFolder } from '../../harness/project-folder.ts';

let folder: ProjectFolder;
beforeEach(() => {
  folder = projectFolder({ 'package.json': '{}', 'tsconfig.json': '{}', 'src/a.ts': '1', 'src/b.ts': '2' });
});
afterEach(() => folder.remove());

/** A clock that stands still looks at the disk every time. */
const always = (): number => 0;
/** Looking takes so long that it is never done again unless there is a reason. */
function once(): () => number {
  let calls = 0;
  return () => (calls++ === 1 ? 1e9 : calls);
}

it('is the same object as long as nothing changes', () => {
  const saved = openSavedProject(folder.path, undefined, always);
  expect(saved.current()).toBe(saved.current());
  expect(saved.current().files).toEqual(['src/a.ts', 'src/b.ts']);
});

it.each<[string, () => void, (project: Project) => unknown, unknown]>([
  ['the text of a file', () => folder.write({ 'src/a.ts': '10' }), (project) => project.read('src/a.ts'), '10'],
  ['a new file', () => folder.write({ 'src/new/c.ts': '' }), (project) => project.files, ['src/a.ts', 'src/b.ts', 'src/new/c.ts']],
  ['a file that is gone', () => rmSync(join(folder.path, 'src/b.ts')), (project) => project.files, ['src/a.ts']],
  ['the configuration', () => folder.write({ 'authlint.config.json': '{ "public": ["/x"] }' }), (project) => project.config.public, ['/x']],
  ['path aliases', () => folder.write({ 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }' }), (project) => project.resolve('src/a.ts', '@/b'), { kind: 'file', file: 'src/b.ts' }],
])('is another object after a change on disk: %s', (_, change, look, expected) => {
  const saved = openSavedProject(folder.path, undefined, always);
  const before = saved.current();
  for (const file of before.files) before.read(file);
  change();
  const after = saved.current();
  expect(after).not.toBe(before);
  expect(look(after)).toEqual(expected);
  expect(saved.current()).toBe(after);
});

it('notices a file that was written, or is new, before its time', () => {
  const saved = openSavedProject(folder.path, undefined, once());
  const before = saved.current();
  expect(before.read('src/a.ts')).toBe('1');
  saved.notice('src/a.ts');
  expect(saved.current()).toBe(before);
  folder.write({ 'src/a.ts': '10' });
  expect(saved.current()).toBe(before);
  saved.notice('src/a.ts');
  expect(saved.current().read('src/a.ts')).toBe('10');
});

it('notices a new file before its time', () => {
  const saved = openSavedProject(folder.path, undefined, once());
  saved.current();
  folder.write({ 'src/c.ts': '' });
  saved.notice('src/c.ts');
  expect(saved.current().files).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
});

it('reads a file once, also one that is not among the files, until it changes', () => {
  folder.write({ 'src/a.test.ts': '1' });
  const saved = openSavedProject(folder.path, undefined, always);
  expect(saved.current().read('src/a.test.ts')).toBe('1');
  const before = saved.current();
  expect(saved.current()).toBe(before);
  folder.write({ 'src/a.test.ts': '10' });
  expect(before.read('src/a.test.ts')).toBe('1');
  expect(saved.current().read('src/a.test.ts')).toBe('10');
});
