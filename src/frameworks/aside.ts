import type { Expr, FunctionValue, Scope, Site, Value } from '../model/index.ts';
import { Exhausted, settle, Thrown, unknown, type Domain, type Machine } from '../link/index.ts';

const STEPS = 50_000;
const LOST = unknown('code that could not be followed to its end');

/** What an expression denotes in a scope: decorators and modules are looked at only after the project has been set up. */
export function evaluateIn(machine: Machine, expr: Expr, scope: Scope): Value {
  return aside(machine, undefined, () => machine.evaluate(expr, scope), LOST);
}

/** What a function gives that Nest calls while it starts. */
export function invokeAside(machine: Machine, fn: FunctionValue, args: Value[], site: Site, domain?: Domain): Value {
  return aside(machine, domain, () => settle(machine.invoke(fn, args, fn.self, site)), LOST);
}

/** Does something with limits of its own and without leaving records, whatever is under way; `lost` when that is too much. */
export function aside<T>(machine: Machine, domain: Domain | undefined, work: () => T, lost: T): T {
  const { domain: before, trail, quiet, aside: apart, stepLimit, branches, conditions, depth, stack } = machine;
  Object.assign(machine, { domain, trail: undefined, quiet: true, aside: undefined, stepLimit: machine.steps + STEPS, branches: 0, conditions: [], depth: 0, stack: [] });
  try {
    return work();
  } catch (error) {
    if (error instanceof Thrown || error instanceof Exhausted || error instanceof RangeError) return lost;
    throw error;
  } finally {
    Object.assign(machine, { domain: before, trail, quiet, aside: apart, stepLimit, branches, conditions, depth, stack });
  }
}
