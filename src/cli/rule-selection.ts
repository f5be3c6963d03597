import { currentName, formerNameNote, isRetired } from '../../rules/redirects.ts';
import type { Severity } from '../model/rule.ts';
import { UsageError } from './host.ts';
import { didYouMean } from './suggest.ts';

const SEVERITIES: string[] = ['error', 'warning', 'note'] satisfies Severity[];

/**
 * Reads `name` and `name:severity` as given to `--rule`. A former name means the rule of today.
 *
 * @returns `notes`: what to tell of former names
 * @throws UsageError when there is no such rule or severity
 */
export function ruleSelection(given: string[], known: string[]): { only: string[]; rules: Record<string, Severity>; notes: string[] } {
  const only: string[] = [];
  const rules: Record<string, Severity> = {};
  const notes: string[] = [];
  for (const text of given) {
    const [given = '', severity] = text.split(':', 2);
    const name = currentName(given);
    const note = formerNameNote(given);
    if (isRetired(given)) throw new UsageError(note);
    if (note) notes.push(note);
    if (!known.includes(name)) {
      throw new UsageError(`There is no rule "${name}".${didYouMean(name, known)} "authlint rules" lists them all.`);
    }
    if (severity !== undefined && !SEVERITIES.includes(severity)) {
      throw new UsageError(`--rule ${text}: "${severity}" is no severity.${didYouMean(severity, SEVERITIES)} It is one of ${SEVERITIES.join(', ')}.`);
    }
    if (!only.includes(name)) only.push(name);
    if (severity !== undefined) rules[name] = severity as Severity;
  }
  return { only, rules, notes };
}
