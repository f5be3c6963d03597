import type { RouteDetail } from '../../src/model/index.ts';
import type { Description, Operation } from './description.ts';

export interface Match { operation: Operation; details: RouteDetail[] }

/** `/users/{id}/` and `/users/:userId(\\d+)` are the same: names of parameters do not count, nor a slash at the end, nor case. */
export function shapeOf(path: string): string {
  const shape = path
    .replace(/\{[^{}/]*\}/g, ':')
    .replace(/:[A-Za-z_]\w*(\([^)]*\))?[?*+]?/g, ':')
    .replace(/\/+/g, '/')
    .replace(/(.)\/$/, '$1')
    .toLowerCase();
  return shape === '' ? '/' : shape;
}

const MIN_COVERED = 0.5;
const MIN_MATCHED = 2;

/**
 * The operations of a description with the routes that they describe, if it describes this application: most of its paths are
 * routes, below one prefix.
 */
export function matched(description: Description, details: RouteDetail[]): { matches: Match[]; base: string } | undefined {
  const { operations } = description;
  const byKey = new Map<string, RouteDetail[]>();
  for (const detail of details) {
    const key = `${detail.route.method} ${shapeOf(detail.route.path)}`;
    const list = byKey.get(key);
    if (list) list.push(detail);
    else byKey.set(key, [detail]);
  }
  let best: { matches: Match[]; base: string } | undefined;
  for (const base of basesFor(description, details)) {
    const matches = operations.flatMap((operation): Match[] => {
      const path = shapeOf(base + operation.path);
      const found = byKey.get(`${operation.method} ${path}`) ?? byKey.get(`ALL ${path}`);
      return found ? [{ operation, details: found }] : [];
    });
    if (!best || matches.length > best.matches.length) best = { matches, base };
  }
  if (!best) return undefined;
  const all = new Set(operations.map(({ path }) => path)).size;
  const covered = new Set(best.matches.map(({ operation }) => operation.path)).size;
  return best.matches.length >= MIN_MATCHED && covered / all > MIN_COVERED ? best : undefined;
}

const MAX_BASES = 12;

/** What stands before the document's paths in the application's: by its servers, and where the paths of routes end like those of the document. */
function basesFor({ operations, bases }: Description, details: RouteDetail[]): string[] {
  const counts = new Map<string, number>();
  const paths = [...new Set(operations.map(({ path }) => shapeOf(path)))].filter((path) => path !== '/' && path !== '/:');
  const routes = [...new Set(details.map(({ route }) => shapeOf(route.path)))];
  const ends = new Map<string, string[]>();
  for (const route of routes) {
    const last = route.slice(route.lastIndexOf('/'));
    const list = ends.get(last);
    if (list) list.push(route);
    else ends.set(last, [route]);
  }
  for (const path of paths) {
    for (const route of ends.get(path.slice(path.lastIndexOf('/'))) ?? []) {
      if (!route.endsWith(path)) continue;
      const base = route.slice(0, route.length - path.length);
      counts.set(base, (counts.get(base) ?? 0) + 1);
    }
  }
  const found = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, MAX_BASES).map(([base]) => base);
  return [...new Set([...bases, ...found])];
}
