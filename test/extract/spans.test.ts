import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { eachObject } from './print.ts';

/** The texts of all expressions of a kind, in order. */
function texts(text: string, kind: string, path = 'a.ts'): string[] {
  const out: string[] = [];
  eachObject(extract(path, text).body, (object) => {
    if (object.kind === kind) out.push(text.slice(object.start as number, object.end as number));
  });
  return out;
}

test('spans begin at the first token and end after the last', () => {
  expect(texts('// x\n  a . b ( c ) /* d */ ;', 'call')).toEqual(['a . b ( c )']);
  expect(texts('/* x */ f(/* y */ a /* z */)', 'ref')).toEqual(['f', 'a']);
});

test('each link of a chain begins where the chain does', () => {
  expect(texts(' a\n .b()\n .c()', 'call')).toEqual(['a\n .b()\n .c()', 'a\n .b()']);
});

test('parentheses belong to what is outside them', () => {
  expect(texts('( (a + b) * c )', 'binary')).toEqual(['(a + b) * c', 'a + b']);
  expect(texts('(a.b).c', 'member')).toEqual(['(a.b).c', 'a.b']);
});

test('propertyStart is the name, or the expression in brackets', () => {
  const text = 'a . /* x */ b [ "c" ] . d';
  const starts: string[] = [];
  eachObject(extract('a.ts', text).body, (object) => {
    if (object.kind === 'member') starts.push(text.slice(object.propertyStart as number));
  });
  expect(starts).toEqual(['d', '"c" ] . d', 'b [ "c" ] . d']);
});

test('a binding spans its name', () => {
  const text = 'const { a: b = 1, ...c } = d; function e(f = 2) {} class G {}';
  expect(extract('a.ts', text).bindings.map(({ start, end }) => text.slice(start, end))).toEqual(['b', 'c', 'e', 'f', 'G']);
});

test('a shebang is no part of the first statement', () => {
  expect(extract('a.js', '#!/usr/bin/env node\nf()').body[0]).toMatchObject({ start: 20, end: 23 });
});

test.each([
  ['nothing', '', [0]],
  ['LF', 'a\nb\n', [0, 2, 4]],
  ['CRLF', 'a\r\nb', [0, 3]],
  ['CR', 'a\rb', [0, 2]],
  ['line and paragraph separators', 'a\u2028b\u2029c', [0, 2, 4]],
  ['no vertical tabs or form feeds', 'a\v\fb', [0]],
])('line starts: %s', (_name, text, expected) => {
  expect(extract('a.ts', text).lineStarts).toEqual(expected);
  expect(extract('a.ts', text).length).toBe(text.length);
});
