import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { isUndefined, literal, packageOf, pathOf, Settled, textOf, TRUE, FALSE } from '../../link/index.ts';
import { answerWith, caller, response, responseIn, statusCodeOf, statusIn, under, type Dialect, type Simulation } from '../../guards/index.ts';
import { answered, eventDialect, eventValue, type EventShape } from '../event-dialect.ts';

const H3 = /^(h3|nitropack|nitro|nuxt|#imports)(\/|$)/;

/**
 * Event handlers of h3: `(event) => data | Response`; helpers are functions that are given the event, errors are thrown
 * (h3.dev, "Utils"; version 1 and 2, which differ in names only here).
 */
const shape: EventShape = {
  name: 'h3',
  packages: H3,
  locals: ['context'],
  arguments: () => [eventValue()],
  member,
  outside,
  returned(value, site, sim) {
    if (!sim.ended) answered(value, site, sim);
  },
};

export const dialect: Dialect = eventDialect(shape);

/** Middleware: what returns nothing, and has not answered, lets the request through; in version 2 `next()` says so, too. */
export const middlewareDialect: Dialect = eventDialect({
  ...shape,
  name: 'h3 middleware',
  arguments: () => [eventValue(), caller('next', 'next')],
  call(callee, _args, record, sim) {
    if (callee.what !== 'next') return undefined;
    sim.passed = true;
    sim.ended ??= { kind: 'next', site: siteOf(record) };
    return response(200, siteOf(record));
  },
  returned(value, site, sim) {
    if (isUndefined(value) || (value.kind === 'unknown' && !responseIn(value))) sim.passed = true;
    else answered(value, site, sim);
  },
});

function siteOf(record: CallRecord): Site {
  return { module: record.module, start: record.expr.start, end: record.expr.end };
}

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.what !== 'context') return undefined;
  if (target.name === 'session') return name === 'data' ? caller('input', 'session', site) : caller('input', `session.${name}`, site);
  switch (name) {
    case 'node': return caller('context', 'node');
    case 'res': return caller('response', 'res');
    case 'path': case '_path': sim.readsPath = true; return literal(under(sim.request.base, sim.request.path));
    case 'web': return caller('context', 'event');
    default: return undefined;
  }
}

function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const { callee, args } = record;
  const name = packageOf(callee);
  if (name === undefined) return undefined;
  const path = pathOf(callee);
  const last = path.at(-1) ?? '';
  if (name === 'nuxt-authorization') return authorization(last, record, sim);
  if (!H3.test(name)) return undefined;
  const site = siteOf(record);
  const request = caller('request', 'request');
  const named = args[1] ? textOf(args[1]) : undefined;
  const read = (container: string): Value | undefined => (named === undefined ? caller('input', container, site) : dialect.member(caller('input', container), container === 'headers' ? named.toLowerCase() : named, site, sim));
  switch (last) {
    case 'createError': case 'HTTPError': case 'H3Error': return failure(args, site);
    case 'status': return path.includes('HTTPError') ? response(statusCodeOf(args[0]), site) : undefined;
    case 'getHeader': case 'getRequestHeader': return read('headers');
    case 'getCookie': return read('cookies');
    case 'getHeaders': case 'getRequestHeaders': return caller('input', 'headers', site);
    case 'parseCookies': return caller('input', 'cookies', site);
    case 'getQuery': case 'getValidatedQuery': return caller('input', 'query', site);
    case 'readBody': case 'readValidatedBody': case 'readRawBody': case 'readFormData': case 'readMultipartFormData': return caller('input', 'body', site);
    case 'getRouterParams': case 'getValidatedRouterParams': return caller('input', 'params', site);
    case 'getRouterParam': return caller('input', `params.${named ?? ''}`, site);
    case 'getMethod': return dialect.member(request, 'method', site, sim);
    case 'isMethod': return isMethod(args[1], sim, site);
    case 'getRequestURL': return caller('input', 'url', site);
    case 'getRequestPath': sim.readsPath = true; return literal(sim.request.path);
    case 'getRequestIP': return caller('input', 'ip', site);
    case 'toWebRequest': return request;
    case 'useEvent': return eventValue();
    case 'useSession': case 'getSession': return caller('context', 'session', site);
    case 'setResponseStatus': sim.status = statusCodeOf(args[1]); return literal(undefined);
    case 'sendRedirect': case 'redirect': return last === 'sendRedirect' ? answer(sim, site, statusCodeOf(args[2]) ?? 302, args[1] ? textOf(args[1]) ?? '' : '') : response(statusCodeOf(args[1]) ?? 302, site, args[0] ? textOf(args[0]) ?? '' : '');
    case 'sendError': return answer(sim, site, responseIn(args[1] ?? literal(undefined))?.status ?? 500);
    case 'sendNoContent': return answer(sim, site, statusCodeOf(args[1]) ?? 204);
    case 'send': case 'sendStream': case 'sendWebResponse': case 'sendProxy': case 'proxyRequest': return answer(sim, site, sim.status ?? 200);
    case 'noContent': return response(statusCodeOf(args[0]) ?? 204, site);
    default: return undefined;
  }
}

/** The answer is on its way: what follows in a handler does not change it. */
function answer(sim: Simulation, site: Site, status: number, redirect?: string): Value {
  if (!sim.ended) {
    sim.ended = { kind: 'answered', site };
    if (redirect !== undefined) sim.ended.redirect = redirect;
    sim.status = status;
    if (sim.untilAnswer) throw new Settled();
  }
  return literal(undefined);
}

function failure(args: Value[], site: Site): Value {
  const options = args.find((arg) => arg.kind === 'object');
  const status = options?.kind === 'object' ? statusIn(options) ?? statusCodeOf(options.props.get('statusCode')) : undefined;
  const made = response(status ?? 500, site);
  if (options?.kind === 'object' && made.kind === 'object') options.props.forEach((value, name) => { if (!made.props.has(name)) made.props.set(name, value); });
  return made;
}

function isMethod(wanted: Value | undefined, sim: Simulation, site: Site): Value {
  sim.readsPath = true;
  if (sim.request.method === 'ALL') return caller('input', 'method', site);
  const names = wanted?.kind === 'array' ? wanted.elements.map(textOf) : wanted ? [textOf(wanted)] : [];
  return names.some((name) => name?.toUpperCase() === sim.request.method) ? TRUE : FALSE;
}

/** nuxt-authorization: `authorize(event, ability)` turns away whoever the ability is not for; by default that is every guest. */
function authorization(name: string, record: CallRecord, sim: Simulation): Value | undefined {
  const site = siteOf(record);
  if (sim.persona === 'user') return name === 'authorize' ? literal(undefined) : caller('input', 'ability', site);
  if (name === 'allows') return caller('absent', 'ability', site);
  if (name === 'denies') return caller('missing', 'ability', site);
  sim.because ??= site;
  answerWith(response(403, site), site, sim);
  throw new Settled();
}

