import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { commonjs } from '../../scripts/commonjs.mjs';

function built(code: string): string {
  const out = mkdtempSync(join(tmpdir(), 'authlint-commonjs-'));
  onTestFinished(() => rmSync(out, { recursive: true }));
  mkdirSync(join(out, 'src/eslint'), { recursive: true });
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(out, 'src/index.js'), code);
  writeFileSync(join(out, 'src/eslint/index.js'), "const plugin = { rules: {} };\nexport { plugin as default, plugin as 'module.exports' };\n");
  return out;
}

it('declares each value that the package exports, and classes as types, too', () => {
  const out = built('const run = 1;\nclass Broken extends Error {}\nexport {\n  Broken,\n  run as analyze\n};\n');
  commonjs(out);
  expect(readFileSync(join(out, 'src/index.d.cts'), 'utf8').split('\n').filter((line) => line.startsWith('export ')).map((line) => line.replace(/[:=].*/, '').trim())).toEqual([
    "export type * from './index.js' with { 'resolution-mode'", 'export declare const Broken', 'export type Broken', 'export declare const analyze',
  ]);
});

it('gives what import gives', async () => {
  const out = built('class Broken extends Error {}\nexport { Broken };\n');
  commonjs(out);
  const require = createRequire(join(out, 'src/index.js'));
  expect(require('./eslint/index.cjs')).toEqual({ rules: {} });
  expect(Object.keys(require('./index.cjs'))).toContain('Broken');
});

it('refuses a build whose exports it cannot read', () => {
  expect(() => commonjs(built('export default 1;\n'))).toThrow('does not end with a list');
});
