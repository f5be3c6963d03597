import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { literal, pathOf, siteOf, textOf, Thrown, UNDEFINED } from '../../link/index.ts';
import { assertTruthy, caller, connect, errorOf, identity, isIdentityName, nobodyIn, readProp, statusCodeOf, type Dialect, type Simulation } from '../../guards/index.ts';
import { callComposed } from './composed.ts';

/**
 * Middleware of `(ctx, next)` (koajs.com, "Context", "Request", "Response"). The context delegates to its request and its
 * response; what is in `ctx.body` and `ctx.status` when the outermost middleware returns is the answer.
 */
export const koa: Dialect = {
  name: 'koa',
  arguments: () => [caller('context', 'ctx'), caller('next', 'next')],
  member,
  assign,
  call,
  outside: (record, sim) => callComposed(record, sim) ?? handedOver(record, sim),
  returned(_value, site, sim) {
    if (sim.status !== undefined || sim.props.has(BODY) || handed.has(sim)) sim.ended = { kind: 'answered', site };
    if (sim.status === undefined && sim.because && saysError(sim.props.get(BODY))) sim.status = 400;
  },
};

/** Under which the answer that was set is kept among the properties of the request. */
const BODY = 'res.body';
const STATUS = 'res.status';

/** `{ errcode: 40011, errmsg: 'log in first' }`: an answer that says itself that it is an error, whatever its status. */
function saysError(body: Value | undefined): boolean {
  if (body?.kind !== 'object') return false;
  return [...body.props].some(([name, value]) => /^err(or)?_?(code|no)$/i.test(name) && value.kind === 'literal' && typeof value.value === 'number' && value.value !== 0);
}

/** Whether a way through a middleware left an answer on the context before it passed the request on. */
export function leavesAnswer(props: Map<string, Value>): boolean {
  return props.has(BODY) || props.has(STATUS);
}

/** Runs in which code outside the project was given the whole context: where nothing follows, it is that which answers. */
const handed = new WeakSet<Simulation>();

function handedOver(record: CallRecord, sim: Simulation): undefined {
  const { callee } = record;
  if (callee.kind === 'caller' || !record.args.some((arg) => arg.kind === 'caller' && arg.what === 'context')) return;
  const name = pathOf(callee).at(-1) ?? record.method;
  handed.add(sim);
  sim.status ??= statusNamed(name);
}

/** The status that a helper is called after. */
function statusNamed(name: string): number | undefined {
  if (/unauthor|unauthenticated|not_?logged/i.test(name)) return 401;
  if (/forbid|denied|deny/i.test(name)) return 403;
  return /bad_?request|not_?found|invalid|conflict|unprocessable|failure|error/i.test(name) ? 400 : undefined;
}

/** What an application puts on its contexts to answer by: `ctx.render('page')`, `ctx.ok(data)`, `ctx.unauthorized()`. */
const HELPER = /^(render|view|send\w*|ok|created|accepted|no_?content|success|respond|reply|answer|json|html|text|download|stream|result|unauthorized|unauthenticated|forbidden|denied|deny|bad_?request|not_?found|conflict|unprocessable\w*|fail|failure|error|invalid)$/i;

const REQUEST = caller('request', 'req');
const RESPONSE = caller('response', 'res');
const STATE = caller('response', 'res.locals');

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') return contextMember(name, site, sim);
  if (target.what === 'request') return requestMember(name, site, sim);
  if (target.what === 'response' && target.name === 'res') return responseMember(name, site, sim);
  if (target.what === 'response' && target.name === 'ctx.assert') return caller('response', `ctx.assert.${name}`, site);
  if (target.what === 'input' && target.name === 'cookies' && (name === 'get' || name === 'set')) return caller('input', `cookies.${name}`, site);
  return connect.member(target, name, site, sim);
}

const DOES = new Set(['throw', 'assert', 'redirect', 'back', 'set', 'append', 'remove', 'attachment', 'vary', 'flushHeaders', 'onerror', 'inspect', 'toJSON']);
const ANSWERS_WITH = new Set(['type', 'length', 'message', 'etag', 'lastModified', 'headerSent', 'writable', 'respond']);
const SENT = new Set(['querystring', 'search', 'URL', 'charset', 'idempotent', 'captures', 'origin', 'mountPath', 'router', 'routerName', '_matchedRouteName', 'matched', 'app', 'req', 'accept']);
const PATHS = new Set(['href']);
const PATTERNS = new Set(['routerPath', '_matchedRoute']);

