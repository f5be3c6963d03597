import type { ESLint, Linter, Rule as EslintRule } from 'eslint';
import { rules } from '../../rules/registry.ts';
import { configOf } from './configs.ts';
import { name, version } from './package.ts';
import { formerRules } from './former.ts';
import { toEslintRule } from './rule.ts';

interface Plugin extends ESLint.Plugin {
  rules: Record<string, EslintRule.RuleModule>;
  configs: Record<'recommended' | 'strict', Linter.Config>;
}

const bare: ESLint.Plugin & Pick<Plugin, 'rules'> = {
  meta: { name, version, namespace: name },
  rules: { ...Object.fromEntries(rules.map((rule) => [rule.meta.name, toEslintRule(rule)])), ...formerRules(rules) },
};

/**
 * The ESLint plugin: `rules`, and the flat configs `configs.recommended` and `configs.strict`. For ESLint 9 and 10, with any
 * parser. The file being linted is taken as typed; what is known of the others is what is on disk.
 */
const plugin: Plugin = Object.assign(bare, {
  configs: { recommended: configOf(bare, 'recommended', rules), strict: configOf(bare, 'strict', rules) },
});

// What `require` gives to a configuration in CommonJS.
export { plugin as default, plugin as 'module.exports' };
