import { cpSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.ts';
import type { ProjectFolder } from '../harness/project-folder.ts';
import { check, eslint, oxlint, projectWithPlugin, type Said } from './installed.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/apps', import.meta.url));
const recommended = rules.filter(({ meta }) => meta.preset === 'recommended');

const HOSTS = {
  'package.json': '{ "name": "shop", "dependencies": { "jsonwebtoken": "9" } }',
  'eslint.config.mjs': `
import authlint from 'authlint/eslint';
import * as parser from '@typescript-eslint/parser';
export default [
  { ignores: ['**/*.mjs', 'node_modules'] },
  { files: ['**/*.{js,cjs,ts,tsx,mts}'], languageOptions: { parser } },
  authlint.configs.recommended,
];
`,
  '.oxlintrc.json': JSON.stringify({
    jsPlugins: ['authlint/eslint'],
    plugins: [],
    categories: { correctness: 'off' },
    ignorePatterns: ['**/*.mjs', 'node_modules'],
    rules: Object.fromEntries(recommended.map(({ meta }) => [`authlint/${meta.name}`, meta.severity === 'error' ? 'error' : 'warn'])),
  }),
};

const OWN = {
  // Characters of several units and bytes stand in front of what is found.
  'src/token.ts': `import jwt from 'jsonwebtoken';
export const read = (token: string) => ({ 'grüße 👋': jwt.verify(token, process.env.KEY!) });
// authlint-disable-next-line require-jwt-algorithm -- the gateway has checked it
export const trust = (token: string) => jwt.verify(token, process.env.KEY!);
`,
  'test/token.test.ts': `import jwt from 'jsonwebtoken';
const KEY = 'mZ3vQ8xT1pLs9KdR7wYb';
it('reads', () => jwt.verify(jwt.sign({ sub: 1 }, KEY), KEY));
`,
};

const folders: ProjectFolder[] = [];
/** An application as it is in the repository, with the configurations of all hosts. */
function application(name: string, installed: ProjectFolder): string {
  const path = join(installed.path, name);
  if (name !== 'own') cpSync(join(fixtures, name), path, { recursive: true, filter: (from) => !from.includes('node_modules') });
  installed.write(Object.fromEntries(Object.entries({ ...HOSTS, ...(name === 'own' ? OWN : {}) }).filter(([file]) => name === 'own' || file !== 'package.json').map(([file, text]) => [`${name}/${file}`, text])));
  symlinkSync(join(installed.path, 'node_modules'), join(path, 'node_modules'), 'junction');
  return path;
}

const inOrder = (said: Said[]): Said[] => said.toSorted((a, b) => key(a) < key(b) ? -1 : 1);
const key = ({ file, line, column, rule, message }: Said): string => `${file} ${String(line).padStart(6)} ${String(column).padStart(6)} ${rule} ${message}`;

async function byEslint(cwd: string, version: 9 | 10): Promise<Said[]> {
  const { results, error } = await eslint(cwd, version);
  expect(error).toBe('');
  return results.flatMap(({ filePath, messages }) => messages.map(({ line, column, ruleId, message }) => ({
    file: relative(cwd, filePath).replaceAll('\\', '/'), line, column, rule: (ruleId ?? 'none').replace('authlint/', ''), message,
  })));
}

let installed: ProjectFolder;
beforeAll(() => {
  installed = projectWithPlugin({ '.gitignore': 'node_modules\n' });
  folders.push(installed);
}, 180_000);
afterAll(() => folders.forEach((folder) => folder.remove()));

describe.each([['express-sample', 5], ['fastify-desk', 5], ['nestjs-market', 5], ['own', 1]])('%s', (name, least) => {
  let path: string;
  let expected: Said[];
  beforeAll(async () => {
    path = application(name, installed);
    expected = inOrder(await check(path));
  }, 120_000);

  it('has findings, and none in tests', () => {
    expect(expected.length).toBeGreaterThanOrEqual(least);
    expect(expected.filter(({ file }) => /\.test\./.test(file))).toEqual([]);
  });

  it.each([9, 10] as const)('ESLint %i finds what the command line finds', { timeout: 120_000 }, async (version) => {
    expect(inOrder(await byEslint(path, version))).toEqual(expected);
  });

  it('oxlint finds what the command line finds', { timeout: 120_000 }, async () => {
    const { said, besides } = await oxlint(path);
    expect(besides).toEqual([]);
    expect(inOrder(said)).toEqual(expected);
  });
});
