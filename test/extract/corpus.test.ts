import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { violations } from './soundness.ts';

const root = new URL('../../', import.meta.url);

function sources(folder: string, extension: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.endsWith('.d.ts')).map((name) => `${folder}${name.replaceAll('\\', '/')}`);
}

test.each([
  ['our own sources', 'src/', '.ts'],
  ['express', 'node_modules/express/lib/', '.js'],
  ['eslint', 'node_modules/eslint/lib/', '.js'],
  ['zod, as TypeScript', 'node_modules/zod/src/v4/core/', '.ts'],
])('facts of %s are sound', (_name, folder, extension) => {
  const files = sources(folder, extension);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(new URL(file, root), 'utf8');
    const facts = extract(file, text);
    expect({ file, diagnostics: facts.diagnostics, violations: violations(facts, text) }).toEqual({ file, diagnostics: [], violations: [] });
    expect(isDeepStrictEqual(JSON.parse(JSON.stringify(facts)), facts)).toBe(true);
  }
});
