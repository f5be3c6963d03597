import type { CallRecord, Site, Value } from '../../model/index.ts';
import { object, packageOf, pathOf, textOf, UNDEFINED } from '../../link/index.ts';
import { caller, connect, fetchOutside, identity, knowsSessions, response, type Simulation } from '../../guards/index.ts';

/** What the helpers of Hono and of its known middleware give (hono.dev, "Helpers"), while a request is simulated. */
export function helperCall(record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  const name = packageOf(record.callee);
  const last = pathOf(record.callee).at(-1) ?? '';
  switch (record.callee.kind === 'external' ? name : undefined) {
    case 'hono/cookie': return cookieCall(last, record.args, site, sim);
    case 'hono/factory': return last === 'createMiddleware' ? record.args[0] : undefined;
    case 'hono/streaming': return response(200, site);
    case 'hono/adapter': return last === 'env' ? { kind: 'property', object: record.callee, name: 'env' } : undefined;
    case 'hono/context-storage': return last === 'getContext' || last === 'tryGetContext' ? caller('context', 'c') : undefined;
    case 'next/headers': return last === 'cookies' || last === 'headers' ? caller('input', last, site) : undefined;
    case '@hono/clerk-auth': return last === 'getAuth' ? clerkAuth(site, sim) : undefined;
    default: return fetchOutside(record, sim);
  }
}

const OWN = /^hono\/context-storage$|^next\/headers$|^next-auth|^better-auth/;

/** What knows the request without being given it, or makes an answer. */
export function isAmbient(name: string | undefined, path: string[]): boolean {
  return name === undefined ? path[0] === 'Response' : OWN.test(name) || knowsSessions(name);
}

function cookieCall(helper: string, args: Value[], site: Site, sim: Simulation): Value | undefined {
  const name = (index: number): string | undefined => (args[index] ? textOf(args[index]) : undefined);
  if (helper === 'getCookie') return args.length < 2 ? caller('input', 'cookies', site) : connect.member(caller('input', 'cookies'), name(1) ?? 'session', site, sim);
  if (helper === 'getSignedCookie') return args.length < 3 ? caller('input', 'signedCookies', site) : connect.member(caller('input', 'signedCookies'), name(2) ?? 'session', site, sim);
  return UNDEFINED;
}

/** Clerk answers with an object whether or not someone is logged in. */
function clerkAuth(site: Site, sim: Simulation): Value {
  const auth = object(site);
  auth.open = true;
  for (const name of ['userId', 'sessionId', 'sessionClaims', 'orgId']) auth.props.set(name, identity(sim, name, site));
  return auth;
}
