import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

function body(text: string): string[] {
  const facts = extract('a.ts', text);
  return printer(facts).lines(facts.body);
}

test('each name is a member of a temporary', () => {
  expect(body('const { a, b: c } = f()')).toEqual(['temporary #0 = f()', 'const a#1 = #0.a', 'const c#2 = #0.b']);
});

test('a name that is taken apart needs no temporary', () => {
  expect(body('const o = 1; const { a, b } = o')).toEqual(['const o#0 = 1', 'const a#1 = o#0.a', 'const b#2 = o#0.b']);
});

test('what is read once needs no temporary', () => {
  expect(body("const { Router } = require('express')")).toEqual(['const Router#0 = require("express").Router']);
});

test('an annotation stays on the temporary', () => {
  const facts = extract('a.ts', 'const { a }: Config = f()');
  expect(printer(facts).lines(facts.body)).toEqual(['temporary #0 = f()', 'const a#1 = #0.a']);
  expect(facts.bindings[0]!.type).toEqual({ name: 'Config', binding: -1, start: 13, end: 19 });
});

test('defaults are `??`', () => {
  expect(body('const { a = 1 } = o')).toEqual(['const a#0 = (o.a ?? 1)']);
});

test('nested patterns are members of members', () => {
  expect(body('const { a: { b, c }, d: { e } } = o')).toEqual([
    'temporary #0 = o.a', 'const b#1 = #0.b', 'const c#2 = #0.c', 'const e#3 = o.d.e',
  ]);
});

test('array elements are members by index, and holes are skipped', () => {
  expect(body('let [a, , b] = o')).toEqual(['let a#0 = o[0]', 'let b#1 = o[2]']);
});

test('rest elements are unknown, with what they are taken from', () => {
  expect(body('const { a, ...b } = o; const [...c] = o')).toEqual(['const a#0 = o.a', 'const b#1 = <rest o>', 'const c#2 = <rest o>']);
});

test('computed keys are computed members', () => {
  expect(body('const { [k]: a, "x-y": b } = o')).toEqual(['const a#0 = o[k]', 'const b#1 = o.x-y']);
});

test('a destructuring assignment is a sequence of assignments with the value as its result', () => {
  expect(body('[a, b.c] = [b, a]')).toEqual(['(#0 = [b, a], a = #0[0], b.c = #0[1], #0)']);
  expect(body('({ a, b: c = 1, d: [e], ...f } = o)')).toEqual([
    '(#0 = o, a = #0.a, c = (#0.b ?? 1), (#1 = #0.d, e = #1[0], #1), f = <rest #0>, #0)',
  ]);
  expect(body('({ a = 1 } = o)')).toEqual(['(#0 = o, a = (#0.a ?? 1), #0)']);
});

test('the variable of a for-of is taken apart at the start of the body', () => {
  expect(body('for (const [k, v] of xs) use(k, v)')).toEqual(['for-of each #0 in xs {const k#1 = #0[0]; const v#2 = #0[1]; use(k#1, v#2)}']);
  expect(body('for ({ a: b.c } of xs) ;')).toEqual(['for-of each #0 in xs {b.c = #0.a}']);
});

test('a destructured parameter has a nameless binding and a pattern', () => {
  const facts = extract('a.ts', 'function f({ a, b: { c = 1 } }, [d], e = {}) {}');
  const { params } = facts.functions[0]!;
  expect(params.map(({ binding, pattern }) => [facts.bindings[binding]!.name, facts.bindings[binding]!.kind, pattern && printer(facts).lines(pattern)])).toEqual([
    ['', 'param', ['let a#2 = #1.a', 'let c#3 = (#1.b.c ?? 1)']],
    ['', 'param', ['let d#5 = #4[0]']],
    ['e', 'param', undefined],
  ]);
});

test('a destructured catch variable is taken apart in the handler', () => {
  expect(body('try {} catch ({ message }) { message }')).toEqual(['try {} catch catch #0 {let message#1 = #0.message; message#1}']);
});

test('init is the same object in the binding and the statement', () => {
  const { bindings, body: [statement] } = extract('a.ts', 'const a = f()');
  expect(statement).toEqual({ kind: 'declare', start: 6, end: 13, binding: 0, init: bindings[0]!.init });
  expect(statement?.kind === 'declare' && statement.init === bindings[0]!.init).toBe(true);
});
