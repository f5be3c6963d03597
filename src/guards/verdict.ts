import type { FunctionValue, Value } from '../model/index.ts';
import type { Machine } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { setsMembers } from './handlers.ts';
import { findKnown, identityOf, kindOf, nextOrder, placeFor, sameOf, type ClosureVerdicts, type Found, type HangsOn, type Known } from './known.ts';
import { dependent, isAskedAgain, keep, lastingOf } from './lasting.ts';
import { getsThrough } from './settings.ts';
import { simulate, type SimulationInput, type SimulationResult } from './simulate.ts';
import { OWNERSHIP, type Assumption, type Outcome } from './simulation.ts';

export interface VerdictContext {
  machine: Machine;
  dialect: Dialect;
  /** By function, then by closure. */
  cache: Map<unknown, Map<string, CachedVerdicts>>;
}

export type CachedVerdicts = ClosureVerdicts<StrangersVerdict, SimulationResult>;

/** What a request is like at some point of its way. */
export interface RequestState {
  /** What earlier elements have set for a caller who is not known. */
  props: Map<string, Value>;
  /** What they have set for one who is logged in. */
  userProps: Map<string, Value>;
  /** Callers who are not known do not get here. */
  protected: boolean;
}

export function startState(): RequestState {
  return { props: new Map(), userProps: new Map(), protected: false };
}

interface StrangersVerdict {
  /** For callers who are not known: those without a credential and, if these are refused, those with a forged one. */
  anonymous: SimulationResult;
  /** A forged credential gets through where none is refused. */
  forgeable: boolean;
  /** Some of them get through: whatever the settings, whatever is chosen when the application starts, or not at all. */
  open: 'always' | 'by choice' | 'no';
}

export interface FunctionVerdict extends StrangersVerdict {
  /** For one who is logged in, where that matters. */
  user?: SimulationResult;
}

/**
 * The ways through a function for each persona; worked out once for all requests that are alike in what the function asks of them.
 *
 * @param refusals it is only asked whether every caller who is not known is refused: no further ways are tried after one that is not
 */
export function verdictOf(fn: FunctionValue, request: RequestLine, state: RequestState, context: VerdictContext, handler: boolean, refusals = false): FunctionVerdict {
  const closure = `${closureOf(fn)}|${context.dialect.name}|${handler}|${refusals}`;
  let closures = context.cache.get(fn.fn);
  if (!closures) context.cache.set(fn.fn, (closures = new Map()));
  let known = closures.get(closure);
  if (!known) closures.set(closure, (known = { strangers: [], users: [] }));
  const input = { machine: context.machine, dialect: context.dialect, request, handler };
  const { machine } = context;
  const lasting = lastingOf(machine, context.dialect, fn.fn, closure) as CachedVerdicts | undefined;
  const strangers = remembered({ machine, known: known.strangers, lasting: lasting?.strangers }, request, state.props, ({ anonymous }) => anonymous, () => judgeStrangers(fn, { ...input, props: state.props }, refusals));
  const { anonymous, open } = strangers;
  const none = !handler && anonymous.outcomes.every((one) => one.end === 'failed');
  const guards = open !== 'always' && anonymous.outcomes.some((one) => one.end === 'refused');
  // What it leaves on the request for one who is known, later elements look at.
  const sets = !handler && anonymous.outcomes.some((one) => one.end === 'next' && (setsMembers(fn) || one.props.size > state.props.size));
  if (!state.protected && !none && !guards && !sets) return strangers;
  const user = remembered({ machine, known: known.users, lasting: lasting?.users }, request, state.userProps, (result) => result, () => lightened(simulate(fn, { ...input, props: state.userProps, persona: 'user', runs: handler ? 8 : 16 }), handler));
  return { ...strangers, user };
}

/** `lasting`: those of earlier looks at the project, which stand where nothing was found in this one. */
interface Memory<T> { machine: Machine; known: Known<T>[]; lasting: Known<T>[] | undefined }

