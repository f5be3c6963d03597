import ignore from 'ignore';
import { joinPaths } from './paths.ts';

export interface Globs {
  /** What the last pattern that fits says: `matched`, or `readmitted` when it starts with `!`; neither when none fits. */
  test(path: string, kind: 'file' | 'folder'): { matched: boolean; readmitted: boolean };
  /** Some pattern starts with `!`. */
  hasReadmissions: boolean;
}

/**
 * Patterns from the folder that paths are relative to: `*` and `?` inside a name, `**` across folders, `[a-z]`, `{a,b}`;
 * a folder stands for all that is in it; `!` takes out again what patterns before it took. Case counts.
 */
export function compileGlobs(patterns: string[]): Globs {
  const rules = patterns.map((pattern) => {
    const readmits = pattern.startsWith('!');
    const body = pattern.slice(readmits ? 1 : 0).replace(/^(?:\.?\/)+/, '');
    return { readmits, matcher: ignore({ ignorecase: false }).add(expandBraces(body || '**').filter(isTame).map((one) => `/${one}`)) };
  });
  return {
    test(path, kind) {
      const last = rules.findLast(({ matcher }) => matcher.ignores(kind === 'folder' ? `${path}/` : path));
      return { matched: last?.readmits === false, readmitted: last?.readmits === true };
    },
    hasReadmissions: rules.some(({ readmits }) => readmits),
  };
}

/** What a pattern with braces may become; more would fill the memory. */
const MOST_CHOICES = 1000;

const LONGEST = 1000;
/** Wildcards in a row of which each may end anywhere: matching takes the length of a name to that power. */
const MOST_IN_NAME = 3;
const MOST_IN_PATTERN = 8;

/** Whether a pattern can be matched soon, whatever the path (CWE-1333). Whoever wrote it is not trusted: one that cannot is left out. */
export function isTame(pattern: string): boolean {
  const wildcards = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  return pattern.length <= LONGEST && wildcards(pattern) <= MOST_IN_PATTERN && pattern.split('/').every((name) => wildcards(name) <= MOST_IN_NAME);
}

/** `a{b,c}` as `ab`, `ac`. An unclosed or single brace is text, and so are all when there would be more than a thousand patterns. */
export function expandBraces(pattern: string): string[] {
  if (pattern.length > LONGEST) return [pattern];
  const choices = [...pattern.matchAll(/\{([^{}]*,[^{}]*)\}/g)].reduce((product, [, list = '']) => product * list.split(',').length, 1);
  return choices > MOST_CHOICES ? [pattern] : expand(pattern);
}

function expand(pattern: string): string[] {
  const match = /^([^]*?)\{([^{}]*,[^{}]*)\}([^]*)$/.exec(pattern);
  if (!match) return [pattern];
  const [, before = '', choices = '', after = ''] = match;
  return [...new Set(choices.split(',').flatMap((choice) => expand(before + choice + after)))];
}

export function isGlob(text: string): boolean {
  return /[*?{[]/.test(text);
}

/** The folder that all matches of a pattern are in. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex(isGlob);
  return joinPaths(...parts.slice(0, first < 0 ? -1 : first), '.');
}
