import type { FunctionValue, ModuleFacts, Site, Value } from '../../model/index.ts';
import { alternatives, lineEndAfter } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import type { Check } from './checks.ts';

export type Kind = 'query' | 'mutation' | 'subscription';
export const KINDS: Kind[] = ['query', 'mutation', 'subscription'];

/** A field of a root type, as some library lets it be declared. */
export interface Operation {
  kind: Kind;
  /** Its name; below a type that only groups others, the names that lead to it. */
  path: string[];
  /** The type and the field that stand for it in the schema. */
  type: string;
  field: string;
  handler: Element | undefined;
  /** What the declaration puts in front of the resolver. */
  before: Check[];
  /** What a finding underlines. */
  site: Site;
  /** Where the object, class or builder stands that it shares with its siblings. */
  group: Site;
  /** What the server is given it in: the map, type, builder or class that it is declared with. */
  origin: Value;
  /** Why not everything in front is known. */
  unknown?: string;
}

/** Up to the end of the line, which says what is declared. */
export function firstLine(module: ModuleFacts, start: number, end: number): Site {
  return { module, start, end: Math.min(end, lineEndAfter(module, start) ?? end) };
}

/** The function that does the work, where another one was put around it: what a wrapper was given, or holds. */
export function originOf(fn: FunctionValue, depth = 0): FunctionValue {
  if (fn.fn.owner < 0 || depth > 4) return fn;
  const given = (fn.scope.args ?? []).flatMap(alternatives).filter((one) => one.kind === 'function');
  const held = given.length > 0 ? given : [...fn.scope.values.values()].filter((one): one is FunctionValue => one.kind === 'function' && one.fn !== fn.fn && one.scope !== fn.scope && one.fn.owner !== fn.fn.owner);
  const inner = held.at(-1);
  return inner && inner.fn !== fn.fn ? originOf(inner, depth + 1) : fn;
}

/** Where a resolver is written. */
export function siteOfResolver(value: Value, fallback: Site): Site {
  for (const one of alternatives(value)) {
    if (one.kind === 'function') {
      const { module, fn } = originOf(one);
      return firstLine(module, fn.start, fn.end);
    }
    if (one.kind === 'result') return firstLine(one.call.module, one.call.expr.start, one.call.expr.callee.end);
    if (one.kind === 'object' && one.site) return firstLine(one.site.module, one.site.start, one.site.end);
  }
  return fallback;
}
