import { expect, test } from 'vitest';
import type { RefExpr } from '../../src/model/index.ts';
import { extract } from '../../src/extract/index.ts';
import { eachObject } from './print.ts';

/** Where each use of `name` points, in the order of the text: `kind@offset` of the declaration, or `global`. */
function targets(text: string, name = 'x', path = 'a.ts'): string[] {
  const facts = extract(path, text);
  const refs = new Map<number, RefExpr>();
  eachObject([facts.body, facts.functions, facts.classes, facts.bindings, facts.exports], (object) => {
    if (object.kind === 'ref' && object.name === name) refs.set(object.start as number, object as unknown as RefExpr);
  });
  return [...refs.values()].sort((a, b) => a.start - b.start).map((ref) => {
    const binding = facts.bindings[ref.binding];
    return binding === undefined ? 'global' : `${binding.kind}@${binding.start}`;
  });
}

function reassigned(text: string, path = 'a.ts'): string[] {
  return extract(path, text).bindings.filter((binding) => binding.reassigned).map((binding) => binding.name);
}

test('a name that nothing declares is global', () => {
  expect(targets('use(x, undefined)')).toEqual(['global']);
  expect(targets('use(undefined)', 'undefined')).toEqual(['global']);
});

test('a use before its declaration is resolved to it', () => {
  expect(targets('use(x); const x = 1')).toEqual(['const@14']);
});

test('let and const belong to their block', () => {
  expect(targets('let x; { let x; x } x')).toEqual(['let@13', 'let@4']);
});

test('var belongs to the function around its block', () => {
  expect(targets('function f() { x; if (a) { var x = 1 } } x')).toEqual(['var@31', 'global']);
});

test('parameters hide outer names, and the outer name is back after the function', () => {
  expect(targets('const x = 1; function f(x) { return x } x')).toEqual(['param@24', 'const@6']);
});

test('a default does not see the variables of the body', () => {
  expect(targets('const x = 1; function f(a = x) { const x = 2; return x }')).toEqual(['const@6', 'const@39']);
});

test('a default sees the parameters', () => {
  expect(targets('const x = 1; (x, a = x) => a')).toEqual(['param@14']);
});

test('var with the name of a parameter is the parameter', () => {
  expect(targets('function f(x) { var x; return x }')).toEqual(['param@11']);
});

test('a catch variable belongs to its handler', () => {
  expect(targets('try { x } catch (x) { x } x')).toEqual(['global', 'catch@17', 'global']);
});

test('a named function expression binds its name inside only', () => {
  expect(targets('const f = function x() { x }; x')).toEqual(['function@19', 'global']);
});

test('a named class expression binds its name inside only', () => {
  expect(targets('const C = class x { m() { x } }; x')).toEqual(['class@16', 'global']);
});

test('function declarations are visible before them', () => {
  expect(targets('x(); function x() {}')).toEqual(['function@14']);
});

test('a function of a block is visible outside it in a sloppy script, and not in a module', () => {
  expect(targets('if (a) { function x() {} } x()', 'x', 'a.js')).toEqual(['function@18']);
  expect(targets('if (a) { function x() {} } x(); export {}')).toEqual(['global']);
  expect(targets("'use strict'; if (a) { function x() {} } x()", 'x', 'a.js')).toEqual(['global']);
});

test('a loop has its own variables', () => {
  expect(targets('for (const x of xs) x; for (let x = 0; x < 1; x++) x; x')).toEqual([
    'const@11', 'const@11', 'let@32', 'let@32', 'let@32', 'global',
  ]);
});

test('the cases of a switch share a scope', () => {
  expect(targets('switch (a) { case 1: let x; case 2: x } x')).toEqual(['let@25', 'global']);
});

test('namespaces and enums are scopes and bindings', () => {
  expect(targets('namespace x { export const y = 1 } x.y')).toEqual(['namespace@10']);
  expect(targets('enum x { A = 1, B = A } x.B', 'A')).toEqual(['const@9']);
});

test('members, labels, keys and types are not uses', () => {
  expect(targets('const x = 1; a.x; x: for (;;) break x; ({ x: 1 }); let y: x')).toEqual([]);
});

test('a shorthand property is a use', () => {
  expect(targets('const x = 1; ({ x })')).toEqual(['const@6']);
});

test('the tag of an element is a use unless it is an intrinsic element', () => {
  expect(targets('const X = 1; <X a={X} />', 'X', 'a.tsx')).toEqual(['const@6', 'const@6']);
  expect(targets('const x = 1; <x a={1} />', 'x', 'a.tsx')).toEqual(['global']);
});

test('owner is the function that a binding is local to', () => {
  const { bindings } = extract('a.ts', 'const a = 1; function f(b) { let c; return (d) => { { const e = 1 } } }');
  expect(bindings.map(({ name, owner }) => [name, owner])).toEqual([['a', -1], ['f', -1], ['b', 0], ['c', 0], ['d', 1], ['e', 1]]);
});

test('what is assigned after its declaration is reassigned', () => {
  expect(reassigned('let a = 1, b = 1, c, d = 1, e, f, g, h; a = 2; b++; c ||= 1; [d] = []; ({ e } = {}); for (f of []); for (g in {}); use(h)')).toEqual(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  );
});

test('what is assigned in a nested function, or before its declaration, is reassigned', () => {
  expect(reassigned('let a = 1; () => { a = 2 }; b = 3; var b')).toEqual(['a', 'b']);
});

test('an inner variable that is assigned leaves the outer one alone', () => {
  const { bindings } = extract('a.ts', 'const a = 1; function f() { let a; a = 2 }');
  expect(bindings.filter((binding) => binding.name === 'a').map((binding) => binding.reassigned)).toEqual([undefined, true]);
});

test('what is declared twice with a value is reassigned', () => {
  expect(reassigned('var a = 1; var a = 2; var b = 1; var b; function c() {} function c() {}', 'a.js')).toEqual(['a', 'c']);
});

test('overload signatures and merged namespaces are not reassignments', () => {
  expect(reassigned('function f(a: string): void; function f(a: number): void; function f() {} namespace f { export const y = 1 }')).toEqual([]);
});
