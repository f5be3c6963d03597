import type { z } from 'zod';
import { closest } from './closest.ts';
import { configSchema, guardSetting } from './config-schema.ts';

/** What is wrong with a configuration: one line a problem, each with the path of the key. `prefix`: the key that it is under. */
export function describeIssues(issues: z.core.$ZodIssue[], prefix: string[]): string[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [`${keyPath(path)}: ${cause(issue)}`];
    const known = Object.keys(issue.path[0] === 'guards' ? guardSetting.shape : configSchema.shape);
    return issue.keys.map((key) => `${keyPath([...path, key])}: no such key.${didYouMean(key, known)}`);
  });
}

/** `rules.no-x[1].proves`. */
export function keyPath(path: PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '') || 'the configuration';
}

/** ' Did you mean "x"?', or nothing when no known word is close. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const suggestion = closest(word, known);
  return suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
}

function cause(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return expected(issue.values.map(String), issue.input);
  if (issue.code === 'invalid_union' && issue.path[0] === 'rules') {
    const [severity = issue.input, options] = Array.isArray(issue.input) ? (issue.input as unknown[]) : [];
    const severities = ['error', 'warning', 'note'];
    if (!Array.isArray(issue.input)) return expected(['off', ...severities], severity, ', or [severity, options]');
    if (!severities.includes(severity as string)) return `the first item: ${expected(severities, severity)}`;
    return `expected [severity, options], the options being an object${options === undefined ? '; there are none' : ''}.`;
  }
  if (issue.code === 'too_small') return 'expected a text that is not empty.';
  return `${issue.message.replace(/^Invalid input: /, '')}.`;
}

function expected(values: string[], found: unknown, alternative = ''): string {
  const list = `${values.slice(0, -1).map((value) => `"${value}"`).join(', ')} or "${values.at(-1)}"`;
  return `expected ${list}${alternative}.${typeof found === 'string' ? didYouMean(found, values) : ''}`;
}
