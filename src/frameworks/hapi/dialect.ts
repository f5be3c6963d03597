import type { CallerValue, CallRecord, FunctionValue, ResultValue, Site, Value } from '../../model/index.ts';
import { entryOf, isUndefined, literal, object, packageOf, pathOf, siteOf, textOf } from '../../link/index.ts';
import { caller, connect, credential, errorOf, identity, isIdentityName, readProp, statusCodeOf, type Dialect, type Simulation } from '../../guards/index.ts';

/** Where in the request's life a function is called (hapi.dev, "Lifecycle methods"): what it returns means something else in each place. */
export type Position = 'step' | 'handler' | 'scheme' | 'validate';

/** What an application has put on its requests and toolkits (`server.decorate`), and the server itself. */
export interface Surroundings {
  server?: ResultValue | undefined;
  decorations: Map<string, Value>;
}

/** Lifecycle methods of `(request, h)`; before version 17, `(request, reply)`. */
export function dialectOf(position: Position, surroundings: Surroundings, more: Partial<Dialect> = {}): Dialect {
  return {
    name: `hapi ${position}`,
    arguments: () => [REQUEST, TOOLKIT],
    member: (target, name, site, sim) => member(target, name, site, sim, surroundings),
    assign: (target, name, value, site, sim) => (target.what === 'response' ? assignResponse(name, value, sim) : connect.assign(target, name, value, site, sim)),
    call: (callee, args, record, sim) => call(callee, args, record, sim, position),
    outside: (record, sim) => (isBoom(record.callee) ? boom(record, sim) : undefined),
    returned: (value, site, sim) => returned(value, site, sim, position),
    ...more,
  };
}

export const REQUEST = caller('request', 'request');
export const TOOLKIT = caller('response', 'h');
const CONTINUE = caller('response', 'h.continue');
const REPLY = caller('response', 'reply');
const REFUSED = caller('response', 'h.unauthenticated');

const SENT = new Set(['payload', 'info', 'raw', 'url', 'orig', 'mime', 'jsonp', 'domain', 'logs', 'plugins', 'pre', 'preResponses', 'isInjected', 'response', 'events', 'id', 'received', 'cookies', 'settings']);
const DOES = new Set(['log', 'logger', 'setUrl', 'setMethod', 'active', 'generateResponse', 'tail', 'getLog']);

function member(target: CallerValue, name: string, site: Site, sim: Simulation, surroundings: Surroundings): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  switch (target.what) {
    case 'request': return requestMember(name, site, sim, surroundings);
    case 'response': {
      if (target.name !== 'h') return caller('response', `${target.name}.${name}`, site);
      if (name === 'continue') return CONTINUE;
      if (name === 'request') return REQUEST;
      return surroundings.decorations.get(`toolkit.${name}`) ?? surroundings.decorations.get(`reply.${name}`) ?? caller('response', `h.${name}`, site);
    }
    case 'input': return inputMember(target, name, site, sim);
    default: return undefined;
  }
}

function requestMember(name: string, site: Site, sim: Simulation, { server, decorations }: Surroundings): Value | undefined {
  const set = readProp(sim, name);
  if (set) return set;
  const decorated = decorations.get(`request.${name}`);
  if (decorated?.kind === 'function') return { ...decorated, self: REQUEST };
  switch (name) {
    case 'server': return server ?? caller('input', 'server', site);
    case 'auth': return caller('input', 'auth', site);
    // hapi gives the method in small letters.
    case 'method': sim.readsPath = true; return sim.request.method === 'ALL' ? caller('input', 'method', site) : literal(sim.request.method.toLowerCase());
    case 'path': sim.readsPath = true; return literal(sim.request.path);
    case 'state': return caller('input', 'cookies', site);
    case 'payload': return caller('input', 'body', site);
    case 'yar': return caller('input', 'yar', site);
    case 'route': return caller('input', 'route', site);
    case 'app': return caller('input', 'app', site);
    default:
      if (SENT.has(name)) return caller('input', name, site);
      if (DOES.has(name)) return caller('input', `request.${name}`, site);
      break;
  }
  const found = connect.member(REQUEST, name, site, sim);
  return found?.kind === 'caller' && found.what === 'absent' && !isIdentityName(name) ? caller('input', name, site) : found;
}

function inputMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  switch (target.name) {
    case 'auth': return authMember(name, site, sim);
    case 'yar': return caller('input', `yar.${name}`, site);
    case 'app': return readProp(sim, `app.${name}`) ?? (isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site));
    case 'url': if (name === 'pathname' || name === 'path' || name === 'href') { sim.readsPath = true; return literal(sim.request.path); } break;
    case 'raw': if (name === 'req') return REQUEST; break;
    case 'route': if (name === 'path') { sim.readsPath = true; return literal(sim.request.path); } break;
    default: break;
  }
  return connect.member(target, name, site, sim);
}

function authMember(name: string, site: Site, sim: Simulation): Value {
  const set = readProp(sim, `auth.${name}`);
  if (set) return set;
  switch (name) {
    case 'isAuthenticated': return sim.persona === 'user' ? literal(true) : caller('absent', name, site);
    case 'error': return sim.persona === 'user' ? literal(null) : caller('missing', name, site);
    case 'credentials': case 'artifacts': case 'isAuthorized': return identity(sim, name, site);
    default: return caller('input', `auth.${name}`, site);
  }
}

function assignResponse(name: string, value: Value, sim: Simulation): boolean {
  if (name === 'statusCode') sim.status = statusCodeOf(value);
  return true;
}

const REPLIES = new Set(['response', 'view', 'file', 'redirect', 'proxy', 'entity', 'html']);
const PASSES_ON = new Set(['continue', 'authenticated', 'next']);

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation, position: Position): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'input' && callee.name.startsWith('yar.')) {
    const name = args[0] ? textOf(args[0]) ?? 'session' : 'session';
    return callee.name === 'yar.get' ? connect.member(caller('input', 'session'), name, site, sim) : caller('input', callee.name, site);
  }
  if (callee.what !== 'response') return connect.call(callee, args, record, sim);
  if (callee.name === 'h') return replied(args, site, sim, position);
  const [on, ...rest] = callee.name.split('.');
  const name = rest.at(-1) ?? '';
  if (on === 'h' && rest.length === 1) {
    if (PASSES_ON.has(name)) { if (name !== 'authenticated') passOn(site, sim); return name === 'authenticated' ? CONTINUE : object(); }
    if (name === 'unauthenticated') return REFUSED;
    if (REPLIES.has(name)) {
      if (name === 'redirect') redirects.set(sim, (args[0] ? textOf(args[0]) : undefined) ?? '');
      sim.status = name === 'redirect' ? 302 : undefined;
      return REPLY;
    }
    return caller('input', name, site);
  }
  if (name === 'code') sim.status = statusCodeOf(args[0]);
  if (name === 'redirect') redirects.set(sim, (args[0] ? textOf(args[0]) : undefined) ?? '');
  if (name === 'takeover') {
    taken.add(sim);
    if (sim.ended || sim.passed) { sim.passed = false; answer(site, sim); }
  }
  return REPLY;
}

/** Responses of this run that end the request where they stand, and where they send the caller. */
const taken = new WeakSet<Simulation>();
const redirects = new WeakMap<Simulation, string>();

function passOn(site: Site, sim: Simulation): void {
  sim.passed = true;
  sim.ended ??= { kind: 'next', site };
}

function answer(site: Site, sim: Simulation): void {
  sim.ended = { kind: 'answered', site };
  const location = redirects.get(sim);
  if (location !== undefined) sim.ended.redirect = location;
}

/** `reply(value)` of the versions before 17. */
function replied(args: Value[], site: Site, sim: Simulation, position: Position): Value {
  if (sim.ended) return REPLY;
  const error = args.find((arg) => isError(arg));
  if (error) sim.ended = { kind: 'error', site, value: error };
  // A callback of `validate`: the error, whether the credentials are good, and what they are.
  else if (position === 'validate' && args.length > 1) validated(args[1]!, site, sim);
  else if (position === 'step') passOn(site, sim);
  else answer(site, sim);
  return REPLY;
}

