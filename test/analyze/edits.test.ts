import { describe, expect, it } from 'vitest';
import { applied, conflict, moved } from '../../src/analyze/edits.ts';

const edit = (start: number, end: number, text: string, file = 'a.js') => ({ file, start, end, text });

describe('edits', () => {
  it('speak of the text as it was, in any order', () => {
    expect(applied('abcdef', [edit(4, 5, 'E'), edit(1, 2, ''), edit(6, 6, '!')])).toBe('acdEf!');
  });

  it('keep the order of insertions at one place', () => {
    expect(applied('ab', [edit(1, 1, '1'), edit(1, 1, '2')])).toBe('a12b');
  });

  it.each([
    ['overlap', [edit(0, 2, ''), edit(1, 3, '')]],
    ['reach beyond the text', [edit(2, 5, '')]],
    ['end before they start', [edit(2, 1, '')]],
  ])('are refused when they %s', (_, edits) => expect(applied('abc', edits)).toBeUndefined());

  it('conflict when they overlap or touch in one file', () => {
    expect(conflict([edit(0, 2, '')], [edit(1, 3, '')])).toBe(true);
    expect(conflict([edit(2, 2, 'x')], [edit(2, 2, 'y')])).toBe(true);
    expect(conflict([edit(0, 1, '')], [edit(2, 3, '')])).toBe(false);
    expect(conflict([edit(0, 2, '')], [edit(1, 3, '', 'b.js')])).toBe(false);
  });

  it('move what stands behind them', () => {
    expect(moved(5, [edit(0, 2, '12345')])).toEqual([8, 8]);
    expect(moved(1, [edit(2, 2, 'xx')])).toEqual([1, 1]);
    expect(moved(2, [edit(2, 2, 'xx')])).toEqual([2, 4]);
  });
});
