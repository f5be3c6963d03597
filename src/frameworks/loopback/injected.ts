import type { Site, Value } from '../../model/index.ts';
import { entryOf, pathOf } from '../../link/index.ts';
import type { Simulation } from '../../guards/index.ts';
import { argumentOf } from '../controller-dialects.ts';

/** What keys of the container stand for in a request, by their last name (loopback.io, "Access the request", "Authentication component"). */
const KEYS: Record<string, string> = { USER: 'user', CURRENT_USER: 'user', REQUEST: 'request', RESPONSE: 'response' };
const HOLDERS = new Set(['SecurityBindings', 'AuthenticationBindings', 'Http']);

/** The part of the request that a key such as `SecurityBindings.USER` stands for, if it stands for one. */
export function injected(token: Value | undefined): string | undefined {
  const path = token?.kind === 'external' ? pathOf(token) : [];
  return HOLDERS.has(path.at(-2) ?? '') ? entryOf(KEYS, path.at(-1)!) : undefined;
}

/** Controllers are made for each request: what was set on them by its key is what that is for the caller. */
export function standsFor(value: Value, site: Site, sim: Simulation): Value | undefined {
  const name = injected(value);
  return name === undefined ? undefined : argumentOf({ package: '', name, args: [] }, site, sim);
}
