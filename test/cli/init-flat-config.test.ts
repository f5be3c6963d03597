import { describe, expect, it } from 'vitest';
import { addToFlatConfig } from '../../src/cli/init/flat-config.ts';

const edited = (text: string, path = 'eslint.config.mjs'): string => {
  const result = addToFlatConfig(path, text);
  if (result.kind !== 'edited') throw new Error(JSON.stringify(result));
  return result.text;
};

describe('an element is added to', () => {
  it('an array with one element a line, behind a comment', () => {
    expect(edited(`import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  { languageOptions: { globals: globals.node } } // of Node
];
`)).toBe(`import js from "@eslint/js";
import globals from "globals";
import authlint from "authlint/eslint";

export default [
  js.configs.recommended,
  { languageOptions: { globals: globals.node } }, // of Node
  authlint.configs.recommended
];
`);
  });

  it('an array behind a name, without semicolons, with a comma at its end and CRLF', () => {
    expect(edited("import js from '@eslint/js'\r\n\r\nconst config = [\r\n\tjs.configs.recommended,\r\n]\r\n\r\nexport default config\r\n")).toBe(
      "import js from '@eslint/js'\r\nimport authlint from 'authlint/eslint'\r\n\r\nconst config = [\r\n\tjs.configs.recommended,\r\n\tauthlint.configs.recommended,\r\n]\r\n\r\nexport default config\r\n");
  });

  it('an array of CommonJS whose elements stand close together', () => {
    expect(edited(`const { FlatCompat, } = require('@eslint/eslintrc');
const js = require('@eslint/js').configs;

const compat = new FlatCompat();

module.exports = [{
  ignores: ['dist'],
}, ...compat.extends('eslint:recommended'), {
  rules: {},
}];
`, 'eslint.config.js')).toBe(`const { FlatCompat, } = require('@eslint/eslintrc');
const js = require('@eslint/js').configs;
const authlint = require('authlint/eslint');

const compat = new FlatCompat();

module.exports = [{
  ignores: ['dist'],
}, ...compat.extends('eslint:recommended'), {
  rules: {},
}, authlint.configs.recommended];
`);
  });

  it('the last line of an array without a comma at its end', () => {
    expect(edited('module.exports = [\n    {\n        rules: {}\n    }\n];\n', 'eslint.config.js')).toBe("const authlint = require('authlint/eslint');\nmodule.exports = [\n    {\n        rules: {}\n    },\n    authlint.configs.recommended\n];\n");
  });

  it('an empty array, and one object, which becomes an array', () => {
    expect(edited('export default [];\n')).toBe("import authlint from 'authlint/eslint';\nexport default [authlint.configs.recommended];\n");
    expect(edited("'use strict';\nmodule.exports = { rules: {} };\n", 'eslint.config.cjs')).toBe("'use strict';\nconst authlint = require('authlint/eslint');\nmodule.exports = [{ rules: {} }, authlint.configs.recommended];\n");
  });

  it('what an element asserts of itself', () => {
    expect(edited("import x from 'x';\nexport default [\n  ...(x as any),\n  (x as Config) /* why */\n] satisfies Config[];\n", 'eslint.config.ts')).toBe(
      "import x from 'x';\nimport authlint from 'authlint/eslint';\nexport default [\n  ...(x as any),\n  (x as Config), /* why */\n  authlint.configs.recommended\n] satisfies Config[];\n");
  });

  it.each([
    ["import { defineConfig } from 'eslint/config';\n", 'defineConfig([\n  { rules: {} },\n])', 'defineConfig([\n  { rules: {} },\n  authlint.configs.recommended,\n])'],
    ["import { defineConfig as define } from 'eslint/config';\n", 'define({ rules: {} }, [x])', 'define({ rules: {} }, [x], authlint.configs.recommended)'],
    ["import tseslint from 'typescript-eslint';\n", 'tseslint.config(\n  tseslint.configs.recommended,\n)', 'tseslint.config(\n  tseslint.configs.recommended,\n  authlint.configs.recommended,\n)'],
    ["import antfu from '@antfu/eslint-config';\n", 'await antfu({ type: "app" })', 'await antfu({ type: "app" }, authlint.configs.recommended)'],
    ["import withNuxt from './.nuxt/eslint.config.mjs';\n", 'withNuxt([a])', 'withNuxt([a], authlint.configs.recommended)'],
  ])('the call after %s', (head, call, changed) => {
    expect(edited(`${head}\nexport default ${call};\n`)).toBe(`${head}import authlint from 'authlint/eslint';\n\nexport default ${changed};\n`);
  });

  it('a call of CommonJS that was taken apart', () => {
    expect(edited("const { defineConfig } = require('eslint/config');\n\nmodule.exports = defineConfig([{ rules: {} }]);\n", 'eslint.config.js')).toBe(
      "const { defineConfig } = require('eslint/config');\nconst authlint = require('authlint/eslint');\n\nmodule.exports = defineConfig([{ rules: {} }, authlint.configs.recommended]);\n");
  });
});

it('takes another name when its own is in use', () => {
  expect(edited("import authlint from './own.js';\nexport default [authlint];\n")).toBe("import authlint from './own.js';\nimport authlintPlugin from 'authlint/eslint';\nexport default [authlint, authlintPlugin.configs.recommended];\n");
});

it('keeps a header and a note on types where they are', () => {
  expect(edited("// @ts-check\n\n/** @type {import('eslint').Linter.Config[]} */\nexport default [{ rules: {} }];\n")).toBe(
    "// @ts-check\nimport authlint from 'authlint/eslint';\n\n/** @type {import('eslint').Linter.Config[]} */\nexport default [{ rules: {} }, authlint.configs.recommended];\n");
});

it.each<[string, string]>([
  ['a function of someone else', "import neostandard from 'neostandard';\nexport default neostandard({});\n"],
  ['a name that is set twice', 'let config = [];\nconfig = [{}];\nexport default config;\n'],
  ['an imported configuration', "import config from './shared.js';\nexport default config;\n"],
  ['options alone are missing', "import antfu from '@antfu/eslint-config';\nexport default antfu();\n"],
  ['a function of the same name from elsewhere', "import { defineConfig } from './own.js';\nexport default defineConfig([]);\n"],
  ['what is made by a method', 'export default [{}].map((x) => x);\n'],
  ['nothing', 'const config = [];\n'],
  ['two of CommonJS', 'if (x) module.exports = [];\nelse module.exports = [{}];\n'],
  ['what does not parse', 'export default [\n'],
])('leaves alone: %s', (_, text) => {
  expect(addToFlatConfig('eslint.config.mjs', text).kind).toBe('unclear');
});

it('sees that it is there', () => {
  expect(addToFlatConfig('eslint.config.mjs', "import a from 'authlint/eslint';\nexport default [a.configs.strict];\n")).toEqual({ kind: 'present' });
});
