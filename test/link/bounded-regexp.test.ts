import { expect, test } from 'vitest';
import { boundedRegExp } from '../../src/link/bounded-regexp.ts';

test.each([
  '^\\/api(\\/|$)', '^/users/(\\d+)$', '(.*)/x/(.*)', '^(?:\\/[\\w-]+)*$', '^(/[^/]+)*$', '(\\.\\w+)+', '^(a|b|c)*$', '((?!api|_next/static).*)', 'Bearer\\s+(.+)', '^[a-z]+(?:-[a-z]+)*$', '\\p{L}+', '(?<id>\\d{1,9})', '[(+*)]+', '\\(+', 'a{2,5}', '^(?:/((?:[^\\/#\\?]+?)(?:/(?:[^\\/#\\?]+?))*))?[\\/#\\?]?$',
])('runs %s', (source) => {
  const flags = source.includes('\\p') ? 'u' : '';
  const pattern = boundedRegExp(source, flags);
  for (const text of ['/api', '/users/12', '/a/x/b', 'Bearer abc', 'a-b-c', '/', '']) {
    expect(pattern?.exec(text)?.slice()).toEqual(new RegExp(source, flags).exec(text)?.slice());
    expect(pattern?.test(text)).toBe(new RegExp(source, flags).test(text));
  }
});

test.each([
  '^(a+)+$', '((a+))+', '(a*)*', '(a|a)*$', '(a|aa)+$', '(a|b?)+', '(\\w|\\d)*x', '(x+x+)+y', '(.*,)*', '(?:(?:a+)b?)*', '(a+){50}', '(\\/[\\w/]+)*', '(-[\\w-]+)*', '.*.*.*.*.*.*x', 'a'.repeat(2000), '(', '[', '([a-z]+)*$', '(a?){40}',
])('does not run %s', (source) => {
  expect(boundedRegExp(source)).toBeUndefined();
});

test('what is run ends soon on any text', () => {
  const hostile = [`${'a'.repeat(100_000)}!`, `${'/a'.repeat(50_000)}!`, '-'.repeat(100_000), `${'a-'.repeat(50_000)}!`];
  const began = process.cpuUsage().user;
  for (const source of ['a*a*a*a*a*b', '(.*)x(.*)y(.*)z', '^(?:\\/[\\w-]+)*$', '^[a-z]+(?:-[a-z]+)*$', '(a|b|c)*d', '\\s+$', 'a+$']) for (const text of hostile) boundedRegExp(source)?.test(text);
  expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(5);
});