/** What was worked out for a request that is alike, the first of them; or what `work` gives now. */
function remembered<T>({ machine, known, lasting }: Memory<T>, request: RequestLine, props: Map<string, Value>, simulated: (result: T) => SimulationResult, work: () => T): T {
  const before = findKnown(known, request, props, kindOf);
  if (before) return before.result;
  let found = lasting && findKnown(lasting, request, props, sameOf);
  if (found) isAskedAgain(machine, found);
  else {
    found = { ...(lasting ? dependent(machine, work) : { result: work() }), order: nextOrder() } satisfies Found<T>;
    if (lasting) {
      const { list, key } = placeFor(lasting, hangsOn(simulated(found.result)), request, props, sameOf);
      list.results.set(key, found);
      keep(machine, list, key, found, simulated(found.result).outcomes);
    }
  }
  const { list, key } = placeFor(known, hangsOn(simulated(found.result)), request, props, kindOf);
  list.results.set(key, found);
  return found.result;
}

function hangsOn({ lineRead, propsRead, questions }: SimulationResult): HangsOn {
  return { line: [...lineRead].sort(), props: [...propsRead].sort(), questions: [...questions.keys()].sort().map((text) => questions.get(text)!) };
}

function judgeStrangers(fn: FunctionValue, input: Omit<SimulationInput, 'persona'>, refusals: boolean): StrangersVerdict {
  const handler = input.handler === true;
  const passes = (one: Outcome): boolean => one.end === 'next' || (handler && one.end === 'answered');
  const stopped = (one: Outcome): boolean => one.end === 'refused' || one.end === 'failed';
  // A handler that answers is open; a middleware is once it has let enough ways through to see what they leave behind.
  let ways = 0;
  const enough = { enough: (one: Outcome): boolean => (refusals && !stopped(one)) || (passes(one) && (handler || (++ways >= ENOUGH_WAYS && !one.assumptions.some((assumption) => assumption.kind === 'environment')))) };
  const anonymous = simulate(fn, { ...input, ...enough, persona: 'anonymous' });
  const verdict: StrangersVerdict = { anonymous, forgeable: false, open: 'no' };
  const through = ({ outcomes, incomplete }: SimulationResult, fixed: Assumption['kind'][]): boolean => getsThrough(outcomes, passes, fixed, incomplete ? outcomes.at(-1) : undefined);
  const free = (result: SimulationResult): boolean => through(result, ['environment']);
  let personas = [anonymous];
  if (anonymous.outcomes.some(stopped) && !free(anonymous)) {
    ways = 0;
    const forger = anonymous.asksCredential ? simulate(fn, { ...input, ...enough, persona: 'forger' }) : repeated(anonymous);
    verdict.forgeable = free(forger);
    personas = [anonymous, forger];
    verdict.anonymous = {
      outcomes: [...anonymous.outcomes, ...forger.outcomes], incomplete: anonymous.incomplete || forger.incomplete,
      lineRead: new Set([...anonymous.lineRead, ...forger.lineRead]), propsRead: new Set([...anonymous.propsRead, ...forger.propsRead]),
      questions: new Map([...anonymous.questions, ...forger.questions]), asksCredential: anonymous.asksCredential,
    };
  }
  const always = personas.some((one) => through(one, ['environment', 'alternative']));
  verdict.open = always ? 'always' : personas.some(free) ? 'by choice' : 'no';
  lightened(verdict.anonymous, handler);
  return verdict;
}

/** A forger is as anonymous as anyone to code that asks for no credential. */
function repeated(anonymous: SimulationResult): SimulationResult {
  return { ...anonymous, outcomes: anonymous.outcomes.map((one) => ({ ...one })) };
}

/** What a run left behind keeps all of it alive: only what is asked for later is kept. */
function lightened(result: SimulationResult, handler: boolean): SimulationResult {
  for (const outcome of result.outcomes) {
    if (handler || outcome.end !== 'next') outcome.props = NO_PROPS;
    const last = outcome.assumptions.at(-1);
    outcome.assumptions = outcome.assumptions.filter((one) => one === last || one.kind === 'environment' || one.kind === 'alternative' || one.name === OWNERSHIP);
  }
  return result;
}

/** So many ways that lead on are enough to see what they leave behind; others are not tried then. */
export const ENOUGH_WAYS = 4;
const NO_PROPS: Map<string, Value> = new Map();

/** Distinguishes closures of the same function: `role('admin')` and `role('user')`. */
function closureOf(fn: FunctionValue): string {
  return `${identityOf(fn.scope)}.${fn.bound ? identityOf(fn.bound) : 0}.${fn.self ? identityOf(fn.self) : 0}`;
}
