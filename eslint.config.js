import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import tseslint from 'typescript-eslint';

/** Mistakes that types do not show. */
const mistakes = {
  'array-callback-return': 'error',
  'default-case-last': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
  'no-dupe-else-if': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-fallthrough': 'error',
  'no-new-func': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
};

/** What SECURITY.md promises, as far as syntax shows it; the rest is in .dependency-cruiser.mjs. */
const promises = {
  'no-restricted-globals': ['error', ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({ name, message: 'Scanning opens no connection.' }))],
  'no-restricted-syntax': [
    'error',
    { selector: 'ImportExpression[source.type!="Literal"]', message: 'A computed import can load code of the scanned repository, which is never run.' },
    { selector: "Literal[value='ts-morph']", message: 'Only src/extract knows the compiler.' },
    { selector: "ImportDeclaration[importKind='value'][source.value='zod'] > ImportSpecifier", message: 'Write `import * as z`: what is not used of zod is then left out of what is published.' },
  ],
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'fixtures/', 'bench/.packages/', 'docs/.vitepress/{dist,cache,pages}/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{ts,js,mjs}'], rules: { ...mistakes, 'max-lines': ['error', 400] } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // `map ??= new Map()` and a new array pass through `any`; what matters is that nothing is read from one.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // Kinds of the compiler's nodes are compared with kinds of its tokens.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      '@typescript-eslint/no-unused-vars': ['error', { args: 'after-used', argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Signals of control flow (a return, a break) are thrown where code is interpreted.
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Interfaces are written with method shorthand, which says nothing about `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
    },
  },
  { files: ['src/**/*.ts', 'rules/**/*.ts'], rules: promises },
  {
    files: ['src/extract/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', promises['no-restricted-syntax'][1]] },
  },
  {
    // stdout is the report alone, and only the command line writes it.
    files: ['src/**/*.ts', 'rules/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/eslint/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    // What a test reads back, from JSON or a child process, has the type that the test then checks.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-template-curly-in-string': 'off',
    },
  },
);
