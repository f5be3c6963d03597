import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addToFlatConfig } from './flat-config.ts';
import type { Step } from './step.ts';
import type { Survey } from './survey.ts';

/** The first version that the plugin works with. */
const LEAST = 9;
const PARSERS = ['typescript-eslint', '@typescript-eslint/parser'];

/** What is to be done for ESLint, and the packages that it takes. */
export function eslintSteps(survey: Survey): { steps: Step[]; packages: string[] } {
  const range = survey.dependencies.get('eslint');
  const major = Number(/\d+/.exec(range ?? '')?.[0] ?? LEAST);
  if (major < LEAST) return { steps: [{ kind: 'leave', file: 'ESLint', why: `the plugin needs version ${LEAST} or later, and ${range} is asked for` }], packages: [] };
  if (survey.flatConfigs.length > 0) return { steps: survey.flatConfigs.map((file) => entry(survey.folder, file)), packages: missing(['eslint'], survey) };
  if (survey.legacyConfig !== undefined) {
    return { steps: [{ kind: 'print', file: survey.legacyConfig, why: `ESLint ${LEAST} reads flat configurations only ("npx @eslint/migrate-config ${survey.legacyConfig}" makes one)`, snippet: SNIPPET }], packages: [] };
  }
  const parser = survey.languages.typescript ? PARSERS.find((name) => survey.dependencies.has(name)) ?? PARSERS[0]! : undefined;
  const text = freshConfig(parser, survey.languages);
  return { steps: [{ kind: 'write', file: 'eslint.config.mjs', text }], packages: missing(['eslint', ...(parser === undefined ? [] : [parser])], survey) };
}

function entry(folder: string, file: string): Step {
  const before = readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '');
  const edit = addToFlatConfig(file, before);
  switch (edit.kind) {
    case 'edited': return { kind: 'edit', file, adds: 'the plugin', before, after: edit.text };
    case 'present': return { kind: 'leave', file, why: 'it has the plugin already' };
    case 'unclear': return { kind: 'print', file, why: edit.reason, snippet: /\bmodule\.exports\b/.test(before) ? COMMONJS_SNIPPET : SNIPPET };
  }
}

const SNIPPET = `import authlint from 'authlint/eslint';

export default [
  // what is there now
  authlint.configs.recommended,
];
`;

const COMMONJS_SNIPPET = `const authlint = require('authlint/eslint');

module.exports = [
  // what is there now
  authlint.configs.recommended,
];
`;

/** A configuration for a project that has none: it lints what the project is written in, with the rules of the plugin alone. */
function freshConfig(parser: string | undefined, { jsx, commonjs }: Survey['languages']): string {
  const imports = [
    "import authlint from 'authlint/eslint';",
    ...(parser === undefined ? [] : [parser === PARSERS[0] ? "import tseslint from 'typescript-eslint';" : "import tsParser from '@typescript-eslint/parser';"]),
  ];
  const elements = [
    "{ ignores: ['**/{dist,build,out,coverage}/**', '**/.*/**', '**/*.min.js'] },",
    ...(commonjs.length > 0 ? [`{ files: [${commonjs.map((pattern) => `'${pattern.replaceAll("'", "\\'")}'`).join(', ')}], languageOptions: { sourceType: 'commonjs' } },`] : []),
    ...(jsx ? ["{ languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },"] : []),
    ...(parser === undefined ? [] : [`{ files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: ${parser === PARSERS[0] ? 'tseslint.parser' : 'tsParser'} } },`]),
    'authlint.configs.recommended,',
  ];
  return `${imports.join('\n')}\n\nexport default [\n${elements.map((element) => `  ${element}`).join('\n')}\n];\n`;
}

function missing(packages: string[], { dependencies }: Survey): string[] {
  return packages.filter((name) => !dependencies.has(name));
}
