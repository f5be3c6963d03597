import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

function body(path: string, text: string): string[] {
  const facts = extract(path, text);
  return printer(facts).lines(facts.body);
}

test('a syntax error is a diagnostic, and the rest is still read', () => {
  const facts = extract('a.ts', "app.get('/a', h);\nconst x = = 1;\napp.get('/b', h);");
  expect(facts.diagnostics).toEqual([{ line: 2, column: 11, message: 'Expression expected.' }]);
  expect(printer(facts).lines(facts.body)).toContain('app.get("/b", h)');
});

test.each(['a.', 'f(', 'const { a', 'class {', 'import {', 'export', '`${', '<A', 'x = {', '({ a: }', 'for (', 'if', 'import(', '@', 'function', 'a ? b', 'new', '[...', 'let =', '\\', 'enum', 'case 1:', '/a', "'a", 'import x = ', 'export * from', 'async (', 'label:'])(
  'unfinished code: %s',
  (text) => {
    for (const path of ['a.ts', 'a.tsx', 'a.js']) {
      const facts = extract(path, text);
      expect(facts.diagnostics.length).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(facts))).toStrictEqual(facts);
    }
  },
);

test('what is missing has no name', () => {
  expect(body('a.ts', 'a.; b(c = )')).toEqual(['a.', 'b(c = <missing>)']);
});

test('TypeScript in a JavaScript file is read without complaint', () => {
  const facts = extract('a.js', 'let a: string = b as any; interface C {}');
  expect(facts.diagnostics).toEqual([]);
  expect(printer(facts).lines(facts.body)).toEqual(['let a#0 = b']);
});

test('octal literals are plain code in sloppy scripts', () => {
  expect(extract('a.js', "a = 010; b = '\\010'").diagnostics).toEqual([]);
  expect(extract('a.ts', 'a = 010; export {}').diagnostics).toHaveLength(1);
});

test('await at the top level of a module', () => {
  expect(body('a.mjs', 'await (a)')).toEqual(['await a']);
  expect(body('a.js', 'export {}; await (a)')).toEqual(['await a']);
  expect(body('a.cjs', 'await (a)')).toEqual(['await(a)']);
});

test('long chains of operators', () => {
  const facts = extract('a.js', `x = ${Array.from({ length: 20_000 }, (_, at) => `a${at}`).join(' + ')}`);
  expect(facts.diagnostics).toEqual([]);
  const [statement] = facts.body;
  let depth = 0;
  for (let expr = statement?.kind === 'expr' && statement.expr.kind === 'assign' ? statement.expr.value : undefined; expr?.kind === 'binary'; expr = expr.left) depth++;
  expect(depth).toBe(19_999);
});

test('long chains of calls', () => {
  const facts = extract('a.js', `a${'.b()'.repeat(5_000)}`);
  expect(facts.diagnostics).toEqual([]);
  const [statement] = facts.body;
  let depth = 0;
  for (let expr = statement?.kind === 'expr' ? statement.expr : undefined; expr?.kind === 'call' || expr?.kind === 'member'; expr = expr.kind === 'call' ? expr.callee : expr.object) depth++;
  expect(depth).toBe(10_000);
});

test('long ladders of else-if', () => {
  expect(extract('a.js', `${'if (a) b(); else '.repeat(500)} c()`).diagnostics).toEqual([]);
});

test('code that is nested too deeply is one diagnostic, and the next file is read as if nothing had been', () => {
  const text = `x = 1;\n${'('.repeat(200_000)}`;
  expect(extract('a.js', text)).toEqual({
    path: 'a.js', lineStarts: [0, 7], length: text.length, bindings: [], functions: [], classes: [], imports: [], exports: [], body: [],
    directives: [], comments: [], diagnostics: [{ line: 1, column: 1, message: 'The file could not be read: it is nested too deeply.' }],
  });
  expect(body('a.js', '(a) => (b)')).toEqual(['fn0']);
});

test.each([
  ['functions', 'x = async function () { ', 24, ' }'], ['unfinished functions', 'm = async function a(req, res) {', 30, ''],
  ['calls', 'async(', 24, ')'], ['unfinished parameters', 'async (a = ', 24, ''],
])('nesting that doubles the work with each level is one diagnostic: %s', (_, open, times, close) => {
  for (const path of ['a.ts', 'a.tsx', 'a.js']) {
    const began = process.cpuUsage().user;
    const text = open.repeat(times) + close.repeat(times);
    const { body: statements, diagnostics } = extract(path, text);
    expect({ statements, diagnostics }).toEqual({ statements: [], diagnostics: [{ line: 1, column: 1, message: 'The file could not be read: its nesting makes the parser read parts of it again and again.' }] });
    expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(10);
  }
  expect(body('a.js', '(a) => (b)')).toEqual(['fn0']);
});

test('functions that await in functions that await, as deep as people nest them', () => {
  expect(extract('a.js', `${'x = async function () { '.repeat(7)}${'await f(async (a) => { '.repeat(7)}${'});'.repeat(7)}${'}'.repeat(7)}`).diagnostics).toEqual([]);
});

test('an empty file', () => {
  expect(extract('a.ts', '')).toEqual({
    path: 'a.ts', lineStarts: [0], length: 0, bindings: [], functions: [], classes: [], imports: [], exports: [], body: [],
    directives: [], comments: [], diagnostics: [],
  });
});
