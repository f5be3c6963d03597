import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

function body(text: string): string {
  const facts = extract('a.ts', text);
  return printer(facts).lines(facts.body).join('; ');
}

test.each([
  ['if', 'if (a) b(); else if (c) { d() } else { e() }', 'if a {b()} else {if c {d()} else {e()}}'],
  ['for', 'for (let i = 0, j; i < 1; i++) a()', 'for init {let i#0 = 0; let j#1} test (i#0 < 1) update ++(i#0) {a()}'],
  ['for with an expression, or with nothing', 'for (i = 0;;) a(); for (;;) {}', 'for init {i = 0} {a()}; for {}'],
  ['for-of and for-in', 'for (const a of b) c(a); for (d.e in f) {}', 'for-of each a#0 in b {c(a#0)}; for-in each d.e in f {}'],
  ['while and do', 'while (a) b(); do { c() } while (d)', 'while test a {b()}; do test d {c()}'],
  ['switch', 'switch (a) { case 1: case 2: b(); break; default: c() }', 'switch a {case 1: {} case 2: {b(); break} default: {c()}}'],
  ['try', 'try { a() } catch { b() } finally { c() }', 'try {a()} catch {b()} finally {c()}'],
  ['try without catch', 'try { a() } finally { c() }', 'try {a()} finally {c()}'],
  ['throw and blocks', '{ throw new A() }', '{throw new A()}'],
  ['labels', 'a: for (;;) { continue a }', 'for {continue}'],
  ['declarations', 'var a; let b = 1; const c = 2, d = 3; using e = f()', 'var a#0; let b#1 = 1; const c#2 = 2; const d#3 = 3; const e#4 = f()'],
  ['functions and classes', 'function a() {} class B {}', 'function function a#0 fn0; class class B#1 class0'],
  ['types and empty statements', 'interface A {} type B = 1; declare const c: A; declare module "d" {} declare global {} ; debugger', ''],
  ['namespaces', 'namespace A.B { const c = 1; f(c) }', '{{const c#2 = 1; f(c#2)}}'],
  ['enums', 'enum A { B, C = 5, D, "e-f" = "x", G = B | C, H }', 'enum A#0 = {B: 0, C: 5, D: 6, e-f: "x", G: (B#1 | C#2), H: <enum-member>}'],
])('%s', (_name, text, expected) => {
  expect(body(text)).toBe(expected);
});

test('function and class bindings begin with what they declare', () => {
  const facts = extract('a.ts', 'function a() {} class B {}');
  expect(facts.bindings.map(({ init }) => init && printer(facts).expr(init))).toEqual(['fn0', 'class0']);
});
