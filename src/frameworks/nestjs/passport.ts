import type { Site, Value } from '../../model/index.ts';
import { literal, Thrown, UNDEFINED } from '../../link/index.ts';
import { caller, type Simulation } from '../../guards/index.ts';

/** What passport hands to `handleRequest`: of who is not recognised, no user, and what was wrong. */
export function passportArguments(sim: Simulation): Value[] {
  const known = sim.persona === 'user';
  return [literal(null), known ? caller('claims', 'user') : caller('absent', 'user'), caller(known ? 'input' : 'missing', 'info'), caller('context', 'context'), UNDEFINED];
}

/** What the guard of a strategy does to a caller. */
export function refuse(site: Site, sim: Simulation): never {
  sim.because ??= site;
  throw new Thrown({ kind: 'object', id: 0, props: new Map([['status', literal(401)]]), site }, site);
}
