import type { Guard, Place, Route } from '../../model/route.ts';

/** Of a guard, what two maps can be compared by: it may come from a run or from a file that `routes --format json` wrote. */
export type MappedGuard = Pick<Guard, 'name' | 'proves' | 'roles' | 'inHandler' | 'unless' | 'file' | 'line'> & { appliedAt: Place };

/** A route of a map, from a run or from such a file. */
export type MappedRoute = Pick<Route, 'method' | 'path' | 'access' | 'roles' | 'file' | 'line' | 'publicBy' | 'unknownReason'> & {
  guards: MappedGuard[];
  /** Every element in front of the handler, also those that prove nothing; unknown where a map does not say. */
  passed?: Pick<Guard, 'name' | 'proves' | 'inHandler' | 'file' | 'line'>[] | undefined;
};

const ACCESSES = ['public', 'authenticated', 'authorized', 'unknown'];

function isPlace(value: unknown): value is Place {
  const { file, line } = (value ?? {}) as Record<string, unknown>;
  return typeof file === 'string' && typeof line === 'number';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isGuard(value: unknown): value is MappedGuard {
  const { name, proves, roles, appliedAt, unless } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof proves === 'string' && isTexts(roles) && isPlace(value) && isPlace(appliedAt) && (unless === undefined || isTexts(unless));
}

function isElement(value: unknown): boolean {
  const { name, proves } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof proves === 'string' && isPlace(value);
}

function isRoute(value: unknown): value is MappedRoute {
  const { method, path, access, roles, guards, passed } = (value ?? {}) as Record<string, unknown>;
  return typeof method === 'string' && typeof path === 'string' && ACCESSES.includes(access as string) && isTexts(roles) && isPlace(value) && Array.isArray(guards) && guards.every(isGuard)
    && (passed === undefined || (Array.isArray(passed) && passed.every(isElement)));
}

/**
 * Reads a map in the machine contract, version 1.
 *
 * @throws Error whose message says what is wrong with it
 */
export function readMap(text: string): MappedRoute[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('it is not valid JSON');
  }
  const { version, routes } = (value ?? {}) as { version?: unknown; routes?: unknown };
  if (version !== 1) throw new Error('its version is not 1');
  if (!Array.isArray(routes)) throw new Error('it has no "routes"');
  const broken = routes.findIndex((route) => !isRoute(route));
  if (broken >= 0) throw new Error(`route ${broken + 1} is incomplete`);
  return routes as MappedRoute[];
}
