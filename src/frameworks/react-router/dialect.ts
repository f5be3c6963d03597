import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { entryOf, literal, object, packageOf, pathOf, siteOf, textOf } from '../../link/index.ts';
import { answerWith, caller, identity, isIdentityName, readProp, readVariable, response, responseIn, statusCodeOf, statusIn, statusForData, type Dialect, type Simulation } from '../../guards/index.ts';
import { answered, eventDialect, localsMember, type EventShape } from '../event-dialect.ts';
import { keptUnder, keepUnder, loadContext, providerCall, PROVIDER, SERVED, type ContextMaker } from './load-context.ts';

const FRAMEWORK = /^(react-router|react-router-dom|@react-router\/.*|@remix-run\/.*|@vercel\/remix|@netlify\/remix-.*|remix|remix-typedjson)(\/|$)/;

/**
 * Loaders and actions: `({ request, params, context }) => data | Response`; what is thrown answers as well
 * (reactrouter.com, "Data Loading", "Actions", "Middleware"; the same in Remix).
 */
const shape: EventShape = {
  name: 'react-router',
  packages: FRAMEWORK,
  locals: [],
  arguments: () => [loaderArguments()],
  member(target, name, site, sim) {
    if (target.what !== 'context') return undefined;
    if (target.name === PROVIDER) return caller('input', `${PROVIDER}.${name}`, site);
    if (target.name === 'session') return name === 'data' ? caller('input', 'session', site) : caller('input', `session.${name}`, site);
    if (name === 'get' || name === 'set') return caller('input', `context.${name}`, site);
    // What the server puts into a plain load context.
    return readProp(sim, `context.${name}`) ?? localsMember(name, site, sim);
  },
  assign(target, name, value, _site, sim) {
    if (target.what !== 'context') return false;
    sim.props.set(`context.${name}`, value);
    return true;
  },
  call,
  outside,
};

export const dialect: Dialect = eventDialect(shape);

/** Loaders and actions whose context a function of the application's server makes. */
export function dialectBehind(server: ContextMaker): Dialect {
  return eventDialect(behind(shape, server));
}

/** The same of middleware. */
export function middlewareDialectBehind(server: ContextMaker): Dialect {
  return eventDialect(behind(middlewareShape, server));
}

function behind(inner: EventShape, server: ContextMaker): EventShape {
  return {
    ...inner,
    name: `${inner.name} behind ${server.maker.module.path}`,
    member(target, name, site, sim) {
      const own = target.what === 'context' && target.name === 'context' ? readProp(sim, `context.${name}`) ?? loadContext(server, sim, site).props.get(name) : undefined;
      return own ?? inner.member!(target, name, site, sim);
    },
    call(callee, args, record, sim) {
      if (callee.what === 'input' && callee.name === 'context.get') loadContext(server, sim, siteOf(record.module, record.expr));
      return inner.call!(callee, args, record, sim);
    },
  };
}

/** Middleware: what returns nothing, without having asked for what follows, lets the request through ("Middleware", `next`). */
const middlewareShape: EventShape = {
  ...shape,
  name: 'react-router middleware',
  arguments: () => [loaderArguments(), caller('next', 'next')],
  returned(value, site, sim) {
    if (responseIn(value)) answerWith(value, site, sim);
    else sim.passed = true;
  },
};

export const middlewareDialect: Dialect = eventDialect(middlewareShape);

function loaderArguments(): Value {
  const made = object();
  made.props.set('request', caller('request', 'request'));
  made.props.set('params', caller('input', 'params'));
  made.props.set('context', caller('context', 'context'));
  made.props.set('url', caller('input', 'url'));
  made.open = true;
  return made;
}

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'next') {
    sim.passed = true;
    sim.ended ??= { kind: 'next', site };
    return response(200, site);
  }
  if (callee.what !== 'input') return undefined;
  const provided = providerCall(callee, args, site, sim);
  if (provided) return provided;
  const key = args[0];
  switch (callee.name) {
    case 'context.set': if (key && args[1]) keepUnder(key, args[1], sim); return literal(undefined);
    case 'context.get': if (key && textOf(key) !== undefined) return readVariable(textOf(key)!, site, sim) ?? caller('input', textOf(key)!, site); return key && keptUnder(key, site, sim);
    case 'session.get': case 'session.has': {
      const name = key ? textOf(key) : undefined;
      return name !== undefined && !isIdentityName(name) ? caller('input', name, site) : identity(sim, name ?? 'session', site);
    }
    default: return undefined;
  }
}

const HELPERS: Record<string, number> = {
  badRequest: 400, unauthorized: 401, forbidden: 403, notFound: 404, unprocessableEntity: 422, serverError: 500, notModified: 304, ok: 200, created: 201, txt: 200, html: 200, xml: 200, image: 200, pdf: 200, css: 200, javascript: 200, eventStream: 200,
};

/** What functions of the framework and of what is used with it give. */
function outside(record: CallRecord, sim: Simulation): Value | undefined {
  // `context.get(authContext).require(request)`: what the server put there may well refuse.
  const service = record.receiver ?? record.callee;
  if (sim.persona !== 'user' && service.kind === 'unknown' && service.reason === SERVED && record.args.some((arg) => arg.kind === 'caller' && arg.what === 'request')) {
    sim.unfollowed ??= `it gives the request to \`${record.method || 'a function'}\` of ${SERVED}, which was not followed`;
  }
  const name = packageOf(record.callee);
  if (name === undefined) return undefined;
  const path = pathOf(record.callee);
  const last = path.at(-1) ?? '';
  const { args } = record;
  const site: Site = siteOf(record.module, record.expr);
  if (SESSIONS.test(path[0] ?? '') || name === 'remix-hono/session') {
    if (last === 'getSession') return caller('context', 'session', site);
    if (last === 'commitSession' || last === 'destroySession') return literal('cookie');
  }
  if (/^remix-utils/.test(name) && entryOf(HELPERS, last) !== undefined) return response(entryOf(HELPERS, last), site);
  if (!FRAMEWORK.test(name)) return undefined;
  if (record.constructed && /^(unstable_)?RouterContextProvider$/.test(last)) return caller('context', PROVIDER, site);
  switch (last) {
    case 'redirect': case 'redirectDocument': case 'replace': case 'typedredirect': return response(statusCodeOf(args[1]) ?? statusIn(args[1]) ?? 302, site, args[0] ? textOf(args[0]) ?? '' : '');
    case 'json': case 'data': case 'defer': case 'typedjson': case 'typeddefer': return json(args, site, sim);
    default: return undefined;
  }
}

const SESSIONS = /^create(Cookie|File|Memory|Arc|Workers\w*|Database)?SessionStorage/i;

/** Data with a status; without one, data is what a loader returns. */
function json(args: Value[], site: Site, sim: Simulation): Value {
  const status = statusCodeOf(args[1]) ?? statusForData(args[0], args[1]);
  if (status !== 200) return response(status, site);
  const body = args[0];
  if (!body || body.kind !== 'object') return response(200, site);
  // The body says what the status does not.
  const before = { ended: sim.ended, status: sim.status };
  answered(body, site, sim);
  const says = sim.status;
  Object.assign(sim, before);
  return response(says === 401 ? 401 : 200, site);
}
