import { join, resolve } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { sourceOf, type Source } from '../../src/eslint/source.ts';

const cwd = resolve('/project');

/** The source as a rule sees it. */
function lint(text: string, options: { filename?: string; typescript?: boolean; jsx?: boolean } = {}): Source | undefined {
  let seen: Source | undefined;
  const spy = { create: (context: Parameters<typeof sourceOf>[0]) => ({ Program: () => void (seen = sourceOf(context)) }) };
  const messages = new Linter({ cwd }).verify(
    text,
    {
      files: ['**/*.{js,ts,tsx,vue}'],
      plugins: { test: { rules: { spy } } },
      rules: { 'test/spy': 'error' },
      languageOptions: {
        ...(options.typescript && { parser: typescriptParser }),
        parserOptions: { ecmaFeatures: { jsx: options.jsx ?? false } },
      },
    },
    options.filename === undefined ? {} : { filename: options.filename },
  );
  expect(messages).toEqual([]);
  return seen;
}

it('is the text without its byte order mark, and the absolute path', () => {
  expect(lint('\uFEFF1;', { filename: join(cwd, 'src/a.js') })).toEqual({ file: join(cwd, 'src/a.js'), text: '1;', cwd });
});

it('takes text without a name for a file of the language of its parser', () => {
  expect(lint('1;')?.file).toBe(join(cwd, 'input.js'));
  expect(lint('1;', { typescript: true })?.file).toBe(join(cwd, 'input.ts'));
  expect(lint('1;', { typescript: true, jsx: true })?.file).toBe(join(cwd, 'input.tsx'));
});

it('keeps the name of a block of code', () => {
  expect(lint('1;', { filename: '<text>/0_block.ts', typescript: true })?.file).toBe(join(cwd, 'text/0_block.ts'));
});

it('is undefined where the text is not a script as a whole', () => {
  expect(lint('1;', { filename: join(cwd, 'a.vue') })).toBeUndefined();
});
