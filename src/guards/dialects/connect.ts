import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../../model/index.ts';
import { isNullish, literal, Settled, siteOf, textOf, truth, UNDEFINED } from '../../link/index.ts';
import { isCredentialHeader, isIdentityName, isPlainCookie, isRequestData } from '../names.ts';
import { caller, credential, identity, isBlamed, lineText, readProp, type Simulation } from '../simulation.ts';
import type { Dialect } from '../dialect.ts';
import { statusCodeOf } from '../status.ts';
import { under } from '../request-path.ts';

/**
 * Middleware of `(req, res, next)`: Express, Connect and what is built on them (expressjs.com, API reference: Request, Response).
 * Other dialects take what they share with it: members of a request and of a response, and calls of them.
 */
export const connect: Dialect = {
  name: 'connect',
  arguments(fn) {
    const count = fn.fn.params.filter((param) => !param.rest).length - (fn.bound?.length ?? 0);
    // Express tells error handlers by their four parameters.
    if (count >= 4) return undefined;
    return [caller('request', 'req'), caller('response', 'res'), caller('next', 'next')];
  },
  member(target, name, site, sim) {
    if (target.what === 'request') return requestMember(name, site, sim);
    if (target.what === 'response') return responseMember(target, name, site, sim);
    if (target.what === 'input') return inputMember(target, name, site, sim);
    return undefined;
  },
  assign(target, name, value, _site, sim) {
    if (target.what === 'response' && target.name === 'res') {
      if (name === 'statusCode') sim.status = statusCodeOf(value);
      // What wraps a method of the response, to log or to change what is sent, calls it in the end.
      else if (!RESPONSE.has(name)) sim.props.set(`res.${name}`, value);
      return true;
    }
    const key = target.what === 'request' ? name : target.name === 'res.locals' ? `locals.${name}` : `${target.name}.${name}`;
    sim.props.set(key, nobodyIn(name, value, sim) ?? value);
    return true;
  },
  call,
};

/** `req.user = null`: that nobody is there is said of this caller. */
export function nobodyIn(name: string, value: Value, sim: Simulation): Value | undefined {
  return sim.persona !== 'user' && value.kind === 'literal' && !value.value && isIdentityName(name) && !isRequestData(name) ? caller('absent', name, value.site) : undefined;
}

const PATHS = new Set(['path', 'url', 'originalUrl', 'baseUrl', '_parsedUrl', 'route']);
const CONTAINERS = new Set(['headers', 'query', 'body', 'params', 'cookies', 'signedCookies', 'session', 'rawHeaders', 'sessionStore']);
const METHODS = new Set(['get', 'header', 'is', 'accepts', 'acceptsCharsets', 'acceptsEncodings', 'acceptsLanguages', 'range', 'param', 'on', 'once', 'pipe', 'setTimeout', 'flash', '__', 'logIn', 'login', 'logOut', 'logout', 'isAuthenticated', 'isUnauthenticated', 'unpipe', 'resume', 'destroy', 'setEncoding', 'emit']);
const PLAIN = new Set(['ip', 'ips', 'hostname', 'host', 'protocol', 'subdomains', 'app', 'httpVersion', 'socket', 'connection', 'xhr', 'secure', 'fresh', 'stale']);

function requestMember(name: string, site: Site, sim: Simulation): Value {
  const set = readProp(sim, name);
  if (set) return set;
  if (name === 'method') return sim.request.method === 'ALL' ? caller('input', 'method', site) : literal(sim.request.method);
  if (PATHS.has(name)) {
    if (name === 'route' || name === '_parsedUrl') return caller('input', name, site);
    return name === 'originalUrl' ? lineText(sim, 'path', ({ path }) => path) : name === 'baseUrl' ? lineText(sim, 'base', ({ base }) => (base === '/' ? '' : base)) : lineText(sim, 'rest', ({ base, path }) => under(base, path));
  }
  if (name === 'res') return caller('response', 'res');
  if (METHODS.has(name)) return caller('input', `req.${name}`, site);
  if (CONTAINERS.has(name) || PLAIN.has(name)) return caller('input', name, site);
  if (isRequestData(name)) return caller('input', name, site);
  // Whatever nobody set is undefined; for someone logged in, the middleware that knows them has set it.
  if (sim.persona !== 'user') return absent(name, site);
  return isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site);
}

