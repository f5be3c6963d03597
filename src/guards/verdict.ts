import type { FunctionValue, Value } from '../model/index.ts';
import type { Machine } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { simulate, type SimulationResult } from './simulate.ts';
import type { Outcome } from './simulation.ts';

export interface VerdictContext {
  machine: Machine;
  dialect: Dialect;
  cache: Map<unknown, Map<string, FunctionVerdict>>;
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
  user?: SimulationResult;
}

/** The ways through a function for each persona; worked out once where the request's path plays no part. */
export function verdictOf(fn: FunctionValue, request: RequestLine, state: RequestState, context: VerdictContext, handler: boolean): FunctionVerdict {
  let known = context.cache.get(fn.fn);
  if (!known) context.cache.set(fn.fn, (known = new Map()));
  const general = `${closureOf(fn)}|${handler}|${state.protected}`;
  const ofState = `${keyOf(state.props)}|${keyOf(state.userProps)}`;
  const ofPath = `${request.method} ${request.path} ${request.base}`;
  const cached = known.get(general) ?? known.get(`${general}|${ofState}`) ?? known.get(`${general}||${ofPath}`) ?? known.get(`${general}|${ofState}|${ofPath}`);
  if (cached) return cached;
  const verdict = decide(fn, request, state, context, handler);
  const { anonymous, user } = verdict;
  const readsProps = anonymous.readsProps || user?.readsProps === true;
  const readsPath = anonymous.readsPath || user?.readsPath === true;
  known.set(`${general}${readsProps ? `|${ofState}` : readsPath ? '|' : ''}${readsPath ? `|${ofPath}` : ''}`, verdict);
  return verdict;
}

function decide(fn: FunctionValue, request: RequestLine, state: RequestState, context: VerdictContext, handler: boolean): FunctionVerdict {
  const input = { machine: context.machine, dialect: context.dialect, request, handler };
  const passes = (one: Outcome): boolean => one.end === 'next' || (handler && one.end === 'answered');
  const enough = handler ? { enough: passes } : {};
  const anonymous = simulate(fn, { ...input, ...enough, props: state.props, persona: 'anonymous' });
  const verdict: FunctionVerdict = { anonymous, forgeable: false };
  const free = (all: Outcome[]): boolean => all.some((one) => passes(one) && !one.assumptions.some((assumption) => assumption.kind === 'environment'));
  const stopped = (one: Outcome): boolean => one.end === 'refused' || one.end === 'failed';
  if (anonymous.outcomes.some(stopped) && !free(anonymous.outcomes)) {
    const forger = simulate(fn, { ...input, ...enough, props: state.props, persona: 'forger' });
    verdict.forgeable = free(forger.outcomes);
    verdict.anonymous = {
      outcomes: [...anonymous.outcomes, ...forger.outcomes], incomplete: anonymous.incomplete || forger.incomplete,
      readsPath: anonymous.readsPath || forger.readsPath, readsProps: anonymous.readsProps || forger.readsProps,
    };
  }
  if (state.protected || verdict.anonymous.outcomes.some((one) => one.end === 'refused')) verdict.user = simulate(fn, { ...input, props: state.userProps, persona: 'user', runs: handler ? 8 : 24 });
  return verdict;
}

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

function keyOf(props: Map<string, Value>): string {
  return [...props].map(([name, value]) => `${name}=${value.kind === 'caller' ? value.what : value.kind === 'literal' ? String(value.value) : value.kind}`).sort().join();
}
