import type { Guard, Route } from '../../src/model/index.ts';
import { guardIdentity, isProtecting, type Circle } from '../../src/guards/index.ts';

/** A guard that nearly all routes of a circle have, and a route of the same kind that lacks it. */
export interface OddOneOut {
  route: Route;
  guard: Guard;
  circle: Circle;
  /** Routes that have it. */
  carriers: Route[];
  /** How many of them are compared. */
  total: number;
  /** What is compared. */
  peers: 'routes' | 'writing routes' | 'reading routes';
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'MUTATION', 'ACTION']);
const isWrite = (route: Route): boolean => WRITES.has(route.method);

/**
 * Routes of a circle that only authenticate where nearly all of their kind ask for a right. Reads and writes are compared
 * apart: that everyone may read what few may change is a way to build an API.
 */
export function oddOnesOut(circle: Circle, least: number, share: number): OddOneOut[] {
  const found: OddOneOut[] = [];
  for (const [peers, routes] of [['writing routes', circle.routes.filter(isWrite)], ['reading routes', circle.routes.filter((route) => !isWrite(route))]] as const) {
    const compared = declarations(routes.filter((route) => route.publicBy === undefined && route.access !== 'unknown'));
    const checked = compared.filter((route) => asksForRight(route) !== undefined);
    const lacking = compared.filter((route) => route.access === 'authenticated' && !route.guards.some((guard) => isVague(guard)));
    if (lacking.length === 0 || checked.length < least || checked.length < share * compared.length || checked.length + lacking.length < compared.length) continue;
    const guard = mostFrequent(checked.map((route) => asksForRight(route)!));
    // The same guard, told to ask for nothing more: somebody chose that.
    const isChosen = (route: Route): boolean => route.guards.some((one) => !one.inHandler && one.name === guard.name && one.file === guard.file && one.line === guard.line);
    for (const route of lacking.filter((one) => !isChosen(one))) found.push({ route, guard, circle, carriers: checked, total: compared.length, peers });
  }
  return found;
}

/** The same line of code may stand for several routes: it counts once. */
function declarations(routes: Route[]): Route[] {
  const seen = new Set<string>();
  return routes.filter((route) => {
    const key = `${route.file}:${route.line}:${route.column}`;
    return !seen.has(key) && seen.add(key);
  });
}

function asksForRight(route: Route): Guard | undefined {
  return route.guards.find((guard) => guard.proves === 'authorization' || guard.proves === 'ownership');
}

function isVague(guard: Guard): boolean {
  return guard.proves === 'unknown' || (isProtecting(guard) && guard.proves !== 'authentication') || (guard.basis === 'name' && /role|permission|admin|access|allow|acl|policy|can|scope/i.test(guard.name));
}

function mostFrequent(guards: Guard[]): Guard {
  const counts = new Map<string, number>();
  for (const guard of guards) counts.set(guardIdentity(guard), (counts.get(guardIdentity(guard)) ?? 0) + 1);
  return guards.toSorted((a, b) => counts.get(guardIdentity(b))! - counts.get(guardIdentity(a))!)[0]!;
}
