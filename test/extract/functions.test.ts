import { expect, test } from 'vitest';
import type { TypeFact } from '../../src/model/index.ts';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

test('kinds of functions', () => {
  const { functions } = extract('a.ts', 'function a() {} async function b() {} function* c() {} const d = () => 1; const e = async function* f() {}; ({ g() {}, async h() {}, get i() { return 1 } })');
  expect(functions.map(({ name, arrow, async, generator }) => [name, ...(arrow ? ['arrow'] : []), ...(async ? ['async'] : []), ...(generator ? ['generator'] : [])].join(' '))).toEqual([
    'a', 'b async', 'c generator', 'd arrow', 'f async generator', 'g', 'h async', 'i',
  ]);
});

test('a function without a name has the name of what it is assigned to', () => {
  const { functions } = extract('a.ts', 'const a = () => 1; let b; b = () => 1; c.d = () => 1; ({ e: () => 1 }); class F { g = () => 1 } f(() => 1); function h(i = () => 1) {}');
  expect(functions.map(({ name }) => name)).toEqual(['a', 'b', 'd', 'e', 'g', '', 'h', 'i']);
});

test('an expression body is one return', () => {
  const facts = extract('a.ts', '(a) => ({ a })');
  expect(facts.functions[0]!.body).toEqual([{
    kind: 'return', start: 7, end: 14, value: {
      kind: 'object', start: 8, end: 13, properties: [
        { variant: 'value', start: 10, end: 11, key: 'a', value: { kind: 'ref', start: 10, end: 11, name: 'a', binding: 0 } },
      ],
    },
  }]);
});

test('parameters: rest, defaults, and no `this`', () => {
  const facts = extract('a.ts', 'function f(this: A, b, c = d, ...e) {}');
  const { expr } = printer(facts);
  expect(facts.functions[0]!.params.map(({ binding, rest, init }) => [facts.bindings[binding]!.name, rest ?? false, init && expr(init)])).toEqual([
    ['b', false, undefined], ['c', false, 'd'], ['e', true, undefined],
  ]);
});

test('directives of a function', () => {
  const facts = extract('a.ts', "async function f() { 'use server'; return 1 }");
  expect(facts.functions[0]!.directives).toEqual(['use server']);
  expect(printer(facts).lines(facts.functions[0]!.body)).toEqual(['return 1']);
});

test('owner is the function around', () => {
  const { functions } = extract('a.ts', 'function a() { return () => function b() {} } function c() {}');
  expect(functions.map(({ owner }) => owner)).toEqual([-1, 0, 1, -1]);
});

test('what uses `this` or `arguments`: an arrow function shares them with the function around it', () => {
  const { functions } = extract('a.ts', `
    function a() { this.x } function b() { return () => this.x } function c() { function d() { arguments[0] } }
    function e() { class F { g = this; h() { this } } } function i() { return 1 }`);
  expect(functions.filter(({ usesArguments }) => usesArguments).map(({ id }) => functions[id]!.name || `in ${functions[functions[id]!.owner]!.name}`)).toEqual([
    'a', 'b', 'in b', 'd', 'h',
  ]);
});

test('signatures and declared functions are dropped', () => {
  const { functions } = extract('a.ts', 'function f(a: string): void; function f() {} declare function g(): void');
  expect(functions.map(({ name, start }) => [name, start])).toEqual([['f', 29]]);
});

function annotation(type: string): string | undefined {
  const facts = extract('a.ts', `import * as n from 'n'; import { A, B } from 'a'; let x: ${type}`);
  const show = (fact: TypeFact): string => {
    const from = facts.bindings[fact.binding]?.name;
    return `${fact.name}${from ? `@${from}` : ''}${fact.args ? `<${fact.args.map(show).join(', ')}>` : ''}`;
  };
  const fact = facts.bindings.find(({ name }) => name === 'x')!.type;
  return fact && show(fact);
}

test.each([
  ['A', 'A@A'], ['n.A.B', 'n.A.B@n'], ['Promise<A>', 'Promise<A@A>'], ['Map<string, A[]>', 'Map<Array<A@A>>'], ['A[]', 'Array<A@A>'],
  ['readonly A[]', 'Array<A@A>'], ['(A)', 'A@A'], ['null | undefined | A | B', 'A@A'], ['A & B', 'A@A'], ['string[]', 'Array'],
  ['string', undefined], ['{ a: A }', undefined], ['() => A', undefined], ['typeof A', undefined], ["'a' | 'b'", undefined],
])('the annotation %s', (type, expected) => {
  expect(annotation(type)).toBe(expected);
});

test('where annotations are kept', () => {
  const facts = extract('a.ts', 'function f(a: A): B { let c: C }');
  expect(facts.bindings.map(({ name, type }) => [name, type?.name])).toEqual([['f', undefined], ['a', 'A'], ['c', 'C']]);
  expect(facts.functions[0]!.params[0]!.type).toEqual({ name: 'A', binding: -1, start: 14, end: 15 });
  expect(facts.functions[0]!.returns).toEqual({ name: 'B', binding: -1, start: 18, end: 19 });
});

test('a class that annotates before it is declared', () => {
  const { bindings } = extract('a.ts', 'let a: B; class B {}');
  expect(bindings[0]!.type!.binding).toBe(1);
});
