import type { Guard, RouteDetail } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import { isProtecting, segments, type Element, type Verdict } from '../../guards/index.ts';
import type { Declaration } from './declaration.ts';

/** A route as a description has it. */
export interface Draft {
  declaration: Declaration;
  method: string;
  /** Below the prefix. */
  path: string;
  /** With the prefix. */
  full: string;
  handler: Element | undefined;
}

/**
 * Routes that other frameworks have found of the same declarations: what a described call runs may end in a call of a framework
 * that is known, which tells what is in front of the handler there, and the whole path.
 */
export function alsoFound(drafts: Draft[], found: RouteDetail[]): Map<Draft, RouteDetail[]> {
  const byMethod = new Map<string, RouteDetail[]>();
  for (const detail of found) byMethod.set(detail.route.method, [...(byMethod.get(detail.route.method) ?? []), detail]);
  const sure = new Map(drafts.map((draft) => [draft, (byMethod.get(draft.method) ?? []).filter((detail) => isSame(draft, detail))]));
  const taken = new Set([...sure.values()].flat());
  const left = found.filter((detail) => !taken.has(detail));
  const likely = new Map<RouteDetail, Draft>();
  for (const draft of drafts.filter((one) => sure.get(one)!.length === 0)) {
    for (const detail of left) {
      const other = likely.get(detail);
      if (isLikely(draft, detail) && (!other || segments(other.path).length < segments(draft.path).length)) likely.set(detail, draft);
    }
  }
  for (const [detail, draft] of likely) sure.get(draft)!.push(detail);
  return sure;
}

/** It is registered inside the declaration, or it leads to the same handler. */
function isSame({ declaration: { span }, path, handler }: Draft, { route, module, start, handlers }: RouteDetail): boolean {
  if (module === span.module && start >= span.start && start < span.end) return true;
  const fns = handler ? alternatives(handler.value).flatMap((one) => (one.kind === 'function' ? [one.fn] : [])) : [];
  return endsWith(route.path, path) && handlers.some((fn) => fns.includes(fn.fn));
}

/** It has the same address; or it is registered by what the declaring call runs, at a path that ends like this one. */
function isLikely({ declaration, method, path, full }: Draft, { route, module }: RouteDetail): boolean {
  if (route.method !== method && route.method !== 'ALL') return false;
  if (declaration.framework.prefix !== undefined && route.path === full) return true;
  return route.method === method && segments(path).some((one) => !one.startsWith(':')) && declaration.runs.some((fn) => fn.module === module) && endsWith(route.path, path);
}

/** Segment for segment from the end; parameters match whatever they are called. */
function endsWith(path: string, end: string): boolean {
  const all = segments(path);
  const wanted = segments(end);
  return wanted.length <= all.length && wanted.every((one, i) => {
    const other = all[all.length - wanted.length + i]!;
    return one === other || (one.startsWith(':') && other.startsWith(':'));
  });
}

/** What is known of callers by both: what the other framework puts in front, and what the description says. */
export function both({ route: other, passed }: RouteDetail, own: Verdict): Verdict {
  const guards = distinct([...other.guards, ...own.guards]);
  const protecting = guards.filter(isProtecting);
  const deciding = [other, own].filter((one) => one.access === 'authorized');
  const known = deciding.length > 0 ? deciding : [other, own].filter((one) => one.access === 'authenticated');
  const merged: Verdict = {
    access: known[0]?.access ?? ([other, own].some((one) => one.access === 'unknown') ? 'unknown' : 'public'),
    roles: [...new Set(deciding.flatMap((one) => one.roles))],
    inHandler: known.length > 0 && known.every((one) => one.inHandler) && protecting.some((guard) => guard.inHandler),
    guards, passed: distinct([...passed, ...own.passed]),
  };
  const reason = other.unknownReason ?? own.unknownReason;
  if (merged.access === 'unknown' && reason) merged.unknownReason = reason;
  return merged;
}

/** Each check once, though both have found it. */
function distinct(guards: Guard[]): Guard[] {
  const seen = new Set<string>();
  return guards.filter((guard) => {
    const key = `${guard.file}:${guard.line}:${guard.column} ${guard.proves} ${guard.basis === 'config' ? guard.name : ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
