import { expect, test } from 'vitest';
import { closest } from '../../src/project/closest.ts';

const known = ['error', 'warning', 'note', 'require-route-auth', 'require-refresh-rotation'];

test.each([
  ['eror', 'error'],
  ['WARNING', 'warning'],
  ['warn', 'warning'],
  ['require-rout-auth', 'require-route-auth'],
  ['require-refresh', 'require-refresh-rotation'],
  ['e', undefined],
  ['something', undefined],
])('%s is near to %s', (word, expected) => {
  expect(closest(word, known)).toBe(expected);
});
