import type { CallerValue, CallRecord, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, isNullish, resultOf, siteOf, textOf, UNDEFINED } from '../../link/index.ts';
import { isIdentityName } from '../names.ts';
import { statusOf } from '../outcome.ts';
import { caller, identity, OWNERSHIP, readProp, type Simulation } from '../simulation.ts';
import { statusCodeOf, statusNamed } from '../status.ts';
import { readVariable } from '../variables.ts';
import type { Dialect } from '../dialect.ts';
import { fetchCall, fetchMember, fetchOutside } from './fetch.ts';

/**
 * What operations of one endpoint (procedures, resolvers) share: a context that a function of the application makes from the
 * HTTP request, and errors that carry a code in place of a status.
 */

/** The context, as an argument. */
export const CONTEXT = 'ctx';

/** A member of the context: what its maker or an earlier element has put there, or what its name says. */
export function contextMember(name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  const set = readProp(sim, `${CONTEXT}.${name}`);
  if (set) return set;
  const whole = readProp(sim, CONTEXT);
  // A context that is the request itself, or has it spread into it.
  if (whole?.kind === 'caller' && whole.what === 'request') {
    const member = fetchMember(whole, name, site, sim);
    // Loaders, clients and other tools are put there by what need not be seen.
    return member?.kind === 'caller' && member.what === 'absent' && !isIdentityName(name) ? caller('input', name, site) : member;
  }
  if (REQUEST.test(name)) return caller('request', 'req');
  if (RESPONSE.test(name)) return caller('response', 'res');
  if (name === 'headers' || name === 'cookies') return caller('input', name, site);
  if (!isIdentityName(name)) return caller('input', name, site);
  // Code that looks into it without asking knows that it is there: it is what it holds that is missing.
  return sim.persona === 'user' ? caller('claims', name, site) : caller('absent', `answer:${name}`, site);
}

const REQUEST = /^(req|request|raw|event|rawRequest|httpRequest|koaContext|honoContext|c|ctx)$/;
const RESPONSE = /^(res|reply|response|resHeaders|h)$/;

/** What a function gave to be the context (`made`), or to be added to it, is what later elements find there. */
export function keepContext(value: Value, site: Site, sim: Simulation, made = false): void {
  for (const one of alternatives(value)) {
    if (one.kind === 'caller' && one.what === 'request') sim.props.set(CONTEXT, one);
    if (one.kind !== 'object') continue;
    for (const part of one.rest ?? []) if (part.kind === 'caller' && part.what === 'request') sim.props.set(CONTEXT, part);
    for (const [name, member] of one.props) {
      if (!name.startsWith('\0')) sim.props.set(`${CONTEXT}.${name}`, known(name, member, site, sim, made));
    }
  }
}

/** Something that could not be worked out, and is named like what the server knows of the caller, is that; so is what is empty for want of a credential. */
function known(name: string, value: Value, site: Site, sim: Simulation, made: boolean): Value {
  const all = alternatives(value);
  if (all.some((one) => isNullish(one) === true && one.kind === 'literal') && (isIdentityName(name) || (made && sim.because !== undefined))) return identity(sim, name, site);
  return isIdentityName(name) && all.some(isVague) ? identity(sim, name, site) : value;
}

/** Not known, or made for one request by code that is not the project's: not a client or a service that was there before. */
export function isVague(value: Value): boolean {
  if (value.kind === 'property') return isVague(value.object);
  if (value.kind === 'unknown' || value.kind === 'param') return true;
  if (value.kind !== 'result' || value.call.constructed) return false;
  const { start, end } = value.call.expr;
  return value.call.module.functions.some((fn) => fn.start <= start && end <= fn.end);
}

/** A function that makes the context from the request: `({ req, res }) => ({ user })`, or `(request, reply) => ({ user })`. */
export const contextMaker: Dialect = {
  name: 'context',
  arguments: () => [caller('context', 'integration'), caller('request', SECOND), caller('context', 'integration')],
  member: (target, name, site, sim) => gently(target.what === 'context' ? integrationMember(name, site, sim) : operationMember(target, name, site, sim), name, site),
  assign: (target, name, value, _site, sim) => { sim.props.set(target.what === 'request' ? name : `${target.name}.${name}`, value); return true; },
  call: makerCall,
  outside: operationOutside,
  returned(value, site, sim) {
    keepContext(value, site, sim, true);
    sim.passed = true;
  },
  thrown: answerError,
};

