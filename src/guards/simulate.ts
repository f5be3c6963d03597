import type { FunctionValue, Site, Value } from '../model/index.ts';
import { askedOf, Exhausted, nextIdentity, Settled, siteOf, spend, Thrown, type Machine, type Question } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { domainOf } from './domain.ts';
import type { Outcome, Persona, Simulation } from './simulation.ts';
import { furtherWays, nextWay, type Way } from './ways.ts';
import { doubtsOf } from './doubt.ts';
import { conclude } from './outcome.ts';

const MAX_RUNS = 96;
/** So many ways of which none turns anyone away are those of something that is no check. */
const HARMLESS_RUNS = 32;
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
  /** What it hangs on of the request that it was simulated for. */
  lineRead: Set<keyof RequestLine>;
  propsRead: Set<string>;
  /** What it asked of texts of the request line, by question. */
  questions: Map<string, Question<RequestLine>>;
  asksCredential: boolean;
}

/** Every way through a middleware or handler for one persona, as far as conditions can differ. */
export function simulate(fn: FunctionValue, input: SimulationInput): SimulationResult {
  const args = input.dialect.arguments(fn);
  const result: SimulationResult = { outcomes: [], incomplete: false, lineRead: new Set(), propsRead: new Set(), questions: new Map(), asksCredential: false };
  if (!args) return result;
  const request = watched(input.request, result.lineRead);
  let choices: boolean[] = [];
  const ways: Way[] = [];
  const limit = input.machine.steps + allowance(input.machine, input.handler === true);
  for (let run = 0; run < (input.runs ?? MAX_RUNS); run++) {
    const sim = startOf(input, request, choices, result.questions);
    const outcome = runOnce(sim, fn, args);
    // What was there before belongs to the request, and the result may stand for others that had something else.
    outcome.props = changed(input.props, outcome.props);
    result.outcomes.push(outcome);
    result.asksCredential ||= sim.asksCredential;
    // What is left on the request may hold a text of its line, which nobody is seen to ask then.
    if (sim.readsPath || (sim.hasLine && [...outcome.props.values()].some(mayHoldText))) for (const part of WHOLE_LINE) result.lineRead.add(part);
    for (const name of sim.propsRead) result.propsRead.add(name);
    if (input.enough?.(outcome)) return result;
    if (input.machine.steps > limit || (run + 1 >= HARMLESS_RUNS && !result.outcomes.some((one) => one.end === 'refused'))) break;
    if (input.persona === 'user' && input.handler) {
      ways.push(...furtherWays(sim, choices.length));
      const way = nextWay(ways, outcome);
      if (!way) return result;
      choices = way.choices;
      continue;
    }
    // The next way: the last choice that was not yet taken both ways is taken the other way.
    choices = sim.choices.slice(0, sim.position);
    while (choices.length > 0 && (choices.at(-1) === false || sim.pinned.has(choices.length - 1))) choices.pop();
    if (choices.length === 0) return result;
    choices[choices.length - 1] = false;
  }
  result.incomplete = true;
  return result;
}

/** One way through a function: the one that these choices lead to. */
export function follow(fn: FunctionValue, input: SimulationInput, choices: boolean[]): Outcome {
  const args = input.dialect.arguments(fn) ?? [];
  return runOnce(startOf(input, input.request, choices, new Map()), fn, args);
}

function doubted(outcome: Outcome, sim: Simulation): Outcome {
  if (outcome.end !== 'answered') return outcome;
  const doubts = doubtsOf(sim);
  return doubts.length > 0 ? { ...outcome, doubts } : outcome;
}

function changed(before: Map<string, Value>, after: Map<string, Value>): Map<string, Value> {
  const set = new Map<string, Value>();
  for (const [name, value] of after) if (before.get(name) !== value) set.set(name, value);
  return set;
}

function mayHoldText(value: Value): boolean {
  if (value.kind === 'union') return value.values.some(mayHoldText);
  return !NEVER_HOLD_TEXT.has(value.kind) || askedOf(value) !== undefined;
}

/** What was put together of texts has asked for all of them. */
const NEVER_HOLD_TEXT = new Set<Value['kind']>(['literal', 'text', 'caller', 'external', 'unknown', 'env']);

const WHOLE_LINE = ['method', 'path', 'base', 'id'] as const;

/** The same request, noting what is asked of it. */
function watched(line: RequestLine, read: Set<keyof RequestLine>): RequestLine {
  const part = (name: keyof RequestLine): string | undefined => {
    read.add(name);
    return line[name];
  };
  return {
    get method() { return part('method')!; },
    get path() { return part('path')!; },
    get base() { return part('base')!; },
    get id() { return part('id')!; },
  };
}

/** A very large application must not take for ever: the more has been spent on it, the less is spent on each further function. */
function allowance(machine: Machine, handler: boolean): number {
  machine.simulatedFrom ??= machine.steps;
  const spent = machine.steps - machine.simulatedFrom;
  if (spent < 6_000_000) return MAX_TOTAL;
  // Handlers are many, and most of what they do comes after what matters.
  return MAX_TOTAL / (spent < 12_000_000 ? 4 : 16) / (handler ? 4 : 1);
}

function startOf(input: SimulationInput, request: RequestLine, choices: boolean[], questions: Map<string, Question<RequestLine>>): Simulation {
  return {
    machine: input.machine, persona: input.persona, dialect: input.dialect, request, line: input.request, hasLine: false, questions, props: new Map(input.props),
    status: undefined, ended: undefined, passed: false, because: undefined, stumbled: undefined, becauseAfter: 0, becauseSkips: false, refusals: 0, roles: [], scopes: new Set(), proof: undefined, readsPath: false, asksCredential: false, propsRead: new Set(),
    packages: [], untilAnswer: input.handler === true, choices: [...choices], position: 0, pinned: new Set(), assumptions: [], settings: [],
  };
}

function runOnce(sim: Simulation, fn: FunctionValue, args: Value[]): Outcome {
  const m = sim.machine;
  const { domain, trail, fresh, stepLimit, depth, stack, branches, conditions, steps } = m;
  if (m.budget.left.simulation <= 0) return unfinished(sim);
  const undo: (() => void)[] = [];
  const site: Site = siteOf(fn.module, fn.fn);
  // What it makes and leaves on the request stays as it made it.
  Object.assign(m, { domain: domainOf(sim), trail: undo, fresh: nextIdentity(), stepLimit: m.steps + MAX_STEPS, depth: 0, stack: [], branches: 0, conditions: [] });
  try {
    const value = m.invoke(fn, sim.dialect.supply?.(fn, sim) ?? args, fn.self, site);
    return doubted(conclude(sim, value, undefined, site), sim);
  } catch (error) {
    if (error instanceof Settled) return doubted(conclude(sim, undefined, undefined, site), sim);
    if (error instanceof Thrown) return conclude(sim, undefined, error, site);
    if (error instanceof Exhausted || error instanceof RangeError) return unfinished(sim);
    throw error;
  } finally {
    for (const take of undo.reverse()) take();
    Object.assign(m, { domain, trail, fresh, stepLimit, depth, stack, branches, conditions });
    spend(m, 'simulation', m.steps - steps, fn.module);
  }
}

function unfinished({ passed, assumptions, props, packages }: Simulation): Outcome {
  return { end: passed ? 'next' : 'unknown', roles: [], assumptions, props, packages };
}
