import type { CallRecord, Site, Value } from '../../model/index.ts';
import { literal, textOf, Thrown, UNDEFINED, unknown } from '../../link/index.ts';
import { caller, defaultStatus, fetchOutside, knowsSessions, response, responseIn, statusCodeOf, statusIn, under, type Simulation } from '../../guards/index.ts';
import { matchesRoute } from './matcher.ts';

const PASSES = '\0next';

/**
 * What calling functions of Next.js itself gives (nextjs.org/docs, API reference: functions). Those of `next/navigation` throw:
 * what stands behind them is not reached, and a `catch` around them gets the better of them.
 */
export function nextOutside(record: CallRecord, sim: Simulation): Value | undefined {
  const { callee, args } = record;
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (callee.kind === 'external') {
    const name = callee.path.join('.');
    switch (callee.package) {
      case 'next/navigation': case 'next/dist/client/components/navigation': return navigation(name, args, site);
      case 'next/headers': return name === 'cookies' || name === 'headers' || name === 'draftMode' ? caller('input', name, site) : undefined;
      case 'next/server': case 'next/dist/server/web/exports/next-response': return server(name, record, site, sim);
      case 'next/cache': return name.startsWith('unstable_') && name !== 'unstable_noStore' ? undefined : UNDEFINED;
      default: break;
    }
  }
  const matcher = routeMatcher(callee);
  if (matcher) {
    sim.readsPath = true;
    const matched = matchesRoute(matcher.args[0], under(sim.request.base, sim.request.path));
    return matched === undefined ? unknown('whether the path is one of those listed') : literal(matched);
  }
  if (callee.kind === 'builtin' && callee.name === 'URL') {
    // A place beside the request's: its own text is what counts.
    const target = args[0] && args[1] ? textOf(args[0]) : undefined;
    if (target !== undefined) return literal(target, site);
  }
  return fetchOutside(record, sim);
}

const OWN = /^next\/(headers|navigation|server)$|^next-auth|^better-auth/;

/** In Next.js any function may ask for the request (`cookies()`, `auth()`), or make or end the response. */
export function nextAmbient(name: string | undefined, path: string[]): boolean {
  return name === undefined ? path[0] === 'Response' : OWN.test(name) || knowsSessions(name);
}

/** The call of Clerk's `createRouteMatcher` that gave the function which is called. */
function routeMatcher(callee: Value): CallRecord | undefined {
  if (callee.kind !== 'result' || callee.call.callee.kind !== 'external') return undefined;
  const { package: name, path } = callee.call.callee;
  return name.startsWith('@clerk/') && path.at(-1) === 'createRouteMatcher' ? callee.call : undefined;
}

function navigation(name: string, args: Value[], site: Site): Value | undefined {
  const leave = (status: number, location?: string): never => { throw new Thrown(response(status, site, location), site); };
  switch (name) {
    case 'redirect': return leave(307, locationOf(args[0]));
    case 'permanentRedirect': return leave(308, locationOf(args[0]));
    case 'notFound': return leave(404);
    case 'unauthorized': return leave(401);
    case 'forbidden': return leave(403);
    default: return undefined;
  }
}

function server(name: string, record: CallRecord, site: Site, sim: Simulation): Value | undefined {
  const { args } = record;
  switch (name) {
    case 'NextResponse': case 'NextResponse.json': return response(statusIn(args[1]) ?? defaultStatus(args[1], sim), site);
    case 'NextResponse.error': return response(500, site);
    case 'NextResponse.redirect': return response(statusIn(args[1]) ?? statusCodeOf(args[1]) ?? 307, site, locationOf(args[0]));
    case 'NextResponse.next': return passing(site);
    case 'NextResponse.rewrite': return rewrite(args[0], site, sim);
    case 'NextRequest': return caller('request', 'request');
    // What is put off until after the answer is no part of it.
    case 'after': case 'connection': return UNDEFINED;
    default: return undefined;
  }
}

function locationOf(target: Value | undefined): string {
  return target ? (textOf(target) ?? '') : '';
}

/** The response that stands for going on to what follows. */
function passing(site: Site): Value {
  const made = response(200, site);
  if (made.kind === 'object') made.props.set(PASSES, literal(true));
  return made;
}

/** Another address for the same request: whoever is sent there for what they lack does not get where they wanted. */
function rewrite(target: Value | undefined, site: Site, sim: Simulation): Value {
  return sim.because === undefined ? passing(site) : response(307, site, locationOf(target));
}

/** Whether what a middleware returned lets the request go on: `NextResponse.next()`, nothing, or no response at all. */
export function goesOn(value: Value): boolean {
  return responseIn(value) === undefined || (value.kind === 'object' && value.props.has(PASSES));
}
