import type { FunctionValue, Site, Value } from '../model/index.ts';
import { unknown, type Machine } from '../link/index.ts';

const STEPS = 50_000;

/** What a function of the project gives when a package calls it, once everything else is set up. */
export function callLater(machine: Machine, fn: FunctionValue, args: Value[], self: Value | undefined, site: Site): Value {
  const { stepLimit } = machine;
  machine.stepLimit = machine.steps + STEPS;
  try {
    return machine.invoke(fn, args, self, site);
  } catch (error) {
    if (error instanceof RangeError) return unknown('too deep to follow', site);
    throw error;
  } finally {
    machine.stepLimit = stepLimit;
  }
}
