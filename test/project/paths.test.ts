import { win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, foldersUp, fromRoot, isIn, isOutside, joinPaths, nameOf, toSlashes } from '../../src/project/paths.ts';

describe('paths', () => {
  test('of Windows get slashes', () => {
    expect(toSlashes('src\\routes\\users.ts', win32)).toBe('src/routes/users.ts');
    expect(fromRoot('C:\\app', 'C:\\app\\src\\a.ts', win32)).toBe('src/a.ts');
    expect(fromRoot('C:\\app', 'C:\\other\\a.ts', win32)).toBe('../other/a.ts');
  });

  test('on another drive have no relative path', () => {
    expect(fromRoot('C:\\app', 'D:\\app\\a.ts', win32)).toBeUndefined();
  });

  test('a backslash in a name is kept where it is no separator', () => {
    expect(toSlashes('src/a\\b.ts')).toBe('src/a\\b.ts');
  });

  test('join to a path without dots and without a last slash', () => {
    expect(joinPaths('src/a', '../b/')).toBe('src/b');
    expect(joinPaths('src', '..')).toBe('');
    expect(joinPaths('', '../x')).toBe('../x');
    expect(joinPaths('', './src//a.ts')).toBe('src/a.ts');
  });

  test('know where they are', () => {
    expect([folderOf('a/b/c.ts'), folderOf('c.ts'), nameOf('a/b/c.ts'), nameOf('c.ts')]).toEqual(['a/b', '', 'c.ts', 'c.ts']);
    expect([isOutside('..'), isOutside('../a'), isOutside('..a'), isOutside('')]).toEqual([true, true, false, false]);
    expect([isIn('src/a', 'src'), isIn('srcs', 'src'), isIn('src', ''), isIn('../src', '')]).toEqual([true, false, true, false]);
  });

  test('folders around a folder end at the top', () => {
    expect([...foldersUp('a/b')]).toEqual(['a/b', 'a', '']);
    expect([...foldersUp('a', '../..')]).toEqual(['a', '', '..', '../..']);
    expect([...foldersUp('../x', '')]).toEqual([]);
  });
});
