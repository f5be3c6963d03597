import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

function expr(text: string, path = 'a.ts'): string {
  const facts = extract(path, text);
  return printer(facts).lines(facts.body).join('; ');
}

test.each([
  ['members', 'a.b["c"][d][0].#e', 'a.b["c"][d][0].#e'],
  ['calls', 'a.b(c, ...d)(e)', 'a.b(c, ...d)(e)'],
  ['optional chains', 'a?.b?.[c]?.(d).e', 'a?.b?.[c]?.(d).e'],
  ['new', 'new a.B(c); new D', 'new a.B(c); new D()'],
  ['super', 'class A extends B { c() { super.c(1) } }', 'class class A#0 class0'],
  ['numbers', '[0x10, 1_000, 1.5]', '[16, 1000, 1.5]'],
  ['numbers beyond JSON', '[1e999, 10n]', '[<number>, <bigint>]'],
  ['texts', '["a\\n", `b`, null, true]', '["a\\n", "b", null, true]'],
  ['holes', '[, a]', '[undefined, a]'],
  ['regular expressions', 'x(/a\\/[/]b/gi)', 'x(/a\\/[/]b/gi)'],
  ['templates', 'x(`a${b}c${d}`, `${e}`)', 'x(`a${b}c${d}`, `${e}`)'],
  ['tagged templates', 'a.b`c${d}e`; f`g`', 'a.b`c${d}e`; f`g`'],
  ['objects', '({ a: 1, "b-c": 2, 3: 3, [d]: 4, ["e"]: 5, f, ...g })', '{a: 1, b-c: 2, 3: 3, [d]: 4, ["e"]: 5, f: f, ...g}'],
  ['methods and accessors', '({ a() {}, get b() { return 1 }, set b(c) {}, *[d]() {} })', '{method a: fn0, get b: fn1, set b: fn2, method [d]: fn3}'],
  ['conditionals', 'a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['logic', 'a && b || (c ?? d)', '((a && b) || (c ?? d))'],
  ['arithmetic', 'a + b + c * d - 1', '(((a + b) + (c * d)) - 1)'],
  ['comparisons', 'a === b, c in d, e instanceof F, #g in h', '((a === b), (c in d), (e instanceof F), ("#g" in h))'],
  ['unary operators', 'void 0; !a; -1; +a; ~a; typeof a; delete a.b; a++; --b', 'void(0); !(a); -(1); +(a); ~(a); typeof(a); delete(a.b); ++(a); --(b)'],
  ['assignments', 'a = b.c = d; e += 1; f ||= g; h ??= i; j[k] &&= l', 'a = b.c = d; e += 1; f ||= g; h ??= i; j[k] &&= l'],
  ['sequences', 'a, b, c', '(a, b, c)'],
  ['await', 'await a.b()', 'await a.b()'],
  ['import.meta', 'import.meta.env.X', 'import.meta.env.X'],
  ['parentheses and assertions', '(a as B).c!.d; (<B>e).f; (g satisfies B)(); h<string>; (i)!++', 'a.c.d; e.f; g(); h; ++(i)'],
])('%s', (_name, text, expected) => {
  expect(expr(text)).toBe(expected);
});

test('yield', () => {
  const facts = extract('a.ts', 'function* f() { yield; yield a; yield* b; new.target }');
  expect(printer(facts).lines(facts.functions[0]!.body)).toEqual(['yield', 'yield a', 'yield b', 'new.target']);
});

test('elements keep their tag, attribute values and contents', () => {
  expect(expr('<A.B c="d" {...e} f={g} h i=<j/>>text {k} {/* no */}<>{...l}</></A.B>', 'a.tsx')).toBe(
    '<jsx A.B "d" ...e g <jsx j> k <jsx ...l>>',
  );
});

test('JavaScript files may hold elements, TypeScript files type assertions', () => {
  expect(expr('x(<a>{b}</a>)', 'a.js')).toBe('x(<jsx a b>)');
  expect(expr('x(<a>b)', 'a.ts')).toBe('x(b)');
});

test('names that begin with underscores', () => {
  expect(expr('__dirname + ___a.__proto__')).toBe('(__dirname + ___a.__proto__)');
});
