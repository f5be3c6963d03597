import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import type { Rule } from '../../src/model/index.ts';
import { toEslintRule } from '../../src/eslint/rule.ts';
import { applyEdits, byPlace, type Outcome } from './outcome.ts';

export const SOURCE = /\.[cm]?[jt]sx?$/;

interface LintOptions {
  /** Relative to the folder; each is linted. */
  files: string[];
  options?: unknown;
  parser?: 'typescript' | 'espree';
}

export interface Linted {
  outcomes: Outcome[];
  /** Files that the parser refuses, and why. */
  unparsed: string[];
}

/** Lints files of a folder with one rule. */
export async function runInEslint(folder: string, rule: Rule, { files, options, parser = 'typescript' }: LintOptions): Promise<Linted> {
  const { name } = rule.meta;
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    warnIgnored: false,
    overrideConfig: {
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      plugins: { authlint: { rules: { [name]: toEslintRule(rule) } } },
      rules: { [`authlint/${name}`]: options === undefined ? 'error' : ['error', options] },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: {
        parserOptions: { ecmaFeatures: { jsx: true } },
        ...(parser === 'typescript' && { parser: typescriptParser }),
      },
    },
  });
  return outcomesOf(folder, await eslint.lintFiles(files.map((file) => join(folder, file))));
}

export function outcomesOf(folder: string, results: ESLint.LintResult[]): Linted {
  const linted: Linted = { outcomes: [], unparsed: [] };
  for (const { filePath, messages, source } of results) {
    const file = relative(folder, filePath).replaceAll('\\', '/');
    for (const message of messages) {
      if (message.fatal) linted.unparsed.push(`${file}:${message.line}: ${message.message}`);
      else linted.outcomes.push(outcomeOf(file, (source ?? readFileSync(filePath, 'utf8')).replace(/^\uFEFF/, ''), message));
    }
  }
  linted.outcomes.sort(byPlace);
  return linted;
}

function outcomeOf(file: string, text: string, lint: Linter.LintMessage): Outcome {
  const { line, column, endLine = line, endColumn = column, messageId, message } = lint;
  const suggestions = (lint.suggestions ?? []).map(({ desc, fix }) => ({
    message: desc,
    output: applyEdits(text, [{ start: fix.range[0], end: fix.range[1], text: fix.text }]),
  }));
  return { file, line, column, endLine, endColumn, messageId, message, suggestions };
}
