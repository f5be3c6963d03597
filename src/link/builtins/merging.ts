import type { CallRecord, Value } from '../../model/index.ts';
import { spreadInto } from '../evaluate.ts';
import { object } from '../values.ts';

/** Functions that put objects together into one: those of which the last wins, and those of which the first does. */
const LAST_WINS = new Map([
  ['deepmerge', new Set([''])],
  ['@fastify/deepmerge', new Set([''])],
  ['lodash', new Set(['merge', 'assign', 'extend'])],
  ['lodash-es', new Set(['merge', 'assign', 'extend'])],
  ['es-toolkit', new Set(['merge', 'toMerged'])],
]);
const FIRST_WINS = new Map([
  ['lodash', new Set(['defaults', 'defaultsDeep'])],
  ['lodash-es', new Set(['defaults', 'defaultsDeep'])],
  ['defu', new Set(['', 'defu'])],
]);
const BY_PATH = /^(lodash|lodash-es)\/(\w+)$/;

/** What such a call gives: the members of all, as far as they are known. `undefined`: it is another call. */
export function mergeCall({ callee, args }: CallRecord): Value | undefined {
  if (callee.kind !== 'external') return undefined;
  const [, base, name] = BY_PATH.exec(callee.package) ?? [undefined, callee.package, callee.path.at(-1) ?? ''];
  const last = LAST_WINS.get(base)?.has(name);
  if (!last && !FIRST_WINS.get(base)?.has(name)) return undefined;
  if (!args.some((arg) => arg.kind === 'object')) return undefined;
  const merged = object();
  // What else is among the arguments says how to merge.
  const parts = args.filter((arg, i) => i < 2 || base !== 'deepmerge');
  for (const part of last ? parts : [...parts].reverse()) if (part.kind !== 'literal') spreadInto(merged, part);
  return merged;
}
