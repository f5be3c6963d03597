import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, isNullish, literal } from '../../link/index.ts';
import { answerWith, caller, connect, fetchCall, fetchMember, identity, isLoginLocation, responseIn, under, type Dialect, type Simulation } from '../../guards/index.ts';
import { isEmpty, noteWork, refusalStatus, worked } from './answers.ts';
import { goesOn, nextAmbient, nextOutside } from './navigation.ts';

/** Members of a `NextRequest`, of its `nextUrl`, and of the context that handlers are given beside it. */
export function requestMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') return caller('input', name === 'params' ? name : `context.${name}`, site);
  if (target.what === 'request' && name === 'nextauth') return caller('input', name, site);
  if (target.what !== 'input') return fetchMember(target, name, site, sim);
  switch (target.name) {
    case 'nextUrl': case 'url':
      if (name === 'pathname') { sim.readsPath = true; return sim.props.get(`${target.name}.pathname`) ?? literal(target.name === 'url' ? sim.request.path : under(sim.request.base, sim.request.path)); }
      if (name === 'clone') return caller('input', 'nextUrl.clone', site);
      return URL_PARTS.has(name) ? caller('input', `nextUrl.${name}`, site) : fetchMember(target, name, site, sim);
    case 'nextauth': return name === 'token' ? identity(sim, 'token', site) : undefined;
    default: return fetchMember(target, name, site, sim);
  }
}

const URL_PARTS = new Set(['origin', 'host', 'hostname', 'port', 'protocol', 'search', 'hash', 'locale', 'defaultLocale', 'basePath', 'buildId', 'domainLocale']);

export function requestCall(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  return callee.name === 'nextUrl.clone' ? caller('input', 'nextUrl') : fetchCall(callee, args, record, sim);
}

/** Handlers of `route.ts`: `(request: NextRequest, { params }) => Response` (Next.js documentation, file conventions: route). */
export const routeDialect: Dialect = {
  name: 'next-route',
  arguments: () => [caller('request', 'request'), caller('context', 'context')],
  member: requestMember,
  assign: connect.assign,
  call: requestCall,
  outside(record, sim) {
    noteWork(sim, record);
    return nextOutside(record, sim);
  },
  ambient: nextAmbient,
  returned(value, site, sim) {
    answerRoute(value, site, sim);
    if (sim.ended) return;
    // A handler that gives no response is answered with an error.
    sim.status = isNullish(value) === true ? 500 : refusalStatus(value) ?? 200;
    sim.ended = { kind: 'answered', site };
  },
  thrown: answerRoute,
};

/** What is answered after work was done for the caller is not for what they lack, unless it says so. */
function answerRoute(value: Value, site: Site, sim: Simulation): void {
  answerWith(value, site, sim);
  if (!sim.ended || !worked(sim) || sim.status === 401 || sim.status === 403) return;
  if (sim.ended.redirect === undefined || !isLoginLocation(sim.ended.redirect)) sim.because = undefined;
}

/** Handlers of `pages/api`: `(req, res)`, in the manner of Connect (Next.js documentation, pages router: API routes). */
export const pagesDialect: Dialect = {
  ...connect,
  name: 'next-pages',
  arguments: () => [caller('request', 'req'), caller('response', 'res')],
  outside(record, sim) {
    if (record.args.some((arg) => arg.kind === 'caller' && arg.what === 'response')) noteWork(sim, record);
    return nextOutside(record, sim);
  },
  returned(value, site, sim) {
    // The response was handed to something outside the project, which has answered.
    if (worked(sim)) sim.ended = { kind: 'answered', site };
    else answerWith(value, site, sim);
  },
};

/** Server actions: whatever they are given comes from the client (Next.js documentation, directives: use server). */
export const actionDialect: Dialect = {
  name: 'next-action',
  arguments: (fn) => fn.fn.params.map(() => caller('input', 'argument')),
  member: requestMember,
  assign: connect.assign,
  call: requestCall,
  outside(record, sim) {
    noteWork(sim, record);
    return nextOutside(record, sim);
  },
  ambient: nextAmbient,
  returned: actionReturned,
  thrown: answerWith,
};

/** What an action gives back is data: it refuses by saying so, or by giving nothing before it has done anything. */
export function actionReturned(value: Value, site: Site, sim: Simulation): void {
  answerWith(value, site, sim);
  if (sim.ended) return;
  const status = refusalStatus(value) ?? (sim.because && isEmpty(value) && !worked(sim) ? 401 : undefined);
  if (status !== undefined) sim.status = status;
  sim.ended = { kind: 'answered', site };
}

/** `middleware.ts` and `proxy.ts`: `(request, event)`, in front of every route that the matcher covers. */
export const middlewareDialect: Dialect = {
  name: 'next-middleware',
  arguments: () => [caller('request', 'request'), caller('context', 'event')],
  member: requestMember,
  assign: connect.assign,
  call: requestCall,
  outside: nextOutside,
  ambient: nextAmbient,
  returned(value, site, sim) {
    const response = alternatives(value).find((one) => responseIn(one) !== undefined);
    if (response === undefined || goesOn(response)) sim.passed = true;
    else answerWith(response, site, sim);
  },
  thrown: answerWith,
};
