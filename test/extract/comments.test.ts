import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';

function comments(text: string, path = 'a.tsx') {
  return extract(path, text).comments;
}

function directives(text: string, path = 'a.tsx'): string[] {
  return comments(text, path).map(({ directive, line, endLine }) => `${directive} ${line}-${endLine}`);
}

test('rules and the reason', () => {
  expect(comments('f();\n// authlint-disable-next-line rule-a, rule-b -- it is -- fine\ng();')).toEqual([
    { directive: 'disable-next-line', rules: ['rule-a', 'rule-b'], reason: 'it is -- fine', start: 5, end: 66, line: 2, endLine: 2 },
  ]);
});

test.each([
  ['// authlint-disable', 'disable', [], ''],
  ['// authlint-disable -- all', 'disable', [], 'all'],
  ['/* authlint-enable a */', 'enable', ['a'], ''],
  ['f() // authlint-disable-line a b', 'disable-line', ['a', 'b'], ''],
  ['//authlint-disable-line a--b', 'disable-line', ['a--b'], ''],
  ['// authlint-public: a -- b, c', 'public', [], 'a -- b, c'],
  ['// authlint-public', 'public', [], ''],
  ['// authlint-public -- a', 'public', [], 'a'],
  ['/** authlint-public: a\n * b\n */', 'public', [], 'a b'],
])('%s', (text, directive, rules, reason) => {
  expect(comments(text).map((comment) => ({ directive: comment.directive, rules: comment.rules, reason: comment.reason }))).toEqual([{ directive, rules, reason }]);
});

test('a comment of several lines', () => {
  expect(directives('\n/*\n authlint-disable a\n*/ f()')).toEqual(['disable 2-4']);
});

test('comments stand anywhere between tokens', () => {
  expect(directives(`f(a, // authlint-disable-line a
    /* authlint-disable-line b */ b
    // authlint-disable-line c
  );
  const o = { /* authlint-disable-line d */ };
  if (a /* authlint-disable-line e */) {
    // authlint-disable-line f
  }
  x = \`\${/* authlint-disable-line g */ a}\`;
  function g(/* authlint-disable-line h */) { return /* authlint-disable-line i */ /re/ }
  // authlint-disable-line j`)).toEqual([
    'disable-line 1-1', 'disable-line 2-2', 'disable-line 3-3', 'disable-line 5-5', 'disable-line 6-6', 'disable-line 7-7',
    'disable-line 9-9', 'disable-line 10-10', 'disable-line 10-10', 'disable-line 11-11',
  ]);
});

test('comments inside elements', () => {
  expect(directives(`<A
    // authlint-disable-line a
    b={1 /* authlint-disable-line b */}>
    {/* authlint-disable-next-line c */}
    // authlint-disable-line no
    /* authlint-disable-line no */
    <B /* authlint-disable-line d */ />
  </A>`)).toEqual(['disable-line 2-2', 'disable-line 3-3', 'disable-next-line 4-4', 'disable-line 7-7']);
});

test('what only looks like a comment is none', () => {
  expect(comments(`a('// authlint-disable x'); b("/* authlint-disable */");
    c(\`// authlint-disable \${d} // authlint-disable\`); e(/\\/\\/ authlint-disable /); f = g / h; // i authlint-disable
    <J k="// authlint-disable">// authlint-disable</J>`)).toEqual([]);
});

test('a comment that only mentions a directive is none', () => {
  expect(comments('// use authlint-disable here\n// authlint-\n// eslint-disable authlint/x')).toEqual([]);
});

test('a directive that does not exist is kept as written', () => {
  expect(directives('// authlint-disable-nextline a')).toEqual(['disable-nextline 1-1']);
});
