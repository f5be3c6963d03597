import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Modules as TypeScript refers to them from CommonJS: a type of a module in the other system. */
const ESM = "'./index.js', { with: { 'resolution-mode': 'import' } }";

/**
 * Writes what `require` gets beside what `import` gets, for both exports of the package: one instance of the code, and declarations
 * of CommonJS, without which TypeScript refuses `require` of a package that is written as modules.
 *
 * @param out absolute: the folder of the built package
 */
export function commonjs(out) {
  const api = join(out, 'src');
  write(api, 'module.exports = require(\'./index.js\');', [
    `type Api = typeof import(${ESM});`,
    "export type * from './index.js' with { 'resolution-mode': 'import' };",
    ...valuesOf(join(api, 'index.js')).flatMap((name) => [
      `export declare const ${name}: Api['${name}'];`,
// A class is a type, too.
      ...(/^[A-Z]/.test(name) ? [`export type ${name} = InstanceType<Api['${name}']>;`] : []),
    ]),
  ]);
  write(join(out, 'src/eslint'), 'module.exports = require(\'./index.js\');', [
    `declare const plugin: typeof import(${ESM}).default;`,
    'export = plugin;',
  ]);
}

function write(folder, code, declarations) {
  writeFileSync(join(folder, 'index.cjs'), `'use strict';\n${code}\n`);
  writeFileSync(join(folder, 'index.d.cts'), `${declarations.join('\n')}\n`);
}

/** The names that a bundled module exports: esbuild lists them all at its end. */
function valuesOf(file) {
  const [, list] = /export \{([^}]*)\};?\s*$/.exec(readFileSync(file, 'utf8')) ?? [];
  if (list === undefined) throw new Error(`${file} does not end with a list of what it exports.`);
  return list.split(',').map((name) => name.trim().replace(/^.* as /, '')).filter(Boolean).sort();
}