function contextMember(name: string, site: Site, sim: Simulation): Value | undefined {
  switch (name) {
    case 'request': case 'req': return REQUEST;
    case 'response': case 'res': return RESPONSE;
    case 'state': return STATE;
    case 'ctx': return caller('context', 'ctx');
    case 'body': case 'status': return responseMember(name, site, sim);
    default:
      if (DOES.has(name)) return caller('response', `ctx.${name}`, site);
      if (ANSWERS_WITH.has(name)) return caller('input', name, site);
      return requestMember(name, site, sim);
  }
}

function requestMember(name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'ctx') return caller('context', 'ctx');
  if (name === 'response') return RESPONSE;
  if (name === 'req') return REQUEST;
  // `ctx.header` is the object of headers; reading one is `ctx.get`.
  if (name === 'header') return caller('input', 'headers', site);
  if (PATHS.has(name) || PATTERNS.has(name)) { sim.readsPath = true; return literal(sim.request.path); }
  if (SENT.has(name)) return readProp(sim, name) ?? caller('input', name, site);
  if (HELPER.test(name)) return readProp(sim, name) ?? caller('response', `ctx.help.${name}`, site);
  const found = connect.member(REQUEST, name, site, sim);
  // Applications hang their services on the context: of what nobody was seen to set, only what tells who is calling is missing.
  if (found?.kind === 'caller' && found.what === 'absent' && !isIdentityName(name)) return caller('input', name, site);
  return found;
}

function responseMember(name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'ctx') return caller('context', 'ctx');
  if (name === 'status' || name === 'statusCode') return sim.status === undefined ? caller('input', 'status', site) : literal(sim.status);
  if (name === 'body') return readProp(sim, BODY) ?? caller('input', 'body', site);
  if (name === 'redirect') return caller('response', 'ctx.redirect', site);
  return connect.member(RESPONSE, name, site, sim);
}

function assign(target: CallerValue, name: string, value: Value, site: Site, sim: Simulation): boolean {
  if (target.what === 'context' || (target.what === 'response' && target.name === 'res')) {
    if (name === 'status' || name === 'statusCode') {
      sim.status = statusCodeOf(value);
      sim.props.set(STATUS, value);
      return true;
    }
    if (name === 'body') { sim.props.set(BODY, value); return true; }
    if (name === 'respond') { sim.props.set(BODY, value); return true; }
    if (name === 'state' && value.kind === 'object') {
      for (const [key, one] of value.props) sim.props.set(`locals.${key}`, one);
      return true;
    }
    if (target.what === 'response') { sim.props.set(`res.${name}`, value); return true; }
    sim.props.set(name, nobodyIn(name, value, sim) ?? value);
    return true;
  }
  return connect.assign(target, name, value, site, sim);
}

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'next') return connect.call(callee, [], record, sim);
  if (callee.what === 'response' && callee.name.startsWith('ctx.help.')) return callHelper(callee.name.slice(9), args, sim);
  if (callee.what === 'response' && callee.name.startsWith('ctx.')) return callContext(callee.name.slice(4), args, record, site, sim);
  if (callee.what === 'input' && callee.name === 'cookies.set') return UNDEFINED;
  if (callee.what === 'input' && callee.name === 'cookies.get') {
    const name = args[0] ? textOf(args[0]) ?? 'cookie' : 'cookie';
    const signed = args[1]?.kind === 'object' ? args[1].props.get('signed') : undefined;
    const found = connect.member(caller('input', 'cookies'), name, site, sim);
    return signed?.kind === 'literal' && signed.value === true && found?.kind === 'caller' && found.what !== 'input' ? identity(sim, name, site) : found;
  }
  return connect.call(callee, args, record, sim);
}

/** A helper answers, and the middleware may still go on. */
function callHelper(name: string, args: Value[], sim: Simulation): Value {
  const status = statusNamed(name);
  if (status !== undefined) sim.status = status;
  sim.props.set(BODY, args[0] ?? UNDEFINED);
  return UNDEFINED;
}

function callContext(name: string, args: Value[], record: CallRecord, site: Site, sim: Simulation): Value | undefined {
  switch (name) {
    case 'throw': throw new Thrown(errorOf(args, site), site);
    case 'assert': return assertTruthy(sim, record, site);
    case 'redirect': case 'back': {
      const target = args[0];
      sim.status = 302;
      sim.props.set(STATUS, literal(302));
      sim.ended = { kind: 'answered', site, redirect: (target ? textOf(target) : undefined) ?? '' };
      return UNDEFINED;
    }
    default: return UNDEFINED;
  }
}
