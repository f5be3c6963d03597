import type { Rule as EslintRule } from 'eslint';
import type { Finding, Rule, Suggestion } from '../model/index.ts';
import { pageOf } from './package.ts';
import { viewOf } from './pass.ts';
import { defaultOptions, optionsSchema } from './schema.ts';
import { sourceOf } from './source.ts';

/** The ESLint rule that reports what this rule finds in the file being linted, at the same places and in the same words. */
export function toEslintRule(rule: Rule): EslintRule.RuleModule {
  const { name, description, preset, hasSuggestions = false } = rule.meta;
  return {
    meta: {
      type: 'problem',
      docs: { description, recommended: preset === 'recommended', url: pageOf(name) },
      messages: rule.messages,
      schema: [optionsSchema(rule)],
      defaultOptions: [defaultOptions(rule)],
      hasSuggestions,
      languages: ['js/js'],
    },
    create(context) {
      const source = sourceOf(context);
      if (!source) return {};
      return {
        Program(node) {
          const view = viewOf(node, source, context.settings['authlint']);
          for (const finding of view?.findings(rule, context.options[0]) ?? []) context.report(descriptor(finding));
        },
      };
    },
  };
}

function descriptor({ messageId, data, message, suggestions, ...at }: Finding): EslintRule.ReportDescriptor {
  return {
    loc: { start: { line: at.line, column: at.column - 1 }, end: { line: at.endLine, column: at.endColumn - 1 } },
    ...(messageId ? { messageId, data } : { message }),
    suggest: suggestions.filter((suggestion) => staysIn(at.file, suggestion)).map(({ message: desc, edits }) => ({
      desc,
      fix: (fixer) => edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text)),
    })),
  };
}

/** ESLint can edit no other file than the one it lints. */
function staysIn(file: string, { edits }: Suggestion): boolean {
  return edits.every((edit) => edit.file === undefined || edit.file === file);
}
