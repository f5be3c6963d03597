import type { Value } from '../../model/index.ts';
import { alternatives, boundedRegExp, textOf } from '../../link/index.ts';
import { coversRoute, pathRegExp } from './pattern.ts';

/** Whether a middleware runs in front of a route. `never`: not for its paths. `depends`: `reason` says on what. */
export type Coverage = { runs: 'always' | 'never' } | { runs: 'depends'; reason: string };

/**
 * Evaluates `config.matcher` of a middleware for a route (Next.js documentation, file conventions: proxy, "Matcher"): a
 * pattern, several, or objects that add conditions.
 *
 * @param path of the route, without the application's base path
 */
export function coverageOf(matcher: Value | undefined, path: string): Coverage {
  if (!matcher) return { runs: 'always' };
  const entries = alternatives(matcher).flatMap((one) => (one.kind === 'array' ? one.elements : [one]));
  const open = matcher.kind === 'array' && matcher.open === true;
  const results = entries.map((entry) => coverageBy(entry, path));
  if (results.some((one) => one.runs === 'always')) return { runs: 'always' };
  const vague = results.find((one) => one.runs === 'depends');
  if (vague) return vague;
  return open ? { runs: 'depends', reason: 'not all of its matcher could be resolved' } : { runs: 'never' };
}

function coverageBy(entry: Value, path: string): Coverage {
  if (entry.kind === 'object') {
    const source = entry.props.get('source');
    const found = source ? coverageBy(source, path) : { runs: 'always' as const };
    if (found.runs === 'never') return found;
    const [has, missing] = [entry.props.get('has'), entry.props.get('missing')];
    // Whoever calls decides what the request has, and so whether the middleware runs.
    if (isCondition(has)) return { runs: 'depends', reason: 'its matcher leaves out requests that lack something of the caller\'s choice (`has`)' };
    if (isCondition(missing)) return { runs: 'depends', reason: 'its matcher leaves out requests that have something of the caller\'s choice (`missing`)' };
    return found;
  }
  const text = textOf(entry);
  const regexp = text === undefined ? undefined : pathRegExp(text);
  if (!regexp) return { runs: 'depends', reason: 'its matcher could not be resolved' };
  const covers = coversRoute(regexp, path);
  return covers === undefined ? { runs: 'depends', reason: 'its matcher covers only some paths of the route' } : { runs: covers ? 'always' : 'never' };
}

function isCondition(value: Value | undefined): boolean {
  return value !== undefined && !(value.kind === 'array' && value.elements.length === 0) && !(value.kind === 'literal' && !value.value);
}

/** Whether the patterns that `createRouteMatcher` and the like are given mean this path; `undefined` when it cannot be told. */
export function matchesRoute(patterns: Value | undefined, path: string): boolean | undefined {
  let vague = patterns === undefined;
  for (const one of alternatives(patterns ?? { kind: 'literal', value: undefined }).flatMap((value) => (value.kind === 'array' ? [...value.elements, ...(value.open ? [undefined] : [])] : [value]))) {
    const matched = one && matchesOne(one, path);
    if (matched) return true;
    if (matched === undefined) vague = true;
  }
  return vague ? undefined : false;
}

function matchesOne(pattern: Value, path: string): boolean | undefined {
  if (pattern.kind === 'regexp') {
    const regexp = boundedRegExp(pattern.source, pattern.flags);
    return regexp && coversRoute(regexp, path);
  }
  const text = textOf(pattern);
  const regexp = text === undefined ? undefined : pathRegExp(text);
  return regexp && coversRoute(regexp, path);
}
