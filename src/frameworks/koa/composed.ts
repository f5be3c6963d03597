import type { CallRecord, Site, Value } from '../../model/index.ts';
import type { Simulation } from '../../guards/index.ts';
import { UNDEFINED } from '../../link/index.ts';
import { composedOf } from './model.ts';

/** `compose([a, b])(ctx, next)` in code of the project: each is called once the one before it has passed the request on. */
export function callComposed(record: CallRecord, sim: Simulation): Value | undefined {
  const list = composedOf(record.callee);
  const [ctx, next] = record.args;
  if (!list || ctx?.kind !== 'caller') return undefined;
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  const { passed, ended } = sim;
  for (const one of list) {
    Object.assign(sim, { passed: false, ended: undefined });
    sim.machine.call(one, [ctx, { kind: 'caller', what: 'next', name: 'next' }], undefined, { expr: record.expr, scope: { module: record.module, fn: -1, values: new Map() } });
    if (!sim.passed) return UNDEFINED;
  }
  Object.assign(sim, { passed, ended });
  if (next?.kind === 'function') return sim.machine.invoke(next, [], next.self, site);
  if (next?.kind === 'caller') return sim.dialect.call(next, [], record, sim);
  return UNDEFINED;
}
