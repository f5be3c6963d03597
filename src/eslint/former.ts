import type { Rule as EslintRule } from 'eslint';
import { RENAMED, RETIRED } from '../../rules/renamed.ts';
import { currentName, formerNameNote } from '../../rules/redirects.ts';
import type { Rule } from '../model/index.ts';
import { pageOf } from './package.ts';
import { toEslintRule } from './rule.ts';

/** Rules under names that are not in use any more, so that configurations that have them go on working: a renamed rule reports as before, one that is gone reports nothing. */
export function formerRules(rules: Rule[]): Record<string, EslintRule.RuleModule> {
  const renamed = Object.entries(RENAMED).flatMap(([name, { since }]): [string, EslintRule.RuleModule][] => {
    const current = currentName(name);
    const rule = rules.find(({ meta }) => meta.name === current);
    if (!rule) return [];
    const module = toEslintRule(rule);
    const replacedBy = [{ rule: { name: current, url: pageOf(current) } }];
    return [[name, { ...module, meta: { ...module.meta, deprecated: { message: formerNameNote(name)!, deprecatedSince: since, replacedBy } } }]];
  });
  const retired = Object.entries(RETIRED).map(([name, { since }]): [string, EslintRule.RuleModule] => [
    name, { meta: { type: 'problem', schema: false, deprecated: { message: formerNameNote(name)!, deprecatedSince: since, replacedBy: [] } }, create: () => ({}) },
  ]);
  return Object.fromEntries([...renamed, ...retired]);
}
