import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Compiler } from '../../src/extract/compiler.ts';
import { COMPILER_PARTS } from '../../src/extract/compiler-parts.ts';
import { compilerSource } from '../../scripts/compiler.mjs';

type Extract = typeof import('../../src/extract/index.ts').extract;

const root = new URL('../../', import.meta.url);
const source = compilerSource(COMPILER_PARTS);
let withParts: Extract;
let withWhole: Extract;

beforeAll(async () => {
  withWhole = await extractor();
  withParts = await extractor(() => evaluate(source));
});

/** A copy of the room of its own, with the compiler given. */
async function extractor(load?: () => { ts: Compiler }): Promise<Extract> {
  vi.resetModules();
  const { loadCompiler } = await import('../../src/extract/compiler.ts');
  loadCompiler(load);
  return (await import('../../src/extract/index.ts')).extract;
}

/** What `require` would give of a file with this text. */
function evaluate(text: string): { ts: Compiler } {
  const module = { exports: {} as { ts: Compiler } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func -- It is our own, and what the build writes.
  new Function('module', 'require', text)(module, createRequire(import.meta.url));
  return module.exports;
}

it.each([
  ['src/', '.ts'], ['rules/', '.ts'], ['fixtures/apps/', '.js'], ['node_modules/express/lib/', '.js'], ['node_modules/zod/src/v4/core/', '.ts'], ['node_modules/eslint/lib/', '.js'],
])('the parts give the facts of %s**%s as the whole compiler does', (folder, extension) => {
  const files = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(extension) && !name.includes('node_modules'));
  expect(files.length).toBeGreaterThan(5);
  for (const name of files) {
    const text = readFileSync(new URL(`${folder}${name}`, root), 'utf8');
    expect(withParts(name, text)).toEqual(withWhole(name, text));
  }
});

it.each([
  ['a.ts', 'class { private constructor( }'],
  ['a.ts', 'const x: = 1; interface'],
  ['a.tsx', 'const a = <div>{<b></div>;'],
  ['a.js', "const s = 'open\nfunction ( { await /[/; `${ }"],
  ['a.js', '\\u{61}bc; 0b12; 1_; "\\x4"; /(?<a>.)(?<a>.)/v; @a.b() class C { #x in y; }'],
  ['a.js', 'f(1, // authlint-disable-line -- a reason\n 2); /* authlint-public: `x` */ g(/* authlint-disable-next-line */)'],
])('the parts say of broken %s what the whole compiler says: %s', (file, text) => {
  expect(withParts(file, text)).toEqual(withWhole(file, text));
});

it('leaves out nearly all of the compiler, and keeps its licence', () => {
  expect(source.length).toBeLessThan(2_000_000);
  expect(source).toContain('Copyright (c) Microsoft Corporation');
});

it('says what the compiler does not have', () => {
  expect(() => compilerSource(['createSourceFile', 'createSauceFile'])).toThrow('The compiler does not define createSauceFile.');
});
