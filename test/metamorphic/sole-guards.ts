import type { Guard, Route } from '../../src/model/index.ts';
import type { GuardUse, Weakening } from './transformation.ts';

const DECIDING = new Set(['authentication', 'authorization', 'ownership', 'signature', 'shared-secret']);

/** A guard that some routes have nothing but. */
export interface Sole {
  guard: GuardUse;
  /** The first of the routes. */
  route: Route;
  /** `METHOD /path` of each. */
  routes: string[];
}

export function keyOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** Guards that can be weakened so that it shows: those that alone stand between everyone and a route. */
export function soleGuards(routes: Route[], of: Weakening['of']): Sole[] {
  const found = new Map<string, Sole>();
  for (const route of routes) {
    if (route.access !== 'authenticated' && route.access !== 'authorized') continue;
    const deciding = route.guards.filter(({ proves }) => DECIDING.has(proves));
    const keys = new Set(deciding.map((guard) => identity(guard, of)));
    if (keys.size !== 1 || routes.filter((one) => keyOf(one) === keyOf(route)).length > 1) continue;
    const [key] = keys;
    const sole = found.get(key!) ?? { guard: deciding[0]!, route, routes: [] };
    sole.routes.push(keyOf(route));
    found.set(key!, sole);
  }
  return [...found.values()];
}

function identity(guard: Guard, of: Weakening['of']): string {
  const { file, line, column } = of === 'use' ? guard.appliedAt : guard;
  return `${file}:${line}:${column}`;
}

/** Those of the routes that still count as guarded. */
export function stillGuarded(sole: Sole, after: Route[]): Route[] {
  return after.filter((route) => sole.routes.includes(keyOf(route)) && (route.access === 'authenticated' || route.access === 'authorized'));
}
