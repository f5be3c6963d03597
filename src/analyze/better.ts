import type { Access, Finding, Route, Suggestion } from '../model/index.ts';
import type { Snapshot } from './snapshot.ts';
import { editsOf, moved } from './edits.ts';

/** A suggestion of a finding. */
export interface Offer { finding: Finding; suggestion: Suggestion }

/** What is known of the project with some edits made. */
export interface State {
  snapshot: Snapshot;
  /** What all rules find, without what comments suppress. */
  findings: Finding[];
}

/**
 * The suggestions whose findings are still there: at the place that was reported, or as many of one file and route as there were.
 */
export function staying(before: State, after: State, taken: Offer[]): Offer[] {
  const edits = taken.flatMap((offer) => editsOf(offer.finding, offer.suggestion));
  const there = taken.filter(({ finding: was }) => {
    const places = moved(offsetIn(before, was), edits.filter(({ file }) => file === was.file));
    return after.findings.some((one) => one.ruleId === was.ruleId && one.file === was.file && places.includes(offsetIn(after, one)));
  });
  if (there.length > 0) return there;
  const known = counted(before.findings, subjectOf);
  const now = counted(after.findings, subjectOf);
  const gone = counted(taken.map((offer) => offer.finding), subjectOf);
  return taken.filter(({ finding: was }) => (now.get(subjectOf(was)) ?? 0) > known.get(subjectOf(was))! - gone.get(subjectOf(was))!);
}

/**
 * What got worse from one state to the next, in words that end a sentence; undefined when nothing did: there is no new finding, everything
 * parses, and no route is easier to reach, harder to judge or not found any more.
 */
export function worsening(before: State, after: State): string | undefined {
  return noLongerParsed(before, after) ?? worseRoute(before.snapshot.map.routes, after.snapshot.map.routes) ?? newFinding(before, after);
}

/** As `worsening`, of syntax alone. */
export function noLongerParsed(before: State, after: State): string | undefined {
  const known = counted(before.snapshot.diagnostics, ({ kind, file }) => `${kind} ${file}`);
  const now = counted(after.snapshot.diagnostics, ({ kind, file }) => `${kind} ${file}`);
  const worse = after.snapshot.diagnostics.find(({ kind, file }) => kind === 'parse-error' && now.get(`${kind} ${file}`)! > (known.get(`${kind} ${file}`) ?? 0));
  return worse && `${worse.file} would no longer parse`;
}

const RANK: Record<Access, number> = { public: 0, unknown: 1, authenticated: 2, authorized: 3 };

function worseRoute(before: Route[], after: Route[]): string | undefined {
  const now = byAddress(after);
  for (const [address, was] of byAddress(before)) {
    const is = now.get(address) ?? [];
    if (is.length < was.length) return `${nameOf(was[0]!)} would no longer be found`;
    const lost = was.findIndex((route, i) => RANK[is[i]!.access] < RANK[route.access] || (is[i]!.access === 'unknown' && route.access !== 'unknown'));
    if (lost >= 0) return `${nameOf(was[lost]!)} would be ${is[lost]!.access} in place of ${was[lost]!.access}`;
  }
  return undefined;
}

function byAddress(routes: Route[]): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    const address = `${nameOf(route)} ${route.file}`;
    const group = groups.get(address);
    if (group) group.push(route); else groups.set(address, [route]);
  }
  return groups;
}

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

function newFinding(before: State, after: State): string | undefined {
  const known = counted(before.findings, subjectOf);
  const now = counted(after.findings, subjectOf);
  const fresh = after.findings.find((one) => now.get(subjectOf(one))! > (known.get(subjectOf(one)) ?? 0));
  return fresh && `${fresh.ruleId} would then be found in ${fresh.file}`;
}

/** What a finding speaks of, whatever its wording is. */
function subjectOf({ ruleId, file, route }: Finding): string {
  return `${ruleId} ${file} ${route ?? ''}`;
}

function offsetIn({ snapshot }: State, { file, line, column }: Finding): number {
  return (snapshot.program.module(file)?.lineStarts[line - 1] ?? 0) + column - 1;
}

function counted<T>(items: T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
