import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/report/unified-diff.ts';

const diff = (before: string, after: string, hidden: Parameters<typeof unifiedDiff>[0]['hidden'] = () => []): string[] => unifiedDiff({ file: 'a.js', before, after, hidden });
const lines = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join('');

describe('unifiedDiff', () => {
  it('shows changes with three lines around them, and joins what is near', () => {
    const before = lines(1, 30);
    const after = before.replace('5\n', 'five\n').replace('9\n', '').replace('25\n', '25\n25.5\n');
    expect(diff(before, after)).toEqual([
      '--- a/a.js', '+++ b/a.js',
      '@@ -2,11 +2,10 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8', '-9', ' 10', ' 11', ' 12',
      '@@ -23,6 +22,7 @@', ' 23', ' 24', ' 25', '+25.5', ' 26', ' 27', ' 28',
    ]);
  });

  it('says nothing of equal texts', () => expect(diff('a\n', 'a\n')).toEqual([]));

  it('says where a file has no line end, and takes other line ends for what they are', () => {
    expect(diff('a\r\nb', 'a\r\nc')).toEqual(['--- a/a.js', '+++ b/a.js', '@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+c', '\\ No newline at end of file']);
  });

  it('starts and empties a file', () => {
    expect(diff('', 'a\n')).toEqual(['--- a/a.js', '+++ b/a.js', '@@ -0,0 +1 @@', '+a']);
    expect(diff('a\n', '')).toEqual(['--- a/a.js', '+++ b/a.js', '@@ -1 +0,0 @@', '-a']);
  });

  it('hides what is to be hidden, and makes control characters visible', () => {
    const shown = diff("key('s3cret')\n\tx\n", "key(env)\n\tx\u001b[2J\n", (side, line) => side === 'before' && line === 1 ? [[5, 11]] : []);
    expect(shown.slice(3)).toEqual(["-key('***')", '-\tx', '+key(env)', '+\tx\\x1b[2J']);
  });

  it('turns one text into the other, in as few lines as can be', () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 200; round++) {
      const old = Array.from({ length: random(12) }, () => `${random(4)}\n`);
      const young = Array.from({ length: random(12) }, () => `${random(4)}\n`);
      const shown = diff(old.join(''), young.join('')).slice(2).filter((line) => !line.startsWith('@@'));
      // All is within three lines of a change, or nothing is changed at the ends, which are the same.
      const kept = shown.filter((line) => !line.startsWith('-')).map((line) => `${line.slice(1)}\n`);
      const gone = shown.filter((line) => !line.startsWith('+')).map((line) => `${line.slice(1)}\n`);
      const changes = shown.filter((line) => !line.startsWith(' ')).length;
      expect(changes).toBe(old.length + young.length - 2 * longestCommon(old, young));
      if (kept.length === young.length) expect([gone, kept]).toEqual([old, young]);
    }
  });
});

function longestCommon(one: string[], other: string[]): number {
  const rows = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= other.length; j++) rows[i]![j] = one[i - 1] === other[j - 1] ? rows[i - 1]![j - 1]! + 1 : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!);
  }
  return rows[one.length]![other.length]!;
}
