import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/model/finding.ts';
import { frame } from '../../src/report/frame.ts';
import { hiddenLines } from '../../src/report/secrets.ts';
import { open } from './sample.ts';

const colors = pc.createColors(false);

function framed(text: string, place: Partial<Location>, { columns, mask }: { columns?: number; mask?: Location[] } = {}): string[] {
  const at = { file: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 2, ...place };
  return frame(at, hiddenLines([{ ...open, mask }], () => text), { colors, columns });
}

describe('frame', () => {
  it('shows two lines before and after, and marks the range', () => {
    expect(framed('one\ntwo\nthree\nfour\nfive\nsix\n', { line: 3, endLine: 3, column: 2, endColumn: 4 })).toEqual([
      '  1 | one', '  2 | two', '> 3 | three', '    |  ^^', '  4 | four', '  5 | five',
    ]);
  });

  it('ends with the file', () => {
    expect(framed('one\ntwo', { line: 2, endLine: 2, endColumn: 4 })).toEqual(['  1 | one', '> 2 | two', '    | ^^^']);
  });

  it('marks the rest of the first line of a range over several', () => {
    expect(framed('a(\n  b\n);\n', { column: 2, endLine: 3, endColumn: 2 })).toEqual(['> 1 | a(', '    |  ^', '> 2 |   b', '> 3 | );']);
  });

  it('keeps the marks below the code after tabs and wide letters', () => {
    expect(framed("\t'日本' + x", { column: 9, endColumn: 10 })).toEqual(["> 1 |   '日本' + x", '    |            ^']);
  });

  it('makes control characters visible, and marks what comes after them', () => {
    expect(framed('"\u001b[31m" + x', { column: 11, endColumn: 12 })).toEqual(['> 1 | "\\x1b[31m" + x', '    |              ^']);
  });

  it('shifts the marks by a mask', () => {
    const mask = [{ file: 'a.ts', line: 1, column: 6, endLine: 1, endColumn: 12 }];
    expect(framed('k = "secret" + x', { column: 16, endColumn: 17 }, { mask })).toEqual(['> 1 | k = "***" + x', '    |             ^']);
    expect(framed('k = "secret" + x', { column: 5, endColumn: 13 }, { mask })).toEqual(['> 1 | k = "***" + x', '    |     ^^^^^']);
  });

  it('cuts long lines around the place', () => {
    const line = `${'a'.repeat(300)}TARGET${'b'.repeat(300)}`;
    expect(framed(line, { column: 301, endColumn: 307 }, { columns: 46 })).toEqual([
      `> 1 | ${'a'.repeat(20)}TARGET${'b'.repeat(14)}`, `    | ${' '.repeat(20)}^^^^^^`,
    ]);
  });

  it('is empty without a source', () => {
    expect(frame({ file: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 }, hiddenLines([], () => undefined), { colors })).toEqual([]);
  });
});