/** The second argument: a reply, a request, or the context of the server's own framework (`(options, c) => ...` of Hono). */
const SECOND = 'c';
const VARIABLES = 'c.var';

/** `c.get('session')` gives what middleware of the server has put there. */
function makerCall(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const name = callee.what === 'input' && callee.name === `${VARIABLES}.get` && args[0] ? textOf(args[0]) : undefined;
  return name === undefined ? fetchCall(callee, args, record, sim) : variable(name, siteOf(record.module, record.expr), sim);
}

function variable(name: string, site: Site, sim: Simulation): Value {
  return readVariable(name, site, sim) ?? caller('input', `var.${name}`, site);
}

/** What is looked into without asking is there: a context that cannot be made is no check of who is calling. */
function gently(value: Value | undefined, name: string, site: Site): Value | undefined {
  if (value?.kind !== 'caller' || value.what !== 'absent' || value.name !== name) return value;
  return caller('absent', `answer:${name}`, site);
}

function integrationMember(name: string, site: Site, sim: Simulation): Value | undefined {
  if (REQUEST.test(name) || name === 'context') return caller('request', 'req');
  if (RESPONSE.test(name)) return caller('response', 'res');
  if (name === 'connectionParams' || name === 'payload') return caller('input', 'headers', site);
  // A socket's, which an operation over HTTP has not got (`connection ? connection.context : await fromRequest(req)`).
  if (name === 'connection' && sim.request.method !== 'SUBSCRIPTION') return UNDEFINED;
  if (name === 'connection' || name === 'extra' || name === 'integration') return caller('context', 'integration');
  // Where the first argument is the request itself.
  return fetchMember(caller('request', 'req'), name, site, sim);
}

/** Members of what is neither the library's argument nor the context. */
export function operationMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.what === 'context') return contextMember(name, site, sim);
  if (target.what === 'request' && (name === 'var' || (name === 'get' && target.name === SECOND))) return caller('input', name === 'var' ? VARIABLES : `${VARIABLES}.get`, site);
  if (target.what === 'input' && target.name === VARIABLES) return variable(name, site, sim);
  // What a framework wraps around the request leads to it: `c.req.raw`.
  if (target.what === 'request' && REQUEST.test(name)) return caller('request', 'req');
  return fetchMember(target, name, site, sim);
}

/** An error under construction holds what it was given; it asks nobody about it. */
export function operationOutside(record: CallRecord, sim: Simulation): Value | undefined {
  const { callee } = record;
  const name = callee.kind === 'external' ? callee.path.at(-1) ?? '' : callee.kind === 'property' ? callee.name : '';
  if (record.constructed && /Error$|Exception$/.test(name)) return resultOf(record);
  return fetchOutside(record, sim);
}

/** An error answers with the status that its code stands for. */
export function answerError(value: Value, site: Site, sim: Simulation): void {
  // Errors need not say what they stand for: thrown because something is not the caller's own, one refuses.
  const status = errorStatus(value) ?? (sim.assumptions.at(-1)?.name === OWNERSHIP ? 403 : undefined);
  if (status === undefined) return;
  sim.status = status;
  sim.ended = { kind: 'answered', site };
}

/** The status of an error that carries a code (`TRPCError`, `ORPCError`, `GraphQLError`), or that is called like one. */
export function errorStatus(value: Value): number | undefined {
  for (const one of alternatives(value)) {
    const given = one.kind === 'result' ? one.call.args : one.kind === 'object' ? [one] : [];
    const status = given.map((arg) => (textOf(arg) === undefined ? statusIn(arg) : statusNamed(textOf(arg)!))).find((code) => code !== undefined) ?? statusOf(one);
    if (status !== undefined && status >= 300) return status;
  }
  return undefined;
}

function statusIn(value: Value, depth = 0): number | undefined {
  if (value.kind !== 'object' || depth > 2) return undefined;
  for (const name of ['code', 'status', 'statusCode']) {
    const member = value.props.get(name);
    const status = member && (statusNamed(textOf(member) ?? '') ?? statusCodeOf(member));
    if (status !== undefined) return status;
  }
  return ['extensions', 'http'].map((name) => statusIn(value.props.get(name) ?? NOTHING, depth + 1)).find((code) => code !== undefined);
}

const NOTHING: Value = { kind: 'literal', value: undefined };

/** What an object says under a name, where it is one. */
export function option(value: Value | undefined, name: string): Value | undefined {
  const found = value ? alternatives(value).find((one): one is ObjectValue => one.kind === 'object' && one.props.has(name)) : undefined;
  return found?.props.get(name);
}
