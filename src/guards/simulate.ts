import type { FunctionValue, Site, Value } from '../model/index.ts';
import { Exhausted, Settled, siteOf, Thrown, type Machine } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { domainOf } from './domain.ts';
import type { Outcome, Persona, Simulation } from './simulation.ts';
import { conclude } from './outcome.ts';

const MAX_RUNS = 32;
const MAX_STEPS = 6_000;
/** Of all ways together. */
const MAX_TOTAL = 24_000;

export interface SimulationInput {
  machine: Machine;
  dialect: Dialect;
  request: RequestLine;
  persona: Persona;
  props: Map<string, Value>;
  /** It is the handler: what it does after answering does not matter. */
  handler?: boolean;
  /** At most so many ways are tried. */
  runs?: number;
  /** Stop at the first outcome for which this holds: the answer is known then. */
  enough?(outcome: Outcome): boolean;
}

export interface SimulationResult {
  outcomes: Outcome[];
  /** Not every way was tried, or one was too long to follow. */
  incomplete: boolean;
  readsPath: boolean;
  propsRead: Set<string>;
}

/** Every way through a middleware or handler for one persona, as far as conditions can differ. */
export function simulate(fn: FunctionValue, input: SimulationInput): SimulationResult {
  const args = input.dialect.arguments(fn);
  const result: SimulationResult = { outcomes: [], incomplete: false, readsPath: false, propsRead: new Set() };
  if (!args) return result;
  let choices: boolean[] = [];
  const limit = input.machine.steps + allowance(input.machine) / (input.handler ? 4 : 1);
  for (let run = 0; run < (input.runs ?? MAX_RUNS); run++) {
    const sim = startOf(input, choices);
    result.outcomes.push(runOnce(sim, fn, args));
    result.readsPath ||= sim.readsPath;
    for (const name of sim.propsRead) result.propsRead.add(name);
    if (input.enough?.(result.outcomes.at(-1)!)) return result;
    if (input.machine.steps > limit) break;
    // The next way: the last choice that was not yet taken both ways is taken the other way.
    choices = sim.choices.slice(0, sim.position);
    while (choices.length > 0 && choices.at(-1) === false) choices.pop();
    if (choices.length === 0) return result;
    choices[choices.length - 1] = false;
  }
  result.incomplete = true;
  return result;
}

/** A very large application must not take for ever: the more has been spent on it, the less is spent on each further function. */
function allowance(machine: Machine): number {
  machine.simulatedFrom ??= machine.steps;
  const spent = machine.steps - machine.simulatedFrom;
  return spent < 6_000_000 ? MAX_TOTAL : spent < 12_000_000 ? MAX_TOTAL / 4 : MAX_TOTAL / 16;
}

function startOf(input: SimulationInput, choices: boolean[]): Simulation {
  return {
    machine: input.machine, persona: input.persona, dialect: input.dialect, request: input.request, props: new Map(input.props),
    status: undefined, ended: undefined, passed: false, because: undefined, becauseAfter: 0, refusals: 0, roles: [], proof: undefined, readsPath: false, propsRead: new Set(),
    packages: [], untilAnswer: input.handler === true, choices: [...choices], position: 0, assumptions: [], settings: [],
  };
}

function runOnce(sim: Simulation, fn: FunctionValue, args: Value[]): Outcome {
  const m = sim.machine;
  const { domain, trail, stepLimit, depth, stack, branches, conditions } = m;
  const undo: (() => void)[] = [];
  const site: Site = siteOf(fn.module, fn.fn);
  Object.assign(m, { domain: domainOf(sim), trail: undo, stepLimit: m.steps + MAX_STEPS, depth: 0, stack: [], branches: 0, conditions: [] });
  try {
    const value = m.invoke(fn, args, fn.self, site);
    return conclude(sim, value, undefined, site);
  } catch (error) {
    if (error instanceof Settled) return conclude(sim, undefined, undefined, site);
    if (error instanceof Thrown) return conclude(sim, undefined, error, site);
    if (error instanceof Exhausted || error instanceof RangeError) return { end: sim.passed ? 'next' : 'unknown', roles: [], assumptions: sim.assumptions, props: sim.props, packages: sim.packages };
    throw error;
  } finally {
    for (const take of undo.reverse()) take();
    Object.assign(m, { domain, trail, stepLimit, depth, stack, branches, conditions });
  }
}
