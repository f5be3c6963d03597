import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, literal, object, pathOf, siteOf, textOf } from '../../link/index.ts';
import type { Dialect } from '../dialect.ts';
import { isCredentialHeader, isPlainCookie } from '../names.ts';
import { caller, credential, readProp, type Simulation } from '../simulation.ts';
import { statusCodeOf } from '../status.ts';
import { connect } from './connect.ts';

/** Handlers of the Fetch standard: `(request: Request, context) => Response` (fetch.spec.whatwg.org, sections 5 and 6). */
export const fetchApi: Dialect = {
  name: 'fetch',
  arguments: () => [caller('request', 'request'), caller('context', 'context')],
  member: fetchMember,
  assign: connect.assign,
  call: fetchCall,
  outside: (record, sim) => fetchOutside(record, sim),
  returned: answerWith,
  thrown: answerWith,
};

/** A member of a `Request`, or of what was read from it. */
export function fetchMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'request') {
    const set = readProp(sim, name);
    if (set) return set;
    switch (name) {
      case 'method': sim.readsPath = true; return sim.request.method === 'ALL' ? caller('input', 'method', site) : literal(sim.request.method);
      case 'headers': case 'cookies': case 'body': case 'signal': case 'url': case 'nextUrl': return caller('input', name, site);
      case 'json': case 'text': case 'formData': case 'arrayBuffer': case 'blob': case 'bytes': case 'clone': return caller('input', `req.${name}`, site);
      default: return connect.member(target, name, site, sim);
    }
  }
  if (target.what !== 'input') return undefined;
  switch (target.name) {
    case 'url': case 'nextUrl':
      if (name === 'pathname' || name === 'href') { sim.readsPath = true; return literal(sim.request.path); }
      if (name === 'searchParams') return caller('input', 'query', site);
      // A URL is text as well.
      return { kind: 'builtin', name: `string.${name}`, self: (sim.readsPath = true, literal(sim.request.path)) };
    case 'headers': case 'cookies': case 'query':
      if (ACCESSORS.has(name)) return caller('input', `${target.name}.${name}`, site);
      return connect.member(target, name, site, sim);
    default: return connect.member(target, name, site, sim);
  }
}

const ACCESSORS = new Set(['get', 'has', 'getAll', 'set', 'delete', 'append', 'entries', 'keys', 'values', 'forEach']);

/** A call of something of a `Request`: `request.headers.get('authorization')`. */
export function fetchCall(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  const name = args[0] ? textOf(args[0]) : undefined;
  if (callee.what !== 'input') return connect.call(callee, args, record, sim);
  switch (callee.name) {
    case 'req.json': case 'req.formData': case 'req.text': return caller('input', 'body', site);
    case 'req.clone': return caller('request', 'request');
    case 'headers.get': case 'headers.has': {
      const header = name ?? usualText(args[0]);
      return header !== undefined && isCredentialHeader(header) ? credential(sim, header, site) : caller('input', `headers.${name ?? ''}`, site);
    }
    case 'cookies.get': case 'cookies.has': case 'cookies.getAll': return name !== undefined && isPlainCookie(name) ? caller('input', name, site) : credential(sim, name ?? 'cookie', site);
    case 'query.get': case 'query.has': case 'body.get': return name === undefined ? caller('input', 'query', site) : connect.member(caller('input', callee.name.split('.')[0]!), name, site, sim);
    default: return connect.call(callee, args, record, sim);
  }
}

/** The text that is used where a setting says nothing else: `options.header ?? 'remote-user'`. */
function usualText(value: Value | undefined): string | undefined {
  const texts = value?.kind === 'union' ? value.values.flatMap((one) => textOf(one) ?? []) : [];
  return texts.length === 1 ? texts[0] : undefined;
}

/** What the globals of the Fetch standard make: a response; a URL of the request's own. */
export function fetchOutside(record: CallRecord, sim: Simulation): Value | undefined {
  const { callee, args } = record;
  const last = args.find((arg) => arg.kind === 'caller' && arg.what === 'input' && arg.name === 'url');
  const name = callee.kind === 'builtin' ? callee.name : pathOf(callee).slice(-2).join('.');
  if (name === 'URL' && last) return last;
  // The URL came to be text on the way: of this request, it is the path that counts.
  if (name === 'URL' && args[0]?.kind === 'literal' && args[0].value === sim.request.path) return caller('input', 'url');
  const site: Site = siteOf(record.module, record.expr);
  if (callee.kind !== 'builtin') return undefined;
  if (name === 'Response') return response(statusIn(args[1]) ?? defaultStatus(args[1], sim), site, locationIn(args[1]));
  if (name === 'Response.json') return response(statusForData(args[0], args[1]), site);
  if (name === 'Response.redirect') return response(statusCodeOf(args[1]) ?? 302, site, args[0] ? (textOf(args[0]) ?? '') : '');
  if (name === 'Response.error') return response(500, site);
  return undefined;
}

/** The status of a response that has none, or one that is not known: made of an exception, it is one of an error. */
export function defaultStatus(options: Value | undefined, sim: Simulation): number {
  return sim.catching && options?.kind === 'object' && options.props.has('status') ? 500 : 200;
}

const STATUS = '\0status';
const LOCATION = '\0location';

/** A response as a value; `location` where it sends the caller elsewhere ('' when that is not known). */
export function response(status: number | undefined, site: Site, location?: string): Value {
  const made = object(site);
  made.open = true;
  made.props.set(STATUS, literal(status));
  if (location !== undefined) made.props.set(LOCATION, literal(location));
  made.props.set('status', literal(status));
  made.props.set('ok', literal(status === undefined || status < 400));
  return made;
}

/** Status and target of a value that is a response; `undefined` when it is none. */
export function responseIn(value: Value): { status: number | undefined; location?: string | undefined } | undefined {
  for (const one of alternatives(value)) {
    if (one.kind !== 'object' || !one.props.has(STATUS)) continue;
    const location = one.props.get(LOCATION);
    return { status: statusCodeOf(one.props.get(STATUS)), location: location ? textOf(location) : undefined };
  }
  return undefined;
}

/** `{ status: 401 }` in a response's options, or a bare status. */
export function statusIn(options: Value | undefined): number | undefined {
  if (options?.kind === 'object') return statusCodeOf(options.props.get('status'));
  return options?.kind === 'literal' && typeof options.value === 'number' ? options.value : undefined;
}

/** Status of a response with data in it; where it is worked out and the data is an error (`{ error }`), it says one. */
export function statusForData(body: Value | undefined, options: Value | undefined): number {
  const status = statusIn(options);
  if (status !== undefined) return status;
  const open = options?.kind === 'object' && options.props.has('status');
  return open && body?.kind === 'object' && body.props.has('error') ? 400 : 200;
}

function locationIn(options: Value | undefined): string | undefined {
  const headers = options?.kind === 'object' ? options.props.get('headers') : undefined;
  const location = headers?.kind === 'object' ? headers.props.get('Location') ?? headers.props.get('location') : undefined;
  return location ? (textOf(location) ?? '') : undefined;
}

/** A response that is returned or thrown ends the request; identity of the caller plays no part in how. */
export function answerWith(value: Value, site: Site, sim: Simulation): void {
  const found = responseIn(value);
  if (!found) return;
  sim.status = found.status;
  sim.ended = { kind: 'answered', site: value.kind === 'object' && value.site ? value.site : site };
  if (found.location !== undefined) sim.ended.redirect = found.location;
}

