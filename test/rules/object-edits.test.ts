import { expect, it } from 'vitest';
import { intoObject } from '../../rules/object-edits.ts';

function added(text: string, properties = ['a: 1', 'b: 2']): string | undefined {
  const start = text.indexOf('{');
  const edit = intoObject(text, { start, end: text.lastIndexOf('}') + 1 }, properties);
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

it.each([
  ['an empty one', 'f({})', 'f({ a: 1, b: 2 })'],
  ['one line', 'f({ x: 0 })', 'f({ a: 1, b: 2, x: 0 })'],
  ['one line without spaces', 'f({x: 0})', 'f({a: 1, b: 2, x: 0})'],
  ['lines of their own', 'f({\n\tx: 0,\n})', 'f({\n\ta: 1,\n\tb: 2,\n\tx: 0,\n})'],
  ['lines that end otherwise', 'f({\r\n  x: 0\r\n})', 'f({\r\n  a: 1,\r\n  b: 2,\r\n  x: 0\r\n})'],
  ['a spread, which comes first', 'f({ ...x, y })', 'f({ ...x, y, a: 1, b: 2 })'],
  ['a spread, on lines of their own', 'f({\n  ...x,\n})', 'f({\n  ...x,\n  a: 1,\n  b: 2,\n})'],
  ['a spread without a last comma', 'f({\n  ...x\n})', 'f({\n  ...x,\n  a: 1,\n  b: 2\n})'],
])('adds properties as the others are laid out: %s', (_, text, expected) => {
  expect(added(text)).toBe(expected);
});

it('adds nothing where a comment hides the end, to what is no object, or without properties', () => {
  expect(added('f({ ...x /* all */ })')).toBeUndefined();
  expect(intoObject('f(x)', { start: 2, end: 3 }, ['a: 1'])).toBeUndefined();
  expect(added('f({ x })', [])).toBeUndefined();
});
