import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

function imports(text: string) {
  const { bindings, imports: facts } = extract('a.ts', text);
  return {
    facts: facts.map(({ source, form, typeOnly }) => [form, source, ...(typeOnly ? ['type'] : [])].join(' ')),
    bindings: bindings.filter((binding) => binding.import).map(({ name, import: from }) => `${name} = ${from!.source}#${from!.name}`),
  };
}

function exportsOf(text: string, path = 'a.ts'): string[] {
  const facts = extract(path, text);
  return facts.exports.map(({ name, binding, value, source, imported }) => [
    name,
    ...(binding === undefined ? [] : [`${facts.bindings[binding]!.kind} ${facts.bindings[binding]!.name}`]),
    ...(value === undefined ? [] : [`= ${printer(facts).expr(value)}`]),
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(imported === undefined ? [] : [`as ${imported}`]),
  ].join(' '));
}

test('import declarations', () => {
  expect(imports(`import 'a'; import b from 'b'; import * as c from 'c'; import d, { e, f as g, default as h, 'x-y' as i } from 'd';`)).toEqual({
    facts: ['import a', 'import b', 'import c', 'import d'],
    bindings: ['b = b#default', 'c = c#*', 'd = d#default', 'e = d#e', 'g = d#f', 'h = d#default', 'i = d#x-y'],
  });
});

test('imports of types are marked and still bind, for annotations', () => {
  expect(imports(`import type { A } from 'a'; import { type B } from 'b'; import { type C, c } from 'c';`)).toEqual({
    facts: ['import a type', 'import b type', 'import c'],
    bindings: ['A = a#A', 'B = b#B', 'C = c#C', 'c = c#c'],
  });
});

test('import equals', () => {
  expect(imports(`import a = require('a'); import type b = require('b'); export import c = require('c');`)).toEqual({
    facts: ['import-equals a', 'import-equals b type', 'import-equals c'],
    bindings: ['a = a#export=', 'b = b#export=', 'c = c#export='],
  });
  const facts = extract('a.ts', 'import * as n from "n"; import a = n.b.c;');
  expect(printer(facts).lines(facts.body)).toEqual(['const a#1 = n#0.b.c']);
});

test('require and import() are found anywhere, when they name a file', () => {
  expect(imports("f(require('a').b); () => import('c'); require(x); import(`d`); require.resolve('e'); import(`${x}`)").facts).toEqual([
    'require a', 'dynamic c', 'dynamic d',
  ]);
  const facts = extract('a.js', "require('a').b; import('c')");
  expect(printer(facts).lines(facts.body)).toEqual(['require("a").b', 'import("c")']);
});

test('the span of an import is its statement or call', () => {
  expect(extract('a.ts', "import 'a';\nx(require('b'));").imports).toEqual([
    { source: 'a', form: 'import', start: 0, end: 11 }, { source: 'b', form: 'require', start: 14, end: 26 },
  ]);
});

test('exported declarations', () => {
  expect(exportsOf('export const a = 1, { b, c: [d, ...e], ...g } = x; export let h; export function i() {} export class J {} export enum K {} export namespace l { export const m = 1 }')).toEqual([
    'a const a', 'b const b', 'd const d', 'e const e', 'g const g', 'h let h', 'i function i', 'J class J', 'K enum K', 'l namespace l',
  ]);
});

test('default exports', () => {
  expect(exportsOf('export default function f() {}')).toEqual(['default function f']);
  expect(exportsOf('export default function () {}')).toEqual(['default function default']);
  expect(exportsOf('export default class {}')).toEqual(['default class default']);
  expect(exportsOf('const a = 1; export default a')).toEqual(['default = a#0']);
  expect(exportsOf('export default () => 1')).toEqual(['default = fn0']);
  expect(extract('a.ts', 'export default () => 1').functions[0]!.name).toBe('default');
});

test('export lists, before and after what they name', () => {
  expect(exportsOf("export { a, b as c, d as default, e as 'x-y' }; const a = 1, b = 2, d = 3; function e() {}")).toEqual([
    'a const a', 'c const b', 'default const d', 'x-y function e',
  ]);
});

test('a list may export what is imported', () => {
  expect(exportsOf("import a from 'a'; export { a }")).toEqual(['a import a']);
});

test('exports of types have nothing to export', () => {
  expect(exportsOf('interface A {} type B = 1; export { A, B }; export interface C {} export type D = 1; export declare const e: A; export declare function f(): void')).toEqual([]);
});

test('re-exports', () => {
  const text = "export * from 'a'; export * as b from 'b'; export { c, d as e, default, default as f } from 'c'; export type { g } from 'g'";
  expect(exportsOf(text)).toEqual(['* from a', 'b from b as *', 'c from c as c', 'e from c as d', 'default from c as default', 'f from c as default', 'g from g as g']);
  expect(imports(text).facts).toEqual(['export-from a', 'export-from b', 'export-from c', 'export-from g type']);
});

test('export =', () => {
  expect(exportsOf('class A {} export = A')).toEqual(['export= = A#0']);
});

test('exports inside a namespace are not exports of the file', () => {
  expect(exportsOf('namespace n { export const a = 1; export function b() {} export { a as c } }')).toEqual([]);
});

test('CommonJS exports are assignments', () => {
  const facts = extract('a.js', "exports.a = 1; module.exports = { b }; module.exports.c = () => {}");
  expect(printer(facts).lines(facts.body)).toEqual(['exports.a = 1', 'module.exports = {b: b}', 'module.exports.c = fn0']);
  expect(facts.functions[0]!.name).toBe('c');
  expect(facts.exports).toEqual([]);
});

test('directives of the file', () => {
  const facts = extract('a.ts', "'use server';\n\"use x\";\nf();\n'no'");
  expect(facts.directives).toEqual(['use server', 'use x']);
  expect(printer(facts).lines(facts.body)).toEqual(['f()', '"no"']);
});
