import { isAbsolute, resolve } from 'node:path';
import type { Rule as EslintRule } from 'eslint';

/** What ESLint is linting: the text without a byte order mark, and where it is or would be. */
export interface Source {
  /** Absolute. */
  file: string;
  text: string;
  /** Absolute: what ESLint was started in. */
  cwd: string;
}

const SOURCE = /\.[cm]?[jt]sx?$/;

/** Undefined for a file whose text is not JavaScript or TypeScript as a whole, such as a Vue component. */
export function sourceOf(context: EslintRule.RuleContext): Source | undefined {
  const { cwd, sourceCode } = context;
  const file = isAbsolute(context.filename) ? context.filename : resolve(cwd, named(context));
  return SOURCE.test(file) ? { file, text: sourceCode.text, cwd } : undefined;
}

/** Text from standard input or a string has the name `<input>` or `<text>`: it is taken for a file of its parser's language. */
function named({ filename, languageOptions }: EslintRule.RuleContext): string {
  const name = filename.replace(/^<(\w+)>/, '$1');
  if (name === filename || SOURCE.test(name)) return name;
  const { parser, parserOptions } = (languageOptions ?? {}) as LanguageOptions;
  if (!/typescript/.test(parser?.meta?.name ?? '')) return `${name}.js`;
  return `${name}.${parserOptions?.ecmaFeatures?.jsx ? 'tsx' : 'ts'}`;
}

interface LanguageOptions {
  parser?: { meta?: { name?: string } };
  parserOptions?: { ecmaFeatures?: { jsx?: boolean } };
}
