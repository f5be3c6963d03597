import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { execute } from './installed.ts';

const loader = new URL('../../src/cli/compiled.ts', import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authlint-compiled-'));
  writeFileSync(join(folder, 'program-1.cjs'), `const { twice } = require('./part.cjs');\nexports.answer = () => twice(21) + require('node:path').sep.length - 1;\n`);
  writeFileSync(join(folder, 'part.cjs'), 'exports.twice = (number) => number * 2;\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the program of the folder in a new process, which keeps what it has compiled. */
async function run(env: Record<string, string> = {}): Promise<string> {
  const script = join(folder, 'run.mjs');
  const { build } = await import('esbuild');
  await build({ entryPoints: [loader.pathname], bundle: true, platform: 'node', format: 'esm', outfile: join(folder, 'compiled.mjs'), logLevel: 'error' });
  writeFileSync(script, `import { keepCompiled, loadCompiled } from './compiled.mjs';\nconsole.log(loadCompiled(${JSON.stringify(join(folder, 'program-1.cjs'))}).answer());\nkeepCompiled();\n`);
  const { status, stdout, stderr } = await execute(script, [], { cwd: folder, env });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.trim();
}

const kept = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.bin')).sort();
const expected = ['part.cjs', 'program-1.cjs'].map((name) => `${name}.${process.version}-${process.platform}-${process.arch}.bin`);

it('keeps the code of each module beside it, and takes it from there', async () => {
  expect([await run(), kept()]).toEqual(['42', expected]);
  const before = kept().map((name) => readFileSync(join(folder, name)));
  expect(await run()).toBe('42');
  expect(kept().map((name) => readFileSync(join(folder, name)))).toEqual(before);
});

it('compiles again what was changed, and keeps that', async () => {
  await run();
  const file = join(folder, expected[1]!);
  const bytes = readFileSync(file);
  const good = Buffer.from(bytes);
  bytes[bytes.length >> 1]! ^= 0xff;
  writeFileSync(file, bytes);
  expect(await run()).toBe('42');
  expect(readFileSync(file).length).toBe(good.length);
  expect(readFileSync(file).equals(bytes)).toBe(false);
});

it('keeps nothing where Node is told not to', async () => {
  expect([await run({ NODE_DISABLE_COMPILE_CACHE: '1' }), kept()]).toEqual(['42', []]);
});

it('leaves no half-written file', async () => {
  await run();
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
