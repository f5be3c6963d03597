import type { MappedRoute } from './map.ts';
import { directionOf, reasonsOf, type Direction, type Reason } from './strength.ts';

export type Change = Direction | 'new' | 'gone';

/** What became of one route. */
export interface RouteChange {
  change: Change;
  method: string;
  path: string;
  /** Absent for a new route. */
  before?: MappedRoute;
  /** Absent for one that is gone. */
  after?: MappedRoute;
  reasons: Reason[];
}

export interface AccessDiff {
  /** The worst first, then by path and method. */
  changes: RouteChange[];
  /** Number of routes that are in both maps and let the same callers through. */
  unchanged: number;
}

/** Kinds of change in the order in which they are shown. */
export const CHANGES: Change[] = ['weaker', 'new', 'changed', 'stronger', 'gone'];

type Keyed = (route: MappedRoute) => string;

/** From certain to likely: what counts for the same route. Names of parameters do not matter to a caller. */
const SAME: Keyed[] = [
  ({ method, path, file }) => `${method} ${path}\0${file}`,
  ({ method, path }) => `${method} ${path}`,
  ({ method, path, file }) => `${method} ${plain(path)}\0${file}`,
  ({ method, path }) => `${method} ${plain(path)}`,
];

function plain(path: string): string {
  return path.replace(/:\w+/g, ':').replace(/(.)\/$/, '$1');
}

function pair(before: MappedRoute[], after: MappedRoute[]): { pairs: [MappedRoute, MappedRoute][]; gone: MappedRoute[]; fresh: MappedRoute[] } {
  const pairs: [MappedRoute, MappedRoute][] = [];
  let [gone, fresh] = [before, after];
  for (const keyOf of SAME) {
    const byKey = new Map<string, MappedRoute[]>();
    for (const route of gone) byKey.set(keyOf(route), [...(byKey.get(keyOf(route)) ?? []), route]);
    const used = new Set<MappedRoute>();
    fresh = fresh.filter((route) => {
      const candidates = byKey.get(keyOf(route));
      if (!candidates || candidates.length === 0) return true;
      // Of several with one address, one that has not changed at all is the same one.
      const at = Math.max(0, candidates.findIndex((one) => directionOf(one, route) === undefined));
      const [old] = candidates.splice(at, 1) as [MappedRoute];
      used.add(old);
      pairs.push([old, route]);
      return false;
    });
    gone = gone.filter((route) => !used.has(route));
  }
  return { pairs, gone, fresh };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What changed for callers between two maps of one project. */
export function accessDiff(before: MappedRoute[], after: MappedRoute[]): AccessDiff {
  const { pairs, gone, fresh } = pair(before, after);
  const changes: RouteChange[] = pairs.flatMap(([was, is]) => {
    const change = directionOf(was, is);
    return change ? [{ change, method: is.method, path: is.path, before: was, after: is, reasons: reasonsOf(was, is, change) }] : [];
  });
  const unchanged = pairs.length - changes.length;
  changes.push(
    ...fresh.map((route): RouteChange => ({ change: 'new', method: route.method, path: route.path, after: route, reasons: [] })),
    ...gone.map((route): RouteChange => ({ change: 'gone', method: route.method, path: route.path, before: route, reasons: [] })),
  );
  changes.sort((a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) || compareText(a.path, b.path) || compareText(a.method, b.method)
    || compareText((a.after ?? a.before!).file, (b.after ?? b.before!).file));
  return { changes, unchanged };
}

/** A route that is new, that anyone can call, and of which nothing says that this is meant. */
export function isNewlyOpen({ change, after }: RouteChange): boolean {
  return change === 'new' && after!.access === 'public' && after!.publicBy === undefined;
}

/** `public`, `public by config`, `authorized(admin, owner)`. */
export function accessInWords({ access, roles, publicBy }: MappedRoute): string {
  if (access === 'public') return publicBy === undefined ? access : `public by ${publicBy.split(':')[0]}`;
  return roles.length > 0 ? `${access}(${roles.join(', ')})` : access;
}
