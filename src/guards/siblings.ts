import type { Guard, Route } from '../model/index.ts';
import { isProtecting } from './judge.ts';

/** Routes that belong together, and would be expected to have the same guards. */
export interface Circle {
  /** `group`: one router, controller or file-system folder, as the framework says; `prefix`: the same beginning of the path. */
  kind: 'group' | 'prefix';
  /** Identity of the group, or the prefix. */
  name: string;
  routes: Route[];
  /** The guards that its routes have, most frequent first. */
  shared: SharedGuard[];
}

/** A guard that at least two routes of a circle have. */
export interface SharedGuard {
  guard: Guard;
  carriers: Route[];
  /** Routes of the circle that are not public on purpose and do not have it. */
  lacking: Route[];
}

const known = new WeakMap<Route[], Circle[]>();

/** Which guards the routes of one router, controller, folder or prefix share, and which of them lack one. Worked out once for a list of routes. */
export function circlesOf(routes: Route[]): Circle[] {
  let circles = known.get(routes);
  if (!circles) {
    const groups = by(routes, (route) => [route.group]);
    const prefixes = by(routes, (route) => prefixesOf(route.path));
    circles = [...circlesFrom('group', groups), ...circlesFrom('prefix', prefixes)];
    known.set(routes, circles);
  }
  return circles;
}

/** The circles that a route belongs to, the narrowest first. */
export function circlesAround(routes: Route[], route: Route): Circle[] {
  return circlesOf(routes).filter((circle) => circle.routes.includes(route)).sort((a, b) => a.routes.length - b.routes.length);
}

/** Whether a circle says anything: the beginning that most paths of an application have in common says nothing. */
export function isTelling(circle: Circle, routes: Route[]): boolean {
  if (circle.kind === 'group') return true;
  return circle.routes.length * 2 <= routes.length && !/^\/(api|v\d+|rest)(\/(api|v\d+))?$/i.test(circle.name);
}

/** What tells a guard from others: where it is defined, what it is called, and what it asks for. */
export function guardIdentity(guard: Guard): string {
  return `${guard.name}\0${guard.file}:${guard.line}:${guard.column}\0${guard.proves}\0${guard.roles.join()}`;
}

function circlesFrom(kind: Circle['kind'], groups: Map<string, Route[]>): Circle[] {
  return [...groups].filter(([, routes]) => routes.length > 1).map(([name, routes]) => ({ kind, name, routes, shared: sharedBy(routes) }));
}

function sharedBy(routes: Route[]): SharedGuard[] {
  const guards = new Map<string, { guard: Guard; carriers: Set<Route> }>();
  for (const route of routes) {
    for (const guard of route.guards) {
      if (!isProtecting(guard) || guard.name === '') continue;
      const key = guard.inHandler ? `in handler\0${guard.proves}` : guardIdentity(guard);
      const entry = guards.get(key);
      if (entry) entry.carriers.add(route); else guards.set(key, { guard, carriers: new Set([route]) });
    }
  }
  return [...guards.values()]
    .filter(({ carriers }) => carriers.size > 1)
    .sort((a, b) => b.carriers.size - a.carriers.size)
    .map(({ guard, carriers }) => ({ guard, carriers: [...carriers], lacking: routes.filter((route) => !carriers.has(route) && route.publicBy === undefined) }));
}

function prefixesOf(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && !part.startsWith(':') && part !== '*');
  return parts.slice(0, 3).map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
}

function by(routes: Route[], keysOf: (route: Route) => string[]): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    for (const key of keysOf(route)) {
      const list = groups.get(key);
      if (list) list.push(route); else groups.set(key, [route]);
    }
  }
  return groups;
}