/** What a lifecycle method returned, or resolved to. */
function returned(value: Value, site: Site, sim: Simulation, position: Position): void {
  if (isError(value)) { sim.ended = { kind: 'error', site, value }; return; }
  if (value === REFUSED || (value.kind === 'caller' && value.name === REFUSED.name)) { sim.status = 401; answer(site, sim); return; }
  if (position === 'validate') {
    const valid = value.kind === 'object' ? value.props.get('isValid') ?? (value.open ? undefined : literal(undefined)) : undefined;
    validated(valid ?? value, site, sim);
    return;
  }
  const reply = value.kind === 'caller' && value.what === 'response' && value.name.startsWith('reply');
  if (position === 'handler') { if (reply || !isUndefined(value)) answer(site, sim); return; }
  if (value.kind === 'caller' && value.name === CONTINUE.name) { passOn(site, sim); return; }
  if (taken.has(sim) || (position === 'scheme' && reply)) { answer(site, sim); return; }
  // What a method before the handler returns is kept for the handler.
  if (position === 'step' && !isUndefined(value)) passOn(site, sim);
}

function validated(valid: Value, site: Site, sim: Simulation): void {
  const holds = sim.machine.truth(valid);
  // Where it cannot be told, nothing is said: a strategy is meant to check.
  if (holds === true) passOn(site, sim);
  if (holds === false) { sim.status = 401; sim.because ??= site; answer(site, sim); }
}

function isBoom(value: Value): boolean {
  return /^(@hapi\/)?boom$/.test(packageOf(value) ?? '');
}

const STATUS: Record<string, number> = { badRequest: 400, unauthorized: 401, paymentRequired: 402, forbidden: 403, notFound: 404, methodNotAllowed: 405, notAcceptable: 406, proxyAuthRequired: 407, clientTimeout: 408, conflict: 409, resourceGone: 410, preconditionFailed: 412, badData: 422, locked: 423, tooManyRequests: 429, internal: 500, badImplementation: 500, notImplemented: 501, badGateway: 502, serverUnavailable: 503, gatewayTimeout: 504 };

/** An error of boom by the name of what makes it, or by its options (hapi.dev, "boom"). */
function boom(record: CallRecord, _sim: Simulation): Value | undefined {
  const name = pathOf(record.callee).at(-1) ?? '';
  if (name === 'isBoom') return undefined;
  const site: Site = siteOf(record.module, record.expr);
  const options = record.args.find((arg) => arg.kind === 'object' && arg.props.has('statusCode'));
  const status = entryOf(STATUS, name) ?? (options?.kind === 'object' ? statusCodeOf(options.props.get('statusCode')) : undefined);
  const made = errorOf(status === undefined ? record.args : [literal(status)], site);
  if (made.kind === 'object') { made.props.set('isBoom', literal(true)); made.open = true; }
  return made;
}

function isError(value: Value): boolean {
  if (value.kind === 'object') return value.props.get('isBoom') !== undefined || (value.cls !== undefined && /error|exception/i.test(value.cls.cls.name)) || value.props.get('name')?.kind === 'literal' && /Error$/.test(String((value.props.get('name') as { value: unknown }).value));
  return value.kind === 'result' && (isBoom(value) || value.call.callee.kind === 'builtin');
}

/** The arguments of a strategy's `validate`, by what the scheme has taken from the request. */
export function validateArguments(scheme: string): (fn: FunctionValue, sim: Simulation) => Value[] {
  return (_fn, sim) => {
    const sent = credential(sim, 'authorization');
    if (/basic/i.test(scheme)) return [REQUEST, credential(sim, 'username'), credential(sim, 'password'), TOOLKIT];
    return /bearer|token|cookie|session/i.test(scheme) ? [REQUEST, sent, TOOLKIT] : [sent, REQUEST, TOOLKIT];
  };
}