/** What nobody was seen to set, for someone who is not logged in. */
const absent = (name: string, site: Site): CallerValue => (isIdentityName(name) ? caller('absent', name, site) : { ...caller('absent', name, site), unset: true });

const SESSION_ITSELF = new Set(['id', 'cookie', 'save', 'destroy', 'regenerate', 'reload', 'touch', 'resetMaxAge', 'store', 'views', 'flash', 'returnTo', 'csrfSecret', 'csrfToken', 'isNew', 'maxAge']);
/** What the first step of a login leaves in the session of someone who is not known yet. */
const OF_A_LOGIN = /^oauth_?(state|nonce|verifier)|^(oidc|pkce|saml)|(code_?)?verifier$|^nonce$|^state$|challenge$|attempts?$/i;
/** What only someone in the middle of a login has. */
const HALFWAY = /^pending|^unverified|^partial/i;
/** A `token` among them is one where a header was asked for it first; elsewhere it may be the one of an e-mail. */
const SECRET_INPUT = /^(api_?-?key|apikey|access_?token|auth_?token|personal_?(access_?)?token|secret|secret_?key|signature|sig|hmac|jwt)$/i;

function inputMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  const set = readProp(sim, `${target.name}.${name}`);
  if (set) return set;
  switch (target.name) {
    case 'headers': return isCredentialHeader(name) ? credential(sim, name, site) : caller('input', name, site);
    case 'signedCookies': return isPlainCookie(name) ? caller('input', name, site) : identity(sim, name, site);
    case 'cookies': return isPlainCookie(name) ? caller('input', name, site) : credential(sim, name, site);
    case 'session': return SESSION_ITSELF.has(name) || OF_A_LOGIN.test(name) || (HALFWAY.test(name) && sim.persona === 'user') ? caller('input', `session.${name}`, site) : identity(sim, name, site);
    case 'query': case 'body': return SECRET_INPUT.test(name) || (sim.asked && name === 'token') ? credential(sim, name, site) : caller('input', `${target.name}.${name}`, site);
    default: return caller('input', `${target.name}.${name}`, site);
  }
}

function responseMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value {
  if (target.name === 'res.locals') {
    const set = readProp(sim, `locals.${name}`);
    if (set) return set;
    if (sim.persona !== 'user' && !isRequestData(name)) return absent(name, site);
    return isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site);
  }
  if (name === 'req') return caller('request', 'req');
  if (name === 'locals') return caller('response', 'res.locals');
  if (name === 'statusCode') return sim.status === undefined ? caller('input', 'statusCode') : literal(sim.status);
  if (name === 'headersSent' || name === 'writableEnded') return literal(sim.ended?.kind === 'answered');
  const set = readProp(sim, `res.${name}`);
  if (set) return set;
  // What is not Express's own was put there by other middleware: a setting, or a helper that answers.
  return RESPONSE.has(name) ? caller('response', `res.${name}`, site) : caller('input', `res.${name}`, site);
}

const RESPONSE = new Set([
  'status', 'sendStatus', 'send', 'json', 'jsonp', 'end', 'sendFile', 'sendfile', 'download', 'render', 'redirect', 'write', 'writeHead', 'code', 'set', 'header', 'setHeader', 'get', 'getHeader', 'getHeaders',
  'hasHeader', 'removeHeader', 'append', 'type', 'contentType', 'format', 'attachment', 'cookie', 'clearCookie', 'links', 'location', 'vary', 'on', 'once', 'emit', 'pipe', 'app', 'flushHeaders', 'setTimeout', 'addTrailers', 'flush', 'removeListener', 'off', 'statusMessage', 'socket', 'writableFinished',
]);

