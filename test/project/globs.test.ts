import { describe, expect, test } from 'vitest';
import { compileGlobs, expandBraces, globBase, isGlob } from '../../src/project/globs.ts';

function taken(patterns: string[], files: string[]): string[] {
  const globs = compileGlobs(patterns);
  return files.filter((file) => globs.test(file, 'file').matched);
}

const files = ['a.ts', 'src/a.ts', 'src/B.ts', 'src/deep/a.js', 'lib/src/a.ts', 'app/[id]/page.tsx'];

describe('globs', () => {
  test.each([
    ['**', files],
    ['*.ts', ['a.ts']],
    ['src', ['src/a.ts', 'src/B.ts', 'src/deep/a.js']],
    ['./src/', ['src/a.ts', 'src/B.ts', 'src/deep/a.js']],
    ['src/*', ['src/a.ts', 'src/B.ts', 'src/deep/a.js']],
    ['src/*.ts', ['src/a.ts', 'src/B.ts']],
    ['src/b.ts', []],
    ['**/a.{ts,js}', ['a.ts', 'src/a.ts', 'src/deep/a.js', 'lib/src/a.ts']],
    ['**/src/**', ['src/a.ts', 'src/B.ts', 'src/deep/a.js', 'lib/src/a.ts']],
    ['src/?.ts', ['src/a.ts', 'src/B.ts']],
    ['src/[ab].ts', ['src/a.ts']],
    ['app/\\[id\\]/*', ['app/[id]/page.tsx']],
  ])('%s', (pattern, expected) => {
    expect(taken([pattern], files)).toEqual(expected);
  });

  test('a pattern with ! readmits', () => {
    const globs = compileGlobs(['src/**', '!src/deep/**']);
    expect(globs.hasReadmissions).toBe(true);
    expect(globs.test('src/a.ts', 'file')).toEqual({ matched: true, readmitted: false });
    expect(globs.test('src/deep/a.js', 'file')).toEqual({ matched: false, readmitted: true });
    expect(globs.test('a.ts', 'file')).toEqual({ matched: false, readmitted: false });
  });

  test('braces expand, nested too; others are text', () => {
    expect(expandBraces('a{b,c{d,e}}f')).toEqual(['abf', 'acdf', 'acef']);
    expect(expandBraces('a{b}{c')).toEqual(['a{b}{c']);
  });

  test('the base of a pattern has no wildcard', () => {
    expect([globBase('src/routes/**/*.ts'), globBase('*.ts'), globBase('a/{b,c}/d.ts')]).toEqual(['src/routes', '', 'a']);
    expect([isGlob('src/a.ts'), isGlob('src/*.ts'), isGlob('app/[id]')]).toEqual([false, true, true]);
  });
});
