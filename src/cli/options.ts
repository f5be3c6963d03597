import type { Options } from 'yargs';
import { UsageError } from './host.ts';

/** The last of an option that was given more than once. */
export function last<T>(value: T | T[]): T {
  return Array.isArray(value) ? value.at(-1)! : value;
}

/** Options of every command. */
export const globalOptions = {
  color: { type: 'boolean', coerce: last<boolean>, describe: 'Colour the output (default: on a terminal); --no-color turns it off' },
  debug: { type: 'boolean', coerce: last<boolean>, describe: 'Say on stderr what was left out, what stayed unknown and why, and where time went; show internal errors in full' },
  stats: { type: 'boolean', coerce: last<boolean>, describe: 'Say on stderr how much was analysed, on what verdicts rest, and how long it took' },
  cache: { type: 'boolean', coerce: last<boolean>, describe: 'Keep what files hold and what was found, for runs to come, in node_modules/.cache/authlint or .authlint-cache' },
  'cache-location': { type: 'string', requiresArg: true, coerce: last<string>, describe: 'Keep it in this folder' },
} as const satisfies Record<string, Options>;

export const output = {
  type: 'string', alias: 'o', requiresArg: true, coerce: last<string>, describe: 'Write the report to this file instead of stdout',
} as const satisfies Options;

export const config = {
  type: 'string', alias: 'c', requiresArg: true, coerce: last<string>,
  describe: 'Configuration file (default: authlint.config.json, or "authlint" in package.json)',
} as const satisfies Options;

export const rule = {
  type: 'string', requiresArg: true, coerce: (given?: string | string[]) => given === undefined ? undefined : [given].flat(),
  describe: 'Run only this rule, as name or name:severity; repeatable',
} as const satisfies Options;

/** The argument of an option that counts something. */
export function wholeNumber(name: string): (value: unknown) => number | undefined {
  return (value) => {
    if (value === undefined) return undefined;
    const given = String(last(value as string | string[]));
    if (!/^\d+$/.test(given)) throw new UsageError(`--${name} needs a whole number, not "${given}".`);
    return Number(given);
  };
}
