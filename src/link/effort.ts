import type { FunctionFacts, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';

/** What running a function took while setting up, as long as no modelled package was called in it. */
export interface Effort { steps: number; runs: number }

const ENOUGH = 20_000;
const CHEAP = 200;

/**
 * Whether a function has been run at length and never led to a modelled package: work to be done later (timers, queues,
 * business code), of which there may be more than can be run. Small helpers are worth their price.
 */
export function isFruitless(m: Machine, fn: FunctionFacts): boolean {
  const spent = m.efforts.get(fn);
  return spent !== undefined && spent.steps > ENOUGH && spent.steps / spent.runs > CHEAP;
}

/** It is given functions in objects and gives such itself: tables of handlers that are put in wrappers, which is what setting up is about. */
export function turnsFunctions(args: Value[], given: Value): boolean {
  return holdsFunctions(given, 2) && args.some((arg) => holdsFunctions(arg, 2));
}

function holdsFunctions(value: Value, depth: number): boolean {
  if (value.kind !== 'object' || value.cls || depth === 0) return false;
  let looked = 0;
  for (const [name, one] of value.props) {
    if (name.startsWith('\0')) continue;
    if (one.kind === 'function' || holdsFunctions(one, depth - 1)) return true;
    if (++looked > 8) return false;
  }
  return false;
}

/** Notes what a run took. `steps` and `modelled` are the counts of the machine as the run began. */
export function noteEffort(m: Machine, fn: FunctionFacts, steps: number, modelled: number): void {
  if (m.modelledCalls !== modelled) { m.efforts.delete(fn); return; }
  const spent = m.efforts.get(fn);
  m.efforts.set(fn, { steps: (spent?.steps ?? 0) + m.steps - steps, runs: (spent?.runs ?? 0) + 1 });
}
