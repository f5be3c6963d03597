import { expect, it } from 'vitest';
import { applyEdits } from './outcome.ts';

it('applies edits at the offsets of the original, in any order', () => {
  expect(applyEdits('abcdef', [{ start: 4, end: 5, text: 'E' }, { start: 1, end: 2, text: '' }, { start: 0, end: 0, text: '>' }])).toBe('>acdEf');
});

it('refuses edits that overlap', () => {
  expect(() => applyEdits('abcdef', [{ start: 0, end: 3, text: '' }, { start: 2, end: 4, text: '' }])).toThrow('Edits overlap at offset 2.');
});
