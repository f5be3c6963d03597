import { win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, foldersUp, fromRoot, isIn, isOutside, joinPaths, nameOf, toSlashes } from '../../src/project/paths.ts';

describe('paths', () => {
  test('of Windows get slashes', () => {
    expect(toSlashes('src\\routes\\users.ts', win32)).toBe('src/routes/users.ts');
    expect(fromRoot('C:\\app', 'C:\\app\\src\\a.ts', win32)).toBe('src/a.ts');
    expect(fromRoot('C:\\app', 'C:\\other\\a.ts', win32)).toBe('../other/a.ts');
  });

  test('on another drive or server have no relative path', () => {
    expect(fromRoot('C:\\app', 'D:\\app\\a.ts', win32)).toBeUndefined();
    expect(fromRoot('C:\\app', '\\\\server\\share\\app\\a.ts', win32)).toBeUndefined();
    expect(isOutside(fromRoot('\\\\server\\share\\app', '\\\\server\\other\\a.ts', win32)!)).toBe(true);
  });

  test.each([
    ['of a drive in other letters', 'C:\\App', 'c:\\app\\src\\A.ts', 'src/A.ts'],
    ['with both kinds of slashes', 'C:\\app', 'C:/app/src\\routes/a.ts', 'src/routes/a.ts'],
    ['of a root that ends with a slash', 'C:\\app\\', 'C:\\app\\a.ts', 'a.ts'],
    ['of a whole drive', 'C:\\', 'C:\\app\\a.ts', 'app/a.ts'],
    ['of a share', '\\\\server\\share\\app', '\\\\SERVER\\share\\app\\src\\a.ts', 'src/a.ts'],
    ['of the root itself', 'C:\\app', 'C:\\app\\', ''],
    ['with dots', 'C:\\app', 'C:\\app\\src\\..\\lib\\.\\a.ts', 'lib/a.ts'],
    ['in a folder whose name begins with dots', 'C:\\app', 'C:\\app\\..x\\a.ts', '..x/a.ts'],
    ['beside, with the same beginning', 'C:\\app', 'C:\\application\\a.ts', '../application/a.ts'],
  ])('%s, on Windows', (_, root, path, seen) => {
    expect(fromRoot(root, path, win32)).toBe(seen);
    expect(isOutside(seen)).toBe(seen.startsWith('../'));
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
