import { join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { afterEach, expect, it } from 'vitest';
import { viewOf } from '../../src/eslint/pass.ts';
import { toEslintRule } from '../../src/eslint/rule.ts';
import forbiddenValue from '../harness/forbidden-value.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

let folder: ProjectFolder;
afterEach(() => folder.remove());

function eslintIn(cwd: string): ESLint {
  return new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.{js,ts}'],
      plugins: { authlint: { rules: { 'no-forbidden-value': toEslintRule(forbiddenValue) } } },
      rules: { 'authlint/no-forbidden-value': 'error' },
      languageOptions: { parser: typescriptParser },
    },
  });
}

async function messages(cwd: string, text: string, filePath?: string): Promise<string[]> {
  const [result] = await eslintIn(cwd).lintText(text, filePath === undefined ? {} : { filePath });
  return result!.messages.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

it('sees the buffer as typed, and the other files as saved', async () => {
  folder = projectFolder({ 'a.ts': '', 'b.ts': `export const level = 'bad';\n` });
  expect(await messages(folder.path, `import { level } from './b';\nuse(level);`, 'a.ts')).toEqual(['2:5 level is bad, which is forbidden.']);
  expect(await messages(folder.path, '', 'a.ts')).toEqual([]);
});

it('sees text without a name', async () => {
  folder = projectFolder({ 'b.js': `export const level = 'bad';\n` });
  expect(await messages(folder.path, `import { level } from './b';\nuse(level);`)).toEqual(['2:5 level is bad, which is forbidden.']);
});

it('sees a file by itself that is outside of what ESLint was started in', () => {
  folder = projectFolder({ 'app/a.ts': '', 'b.ts': `use('bad');` });
  const view = viewOf({}, { file: join(folder.path, 'b.ts'), text: `use('bad');`, cwd: join(folder.path, 'app') }, undefined);
  expect(view?.findings(forbiddenValue, undefined).map(({ file, message }) => `${file} ${message}`)).toEqual(["b.ts 'bad' is bad, which is forbidden."]);
});

it('is the same for all rules of a pass, and another for the next', () => {
  folder = projectFolder({ 'a.ts': '', 'b.ts': '' });
  const source = (file: string): Parameters<typeof viewOf>[1] => ({ file: join(folder.path, file), text: '1', cwd: folder.path });
  const pass = {};
  const view = viewOf(pass, source('a.ts'), undefined);
  expect(view).toBeDefined();
  expect(viewOf(pass, source('a.ts'), undefined)).toBe(view);
  expect(viewOf({}, source('a.ts'), undefined)).not.toBe(view);
  expect(viewOf(pass, source('b.ts'), undefined)).not.toBe(view);
});
