import type { Expr, Scope, Site, Value } from '../model/index.ts';
import { settle } from '../link/index.ts';
import type { Simulation } from '../guards/index.ts';

/** Whether a returned value counts as true; where that is open, both ways are tried, as for a condition in the code. */
export function choiceOf(value: Value, site: Site, sim: Simulation): boolean {
  const { machine } = sim;
  const settled = settle(value);
  const test: Expr = { kind: 'literal', value: null, start: site.start, end: site.end };
  const scope: Scope = { module: site.module, fn: -1, values: new Map() };
  const holds = machine.truth(settled);
  if (holds === undefined) return machine.domain?.choose(settled, test, scope) ?? true;
  machine.domain?.decided?.(settled, holds, test, scope);
  return holds;
}
