import { isObject } from './json-files.ts';

/** Conditions that lead to source rather than to what was built from it. */
const SOURCE_FIRST = ['source', 'development'];
/** Conditions that other platforms than a server's, or only the type checker, fulfil. */
const LAST = ['browser', 'react-native', 'worker', 'workerd', 'edge-light', 'deno', 'bun', 'types'];

/**
 * Targets of a key (`.`, `./sub`, `#name`) in the `exports` or `imports` of a package.json, best first: under every
 * condition, since which of them hold is not known, and which of their files exist depends on what has been built.
 * Source: "Packages", Node.js documentation, sections "Conditional exports" and "Subpath patterns".
 */
export function mapTargets(map: unknown, key: string): string[] {
  const isTable = isObject(map) && Object.keys(map).some((name) => name.startsWith('.') || name.startsWith('#'));
  const table = isTable ? map : { '.': map };
  if (Object.hasOwn(table, key) && !key.includes('*')) return [...new Set(targets(table[key]))];
  for (const pattern of Object.keys(table).filter(isPattern).sort(bySpecificity)) {
    const [before = '', after = ''] = pattern.includes('*') ? pattern.split('*', 2) : [pattern];
    if (!key.startsWith(before) || !key.endsWith(after) || key.length < before.length + after.length) continue;
    const middle = key.slice(before.length, key.length - after.length);
    const found = targets(table[pattern]).map((target) => (pattern.includes('*') ? target.replaceAll('*', () => middle) : target + middle));
    return [...new Set(found)];
  }
  return [];
}

function targets(target: unknown): string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(targets);
  if (!isObject(target)) return [];
  return Object.keys(target)
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((condition) => targets(target[condition]));
}

function rank(condition: string): number {
  if (SOURCE_FIRST.includes(condition)) return -1;
  return LAST.includes(condition) ? 1 : 0;
}

/** `./x/*`, and the older `./x/`. */
function isPattern(key: string): boolean {
  return key.includes('*') || key.endsWith('/');
}

function bySpecificity(a: string, b: string): number {
  return prefixLength(b) - prefixLength(a) || b.length - a.length;
}

function prefixLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? pattern.length : star;
}
