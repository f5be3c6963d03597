import { relative } from 'node:path';
import type { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/registry.ts';
import type { ProjectFolder } from '../harness/project-folder.ts';
import { outcomesOf, type Linted } from '../harness/linter.ts';
import { eslint, projectWithPlugin, run } from './installed.ts';

const CONFIG = `
const authlint = require('authlint/eslint');
module.exports = [authlint.configs.recommended, { files: ['**/*.ts'], languageOptions: { parser: require('@typescript-eslint/parser') } }];
`;

const FILES = {
  'eslint.config.cjs': CONFIG,
  'package.json': '{ "name": "shop" }',
  'src/keys.ts': `export const SIGNING_KEY: string = 'mZ3vQ8xT1pLs9KdR7wYb';\n`,
  'src/token.js': `
const jwt = require('jsonwebtoken');
const { SIGNING_KEY } = require('./keys');
exports.issue = (user) => jwt.sign({ sub: user.id }, SIGNING_KEY, { expiresIn: '15m' });
exports.read = (token) => jwt.verify(token, SIGNING_KEY);
`,
  'src/disabled.js': `
const jwt = require('jsonwebtoken');
exports.read = (token, key) => {
  // eslint-disable-next-line authlint/require-jwt-algorithm -- checked by the gateway
  return jwt.verify(token, key);
};
`,
};

let folder: ProjectFolder;
beforeAll(() => {
  folder = projectWithPlugin(FILES);
}, 180_000);
afterAll(() => folder?.remove());

async function outcomes(version: 9 | 10): Promise<Linted & { suppressed: string[] }> {
  const { results, error } = await eslint(folder.path, version);
  expect(error).toBe('');
  const suppressed = results.flatMap(({ filePath, suppressedMessages }: ESLint.LintResult) =>
    suppressedMessages.map(({ ruleId, line }) => `${relative(folder.path, filePath).replaceAll('\\', '/')}:${line} ${ruleId}`),
  );
  return { ...outcomesOf(folder.path, results), suppressed };
}

it('finds the same under ESLint 9 and 10, with what is known of other files', { timeout: 120_000 }, async () => {
  const ten = await outcomes(10);
  expect(ten).toMatchObject({
    outcomes: [
      { file: 'src/keys.ts', line: 1, column: 36 },
      { file: 'src/token.js', line: 5, messageId: 'missing', suggestions: [{ output: expect.stringContaining(`algorithms: ['HS256']`) }] },
    ],
    unparsed: [],
    suppressed: ['src/disabled.js:5 authlint/require-jwt-algorithm'],
  });
  expect(await outcomes(9)).toEqual(ten);
});

it('is what require gives, without loading ESLint, TypeScript or a parser', () => {
  const code = `
    const before = Object.keys(require.cache).length;
    const plugin = require('authlint/eslint');
    const loaded = Object.keys(require.cache).filter((path) => /node_modules.(eslint|@eslint|typescript|@typescript-eslint|ts-morph|@ts-morph)\\b/.test(path));
    console.log(JSON.stringify({ meta: plugin.meta, rules: Object.keys(plugin.rules), configs: Object.keys(plugin.configs), same: plugin === plugin.default || plugin.default === undefined, loaded }));
  `;
  expect(JSON.parse(run(folder, code))).toEqual({
    meta: { name: 'authlint', version: manifest.version, namespace: 'authlint' },
    rules: rules.map(({ meta }) => meta.name),
    configs: ['recommended', 'strict'],
    same: true,
    loaded: [],
  });
});

it('is what import gives', () => {
  expect(run(folder, `import('authlint/eslint').then(({ default: plugin }) => console.log(plugin === require('authlint/eslint')))`)).toBe('true\n');
});
