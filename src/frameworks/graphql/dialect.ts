import type { CallerValue, CallRecord, Expr, FunctionValue, Scope, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf, pathOf, resultOf, siteOf, UNDEFINED } from '../../link/index.ts';
import { answerError, caller, CONTEXT, errorStatus, fetchCall, operationMember, operationOutside, type Dialect, type Simulation } from '../../guards/index.ts';

type Arguments = (fn: FunctionValue) => Value[];

const PARENT = caller('input', 'parent');
const INPUT = caller('input', 'body');
const INFO = caller('input', 'info');
/** The context, as an argument. */
export const CTX = caller('context', CONTEXT);
/** The resolver that something is put around, as a function that it calls. */
export const NEXT = caller('next', 'next');

/** `(parent, args, context, info)`: resolvers of graphql-js (graphql.org/graphql-js/type, GraphQLFieldResolver) and of what is built on it. */
export const byPosition: Arguments = () => [PARENT, INPUT, CTX, INFO];
/** One object that holds them: type-graphql's middleware and checker (typegraphql.com/docs/middlewares.html). */
export const AS_DATA: Value = caller('request', 'resolverData');

const shared: Pick<Dialect, 'member' | 'assign' | 'outside'> = {
  member: (target, name, site, sim) => {
    if (target.what === 'request' && target.name === 'resolverData') return dataMember(name);
    // `resolve.call(this, ...)` calls it as well.
    if (target.what === 'next' && (name === 'apply' || name === 'call' || name === 'bind')) return NEXT;
    return operationMember(target, name, site, sim);
  },
  assign(target, name, value, _site, sim) {
    sim.props.set(target.what === 'request' ? name : `${target.name}.${name}`, value);
    return true;
  },
  outside: operationOutside,
};

function dataMember(name: string): Value | undefined {
  switch (name) {
    case 'root': case 'parent': return PARENT;
    case 'args': return INPUT;
    case 'context': return CTX;
    case 'info': return INFO;
    default: return undefined;
  }
}

/** Code that answers, or calls the resolver that it is put around. */
export function resolverDialect(name: string, given: Arguments = byPosition): Dialect {
  return {
    ...shared, name: `graphql|${name}`, arguments: given, call: callIn,
    returned(value, site, sim) {
      const status = refusalIn(value, sim);
      if (status !== undefined) sim.status = status;
      sim.ended = { kind: 'answered', site };
    },
    thrown: answerError,
  };
}

export const resolver = resolverDialect('resolver');

/** Functions that stand in a pipe before a resolver: nothing given back means to go on (`combineResolvers` of graphql-resolvers). */
export const piped: Dialect = {
  ...shared, name: 'graphql|piped', arguments: byPosition, call: callIn,
  returned(value, site, sim) {
    const status = refusalIn(value, sim);
    const goesOn = alternatives(value).some((one) => (one.kind === 'literal' && (one.value === undefined || one.value === null)) || (one.kind === 'external' && one.path.at(-1) === 'skip'));
    if (goesOn && status === undefined) { sim.passed = true; return; }
    sim.status = status ?? 200;
    sim.ended = { kind: 'answered', site };
  },
  thrown: answerError,
};

/**
 * Functions that say whether a caller may go on: by true or false, or by an error that they give back or throw.
 *
 * @param read what of the given value is the answer
 */
export function predicateDialect(name: string, given: Arguments = byPosition, read: (value: Value, sim: Simulation) => Value = (value) => value): Dialect {
  return {
    ...shared, name: `graphql|${name}`, arguments: given, call: callIn,
    returned(value, site, sim) {
      const answer = read(value, sim);
      if (isErrorValue(answer)) { refuse(sim, site, errorStatus(answer) ?? 403); return; }
      if (holds(answer, site, sim)) { sim.passed = true; sim.ended ??= { kind: 'next', site }; return; }
      refuse(sim, site, 403);
    },
    thrown: (value, site, sim) => { refuse(sim, site, errorStatus(value) ?? 403); },
  };
}

function refuse(sim: Simulation, site: Site, status: number): void {
  sim.status = status === 401 ? 401 : 403;
  sim.ended = { kind: 'answered', site };
}

/** Whether an answer is yes; where that hangs on the caller, it is noted as a condition is. */
function holds(value: Value, site: Site, sim: Simulation): boolean {
  const { machine } = sim;
  const at = value.kind === 'caller' && value.site ? value.site : site;
  const test: Expr = { kind: 'unknown', syntax: 'answer', children: [], start: at.start, end: at.end };
  const scope: Scope = { module: at.module, fn: -1, values: new Map() };
  if (value.kind === 'literal' && typeof value.value === 'string') return value.value === '';
  const known = machine.truth(value);
  if (known === undefined) return machine.domain!.choose(value, test, scope);
  machine.domain!.decided?.(value, known, test, scope);
  return known;
}

function isErrorValue(value: Value): boolean {
  if (value.kind === 'result') return value.call.constructed && /Error$|Exception$/.test(pathOf(value).at(-1) ?? '');
  return value.kind === 'object' && (/Error$|Exception$/.test(value.cls?.cls.name ?? '') || (value.props.has('message') && value.props.has('name')));
}

/** The status of a value that is given back in place of data: an error, or a payload that says so. */
function refusalIn(value: Value, sim: Simulation, depth = 0): number | undefined {
  for (const one of alternatives(value)) {
    if (isErrorValue(one)) return errorStatus(one) ?? 400;
    if (one.kind !== 'object' || sim.because === undefined || depth > 1) continue;
    const status = errorStatus(one);
    if (status === 401 || status === 403) return status;
    if (DONE.some((name) => { const flag = one.props.get(name); return flag?.kind === 'literal' && flag.value === false; })) return 400;
    const inner = [...one.props.values()].map((member) => (member.kind === 'object' ? refusalIn(member, sim, depth + 1) : undefined)).find((code) => code !== undefined);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** By these, a payload says whether what was asked for was done. */
const DONE = ['success', 'succeeded', 'ok', 'isSuccess'];

function callIn(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what !== 'next') return fetchCall(callee, args, record, sim);
  sim.passed = true;
  sim.ended ??= { kind: 'next', site };
  return caller('input', 'result', site);
}

/** A stand-in for a builder that the application's callbacks are given; calls of it are recorded like those of its package. */
export function standIn(like: CallRecord, name: string): Value {
  return resultOf({ ...like, callee: { kind: 'external', package: packageOf(like.callee) ?? 'graphql', path: [name] }, method: '', args: [], result: UNDEFINED });
}
