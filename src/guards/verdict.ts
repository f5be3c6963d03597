import type { FunctionValue, Value } from '../model/index.ts';
import type { Machine } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { getsThrough } from './settings.ts';
import { simulate, type SimulationResult } from './simulate.ts';
import { OWNERSHIP, type Outcome } from './simulation.ts';

export interface VerdictContext {
  machine: Machine;
  dialect: Dialect;
  cache: Map<unknown, CachedVerdict[]>;
}

/** A verdict, and all that it depended on. */
export interface CachedVerdict {
  closure: string;
  /** Method and paths, when they play a part. */
  line?: string;
  /** What was asked for of the request's state: name, and what stood there for either caller. */
  read: [name: string, props: string, userProps: string][];
  verdict: FunctionVerdict;
}

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

export interface FunctionVerdict {
  /** For callers who are not known: those without a credential and, if these are refused, those with a forged one. */
  anonymous: SimulationResult;
  /** A forged credential gets through where none is refused. */
  forgeable: boolean;
  /** Some of them get through: whatever the settings, whatever is chosen when the application starts, or not at all. */
  open: 'always' | 'by choice' | 'no';
  user?: SimulationResult;
}

/** The ways through a function for each persona; worked out once where the request's path plays no part. */
export function verdictOf(fn: FunctionValue, request: RequestLine, state: RequestState, context: VerdictContext, handler: boolean): FunctionVerdict {
  let entries = context.cache.get(fn.fn);
  if (!entries) context.cache.set(fn.fn, (entries = []));
  const closure = `${closureOf(fn)}|${context.dialect.name}|${handler}|${state.protected}`;
  const line = `${request.method} ${request.path} ${request.base} ${request.id ?? ''}`;
  const known = entries.find((one) => one.closure === closure && (one.line === undefined || one.line === line) && one.read.every(([name, props, userProps]) => keyOf(state.props.get(name)) === props && keyOf(state.userProps.get(name)) === userProps));
  if (known) return known.verdict;
  const verdict = decide(fn, request, state, context, handler);
  const { anonymous, user } = verdict;
  for (const result of [anonymous, user]) for (const outcome of result?.outcomes ?? []) lighten(outcome, handler);
  const names = new Set([...anonymous.propsRead, ...(user?.propsRead ?? [])]);
  const entry: CachedVerdict = { closure, verdict, read: [...names].map((name) => [name, keyOf(state.props.get(name)), keyOf(state.userProps.get(name))]) };
  if (anonymous.readsPath || user?.readsPath) entry.line = line;
  entries.push(entry);
  return verdict;
}

function decide(fn: FunctionValue, request: RequestLine, state: RequestState, context: VerdictContext, handler: boolean): FunctionVerdict {
  const input = { machine: context.machine, dialect: context.dialect, request, handler };
  const passes = (one: Outcome): boolean => one.end === 'next' || (handler && one.end === 'answered');
  // A handler that answers is open; a middleware is once it has let enough ways through to see what they leave behind.
  let ways = 0;
  const enough = { enough: (one: Outcome): boolean => passes(one) && (handler || (++ways >= ENOUGH_WAYS && !one.assumptions.some((assumption) => assumption.kind === 'environment'))) };
  const anonymous = simulate(fn, { ...input, ...enough, props: state.props, persona: 'anonymous' });
  const verdict: FunctionVerdict = { anonymous, forgeable: false, open: 'no' };
  const free = (all: Outcome[]): boolean => getsThrough(all, passes, ['environment']);
  let personas = [anonymous];
  const stopped = (one: Outcome): boolean => one.end === 'refused' || one.end === 'failed';
  if (anonymous.outcomes.some(stopped) && !free(anonymous.outcomes)) {
    ways = 0;
    const forger = simulate(fn, { ...input, ...enough, props: state.props, persona: 'forger' });
    verdict.forgeable = free(forger.outcomes);
    personas = [anonymous, forger];
    verdict.anonymous = {
      outcomes: [...anonymous.outcomes, ...forger.outcomes], incomplete: anonymous.incomplete || forger.incomplete,
      readsPath: anonymous.readsPath || forger.readsPath, propsRead: new Set([...anonymous.propsRead, ...forger.propsRead]),
    };
  }
  const always = personas.some(({ outcomes }) => getsThrough(outcomes, passes, ['environment', 'alternative']));
  verdict.open = always ? 'always' : personas.some(({ outcomes }) => free(outcomes)) ? 'by choice' : 'no';
  const none = !handler && verdict.anonymous.outcomes.every((one) => one.end === 'failed');
  const guards = verdict.open !== 'always' && verdict.anonymous.outcomes.some((one) => one.end === 'refused');
  if (state.protected || none || guards) verdict.user = simulate(fn, { ...input, props: state.userProps, persona: 'user', runs: handler ? 8 : 16 });
  return verdict;
}

/** What a run left behind keeps all of it alive: only what is asked for later is kept. */
function lighten(outcome: Outcome, handler: boolean): void {
  if (handler || outcome.end !== 'next') outcome.props = NO_PROPS;
  const last = outcome.assumptions.at(-1);
  outcome.assumptions = outcome.assumptions.filter((one) => one === last || one.kind === 'environment' || one.kind === 'alternative' || one.name === OWNERSHIP);
}

/** So many ways that lead on are enough to see what they leave behind; others are not tried then. */
export const ENOUGH_WAYS = 4;
const NO_PROPS: Map<string, Value> = new Map();
const identities = new WeakMap<object, number>();
let last = 0;
function identityOf(key: object): number {
  let id = identities.get(key);
  if (id === undefined) identities.set(key, (id = ++last));
  return id;
}

/** Distinguishes closures of the same function: `role('admin')` and `role('user')`. */
function closureOf(fn: FunctionValue): string {
  return `${identityOf(fn.scope)}.${fn.bound ? identityOf(fn.bound) : 0}.${fn.self ? identityOf(fn.self) : 0}`;
}

function keyOf(value: Value | undefined): string {
  if (!value) return '';
  return value.kind === 'caller' ? value.what : value.kind === 'literal' ? `=${String(value.value)}` : value.kind;
}
