import type { AuthMap, Guard, Route } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';

const CHANGES_STATE = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'ALL', 'MUTATION', 'ACTION', 'RPC']);

export function changesState(route: Route): boolean {
  return CHANGES_STATE.has(route.method);
}

export function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

export function isGuarded(route: Route): boolean {
  return route.access === 'authenticated' || route.access === 'authorized';
}

/** Others of its kind have a guard and it has none. */
export interface Oddness {
  /** What it is compared with: the routes of its router, only those that read, or the routers that are mounted beside its own. */
  kind: 'routes' | 'reads' | 'mounts';
  /** One route for each of the others that has a guard. */
  guarded: Route[];
  total: number;
  guard: Guard;
}

/** Routes of the same router, declared elsewhere, that are not public on purpose. */
export function siblingsOf(map: AuthMap, route: Route): Route[] {
  return map.routes.filter((one) => one.group === route.group && !(one.file === route.file && one.line === route.line && one.column === route.column) && one.publicBy === undefined);
}

/**
 * Whether nearly all others have a guard. That a router's reads are open while its writes are guarded is a way to build
 * an API, and not odd: a read is compared with reads.
 */
export function oddnessOf(map: AuthMap, route: Route): Oddness | undefined {
  const siblings = siblingsOf(map, route);
  const peers = changesState(route) ? siblings : siblings.filter((one) => !changesState(one));
  const guarded = peers.filter(isGuarded);
  const guards = guarded.flatMap((one) => one.guards).filter(isProtecting);
  const guard = guards.find((one) => !one.inHandler) ?? guards[0];
  if (guard && isNearlyAll(guarded.length, peers.length)) return { kind: changesState(route) ? 'routes' : 'reads', guarded, total: peers.length, guard };
  return oddMount(map, route);
}

function isNearlyAll(guarded: number, total: number): boolean {
  return guarded >= 2 && (total - guarded) * 3 <= guarded;
}

/** The router of the route is mounted without the guard that the routers mounted beside it have. */
function oddMount(map: AuthMap, route: Route): Oddness | undefined {
  const own = route.mounts.at(-1);
  if (!own) return undefined;
  const around = JSON.stringify(route.mounts.slice(0, -1));
  const mounts = new Map<string, Route[]>();
  for (const one of map.routes) {
    const last = one.mounts.at(-1);
    if (last?.file !== own.file || one.mounts.length !== route.mounts.length || JSON.stringify(one.mounts.slice(0, -1)) !== around) continue;
    const key = `${last.line}:${last.column} ${last.path}`;
    const list = mounts.get(key);
    if (list) list.push(one); else mounts.set(key, [one]);
  }
  const mine = `${own.line}:${own.column} ${own.path}`;
  const beside = mounts.get(mine) ?? [];
  // A router for logging in is open by nature, and one most of whose routes have guards of their own needs none in front of it.
  if (beside.some((one) => one.publicBy?.startsWith('convention:')) || beside.filter(isGuarded).length * 2 > beside.length) return undefined;
  const others = [...mounts].filter(([key, routes]) => key !== mine && routes.some((one) => one.publicBy === undefined)).map(([, routes]) => routes);
  const guards = others.map((routes) => guardAtMount(routes));
  const guarded = others.filter((_, i) => guards[i]).map((routes) => routes[0]!);
  const guard = guards.find((one) => one !== undefined);
  return guard && isNearlyAll(guarded.length, others.length) ? { kind: 'mounts', guarded, total: others.length, guard } : undefined;
}

/** The guard that is put in front of the router where it is mounted. */
function guardAtMount(routes: Route[]): Guard | undefined {
  const mount = routes[0]!.mounts.at(-1)!;
  const found = routes.map((route) => route.guards.find((guard) => isProtecting(guard) && guard.appliedAt.file === mount.file && guard.appliedAt.line >= mount.line && guard.appliedAt.line <= mount.line + 4));
  return found.every((one) => one !== undefined) ? found[0] : undefined;
}