const ANSWERS = new Set(['send', 'json', 'jsonp', 'end', 'sendFile', 'sendfile', 'download', 'render', 'redirect', 'sendStatus', 'write', 'pipe']);

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'next') return callNext(args, site, sim);
  if (callee.what === 'response') return callResponse(callee.name.slice(4), args, site, sim);
  if (callee.what !== 'input') return undefined;
  if (callee.name.startsWith('res.')) return callHelper(callee.name.slice(4), site, sim);
  switch (callee.name) {
    case 'req.get': case 'req.header': {
      const name = args[0] ? textOf(args[0]) : undefined;
      if (name === undefined) return caller('input', 'a header', site);
      return readProp(sim, `headers.${name.toLowerCase()}`) ?? (isCredentialHeader(name) ? credential(sim, name, site) : caller('input', name, site));
    }
    case 'req.isAuthenticated': return sim.persona !== 'user' ? caller('absent', 'isAuthenticated', site) : literal(true);
    case 'req.isUnauthenticated': return sim.persona !== 'user' ? caller('missing', 'isUnauthenticated', site) : literal(false);
    default: return undefined;
  }
}

/** `res.unauthorized()`, `res.success(data)`: helpers that an application has put on its responses answer, as they are called. */
function callHelper(name: string, site: Site, sim: Simulation): Value | undefined {
  if (!/^(un|not)?auth|forbid|denied|^ok$|success|created|respond|reply|answer|error|fail|bad|invalid|notfound|conflict|api|result|send|json/i.test(name)) return undefined;
  if (!sim.ended) {
    sim.ended = { kind: 'answered', site };
    sim.status = /unauth|notauth/i.test(name) ? 401 : /forbid|denied/i.test(name) ? 403 : /error|fail|bad|invalid|notfound|conflict/i.test(name) ? 400 : sim.status;
    if (sim.untilAnswer) throw new Settled();
  }
  return caller('response', 'res');
}

function callNext(args: Value[], site: Site, sim: Simulation): Value {
  const error = args[0];
  const way = error ? textOf(error) : undefined;
  // A handler that hands on what it caught serves nobody, though nothing was thrown: what a constructor returns when it is called without `new`.
  const isHandedOn = sim.untilAnswer && error?.kind === 'literal' && error.value === undefined && isBlamed(sim);
  const goesOn = !error || way === 'route' || way === 'router' || (!isHandedOn && (isNullish(error) === true || truth(error) === false));
  if (goesOn) { sim.passed = true; sim.ended ??= { kind: 'next', site }; }
  else sim.ended ??= { kind: 'error', site, value: error };
  return UNDEFINED;
}

function statusIn(arg: Value): number | undefined {
  return arg.kind === 'literal' && typeof arg.value === 'number' && arg.value >= 100 && arg.value < 600 ? arg.value : undefined;
}

function callResponse(name: string, args: Value[], site: Site, sim: Simulation): Value {
  const self = caller('response', 'res');
  if (name === 'status' || name === 'writeHead' || name === 'code') sim.status = statusCodeOf(args[0]) ?? (sim.catching ? 500 : undefined);
  if (name === 'sendStatus') sim.status = statusCodeOf(args[0]);
  // `res.json(status, body)`, which Express 4 still takes, and what applications make of it themselves: `res.json(body, status)`.
  if ((name === 'json' || name === 'send') && args.length === 2) sim.status = args.map(statusIn).find((code) => code !== undefined) ?? sim.status;
  if (!ANSWERS.has(name)) return name === 'get' || name === 'getHeader' ? caller('input', 'a response header') : self;
  if (!sim.ended) {
    sim.ended = { kind: 'answered', site };
    if (name === 'redirect') {
      const target = args.at(-1);
      sim.ended.redirect = (target ? textOf(target) : undefined) ?? '';
      if (args.length > 1) sim.status = statusCodeOf(args[0]);
    }
    if (sim.untilAnswer) throw new Settled();
    const done = args.findLast((arg): arg is FunctionValue => arg.kind === 'function');
    if (done) sim.machine.invoke(done, [UNDEFINED], done.self, site);
  }
  return self;
}
