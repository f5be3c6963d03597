import type { Severity } from '../model/rule.ts';
import { UsageError } from './host.ts';
import { didYouMean } from './suggest.ts';

const SEVERITIES: string[] = ['error', 'warning', 'note'] satisfies Severity[];

/**
 * Reads `name` and `name:severity` as given to `--rule`.
 *
 * @throws UsageError when there is no such rule or severity
 */
export function ruleSelection(given: string[], known: string[]): { only: string[]; rules: Record<string, Severity> } {
  const only: string[] = [];
  const rules: Record<string, Severity> = {};
  for (const text of given) {
    const [name = '', severity] = text.split(':', 2);
    if (!known.includes(name)) {
      throw new UsageError(`There is no rule "${name}".${didYouMean(name, known)} "authlint rules" lists them all.`);
    }
    if (severity !== undefined && !SEVERITIES.includes(severity)) {
      throw new UsageError(`--rule ${text}: "${severity}" is no severity.${didYouMean(severity, SEVERITIES)} It is one of ${SEVERITIES.join(', ')}.`);
    }
    if (!only.includes(name)) only.push(name);
    if (severity !== undefined) rules[name] = severity as Severity;
  }
  return { only, rules };
}
