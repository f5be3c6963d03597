import { expect, test } from 'vitest';
import { coversRoute, pathRegExp } from '../../../src/frameworks/nextjs/pattern.ts';

test.each([
  ['/about', ['/about', '/about/'], ['/about/me', '/abouts']],
  ['/about/:path', ['/about/a'], ['/about', '/about/a/b']],
  ['/about/:path*', ['/about', '/about/a', '/about/a/b'], ['/aboutx']],
  ['/about/:path+', ['/about/a/b'], ['/about']],
  ['/about/:path?', ['/about', '/about/a'], ['/about/a/b']],
  ['/user/:id(\\d+)', ['/user/12'], ['/user/x']],
  ['/api(.*)', ['/api', '/api/x/y', '/apix'], ['/ap']],
  ['/((?!api|_next/static).*)', ['/', '/shop', '/shop/apis'], ['/api/x', '/_next/static/x']],
  ['/files{/:name}?', ['/files', '/files/a'], ['/files/a/b']],
  ['/v1.:minor', ['/v1.2'], ['/v1', '/v12']],
])('%s', (pattern, matching, others) => {
  const regexp = pathRegExp(pattern)!;
  expect({ matching: matching.filter((path) => regexp.test(path)), others: others.filter((path) => regexp.test(path)) }).toEqual({ matching, others: [] });
});

test('a pattern that is not well-formed is none', () => {
  expect([pathRegExp('/(unclosed'), pathRegExp('/{unclosed'), pathRegExp('/:id([)')]).toEqual([undefined, undefined, undefined]);
});

test('a route is covered by all of its paths, by none, or by some', () => {
  expect(['/users/:id', '/users/:id/:rest', '/shop'].map((path) => coversRoute(pathRegExp('/users/:id(\\d+)')!, path))).toEqual([undefined, false, false]);
  expect(coversRoute(pathRegExp('/users/:path*')!, '/users/:id')).toBe(true);
});
