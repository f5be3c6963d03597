import type { z } from 'zod';
import { closest } from './closest.ts';
import { configSchema } from './config-schema.ts';

/** What is wrong with a configuration: one line a problem, each with the path of the key. `prefix`: the key that it is under. */
export function describeIssues(issues: z.core.$ZodIssue[], prefix: string[]): string[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [`${keyPath(path)}: ${cause(issue)}`];
    const known = keysAt(configSchema, issue.path);
    return issue.keys.map((key) => `${keyPath([...path, key])}: no such key.${didYouMean(key, known)}`);
  });
}

/** The keys that an object at a path of the configuration may have. */
function keysAt(schema: z.core.$ZodType, path: PropertyKey[]): string[] {
  const { def } = schema._zod as { def: { type: string; innerType?: z.core.$ZodType; in?: z.core.$ZodType; element?: z.core.$ZodType; valueType?: z.core.$ZodType; options?: z.core.$ZodType[]; shape?: Record<string, z.core.$ZodType> } };
  const inner = def.innerType ?? def.in;
  if (inner) return keysAt(inner, path);
  if (def.options) return def.options.flatMap((option) => keysAt(option, path));
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(def.shape ?? {});
  const next = def.shape?.[String(key)] ?? def.element ?? def.valueType;
  return next ? keysAt(next, rest) : [];
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
