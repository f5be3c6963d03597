import type { Route } from '../../src/model/index.ts';
import type { Expected, ExpectedRoute } from './fixture.ts';
import { label, plainPath } from './fixture.ts';

/** What the auth map says otherwise than expected.json, one line each. */
export interface Differences {
  /** Routes that are not found, or that nobody declared. */
  inventory: string[];
  /** Another access than is true. */
  access: string[];
  /** Declared elsewhere. */
  place: string[];
  /** Other roles, or another answer to whether the handler itself decides. */
  detail: string[];
}

const key = (route: { method: string; path: string }): string => `${route.method} ${plainPath(route.path)}`;
const at = (place: { file: string; line: number }): string => `${place.file}:${place.line}`;
const same = (left: readonly string[], right: readonly string[]): boolean => [...left].sort().join() === [...right].sort().join();

const isAccessRight = (expected: ExpectedRoute, route: Route): boolean =>
  route.access === expected.access || (expected.static === 'unknown' && route.access === 'unknown');

const isPlaceRight = (expected: ExpectedRoute, route: Route): boolean => [expected, ...(expected.alsoAt ?? [])].some((place) => at(place) === at(route));

function evidence(route: Route): string {
  const guards = route.guards.map((guard) => `${guard.name} proves ${guard.proves}${guard.reason ? ` (${guard.reason})` : ''}`);
  return `${route.unknownReason ? ` because ${route.unknownReason}` : ''} [${guards.join('; ')}]`;
}

function details(expected: ExpectedRoute, route: Route): string[] {
  const lines: string[] = [];
  if (expected.roles && !same(expected.roles, route.roles)) lines.push(`${label(expected)}: roles ${expected.roles.join() || 'none'}, found ${route.roles.join() || 'none'}`);
  if (expected.inHandler !== 'either' && Boolean(expected.inHandler) !== route.inHandler) lines.push(`${label(expected)}: inHandler ${Boolean(expected.inHandler)}, found ${route.inHandler}`);
  return lines;
}

/** Compares an inventory with what is true of a fixture: of the found routes of its method and path, an expected one takes that at its place, or the first. */
export function differences(expected: Expected, routes: Route[]): Differences {
  const result: Differences = { inventory: [], access: [], place: [], detail: [] };
  const left = [...routes];
  for (const one of expected.routes) {
    const candidates = left.filter((route) => key(route) === key(one));
    const route = candidates.find((candidate) => isPlaceRight(one, candidate)) ?? candidates[0];
    if (!route) {
      if (one.static !== 'optional') result.inventory.push(`missed ${label(one)} at ${at(one)}`);
      continue;
    }
    left.splice(left.indexOf(route), 1);
    if (!isAccessRight(one, route)) result.access.push(`${label(one)} at ${at(one)}: ${one.access}, found ${route.access}${evidence(route)}`);
    if (!isPlaceRight(one, route)) result.place.push(`${label(one)}: ${at(one)}, found ${at(route)}`);
    result.detail.push(...details(one, route));
  }
  const closed = (expected.guardOnly ?? []).filter((one) => one.closed);
  const optional = new Set([...expected.routes.filter((one) => one.static === 'optional'), ...closed].map(at));
  result.inventory.push(...left.filter((route) => !optional.has(at(route))).map((route) => `claimed ${label(route)} at ${at(route)}`));
  return result;
}
