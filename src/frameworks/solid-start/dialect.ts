import type { CallRecord, Site, Value } from '../../model/index.ts';
import { literal, packageOf, pathOf, siteOf, textOf } from '../../link/index.ts';
import { answerWith, caller, response, responseIn, statusCodeOf, statusForData, statusIn, type Dialect, type Simulation } from '../../guards/index.ts';
import { eventDialect, eventValue, type EventShape } from '../event-dialect.ts';

/** API routes: `(event) => Response | data`; server functions find the event by themselves (docs.solidjs.com/solid-start). */
const shape: EventShape = {
  name: 'solid-start',
  packages: /^(solid-js\/web|@solidjs\/(start|router)|vinxi)(\/|$)/,
  locals: ['locals'],
  arguments: () => [eventValue()],
  member(target, name, site) {
    if (target.what !== 'context') return undefined;
    if (target.name === 'session') return name === 'data' ? caller('input', 'session', site) : caller('input', `session.${name}`, site);
    return name === 'nativeEvent' ? eventValue() : undefined;
  },
  outside,
};

export const dialect: Dialect = eventDialect(shape);

/** `onRequest`: what returns a response ends the request there ("Middleware"). */
export const middlewareDialect: Dialect = eventDialect({
  ...shape,
  name: 'solid-start middleware',
  returned(value, site, sim) {
    if (responseIn(value)) answerWith(value, site, sim);
    else sim.passed = true;
  },
});

/** Middleware in a list is that of h3: what is not an answer goes on, and `next` gives what those behind it answer. */
export const chainDialect: Dialect = eventDialect({
  ...shape,
  name: 'solid-start chain',
  arguments: () => [eventValue(), caller('next', 'next')],
  call(callee, _args, record, sim) {
    if (callee.what !== 'next') return undefined;
    const site: Site = siteOf(record.module, record.expr);
    sim.passed = true;
    sim.ended ??= { kind: 'next', site };
    return response(200, site);
  },
  returned(value, site, sim) {
    if (sim.passed) return;
    if (responseIn(value)) answerWith(value, site, sim);
    else sim.passed = true;
  },
});

/** Functions with `'use server'` are given what the caller sends. */
export const functionDialect: Dialect = eventDialect({ ...shape, name: 'solid-start function', arguments: (fn) => fn.fn.params.map(() => caller('input', 'body')) });

function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const name = packageOf(record.callee);
  if (name === undefined || !shape.packages.test(name)) return undefined;
  const { args } = record;
  const site: Site = siteOf(record.module, record.expr);
  /** Helpers are given the event, or find it. */
  const named = args.map(textOf).find((text) => text !== undefined);
  switch (pathOf(record.callee).at(-1)) {
    case 'getRequestEvent': case 'getEvent': return eventValue();
    case 'getWebRequest': case 'toWebRequest': return caller('request', 'request');
    case 'getHeader': case 'getRequestHeader': return named === undefined ? caller('input', 'headers', site) : dialect.member(caller('input', 'headers'), named.toLowerCase(), site, sim);
    case 'getCookie': return named === undefined ? caller('input', 'cookies', site) : dialect.member(caller('input', 'cookies'), named, site, sim);
    case 'getHeaders': case 'getRequestHeaders': return caller('input', 'headers', site);
    case 'useSession': case 'getSession': return caller('context', 'session', site);
    case 'redirect': case 'sendRedirect': return response(statusCodeOf(args[1]) ?? statusIn(args[1]) ?? 302, site, named ?? '');
    case 'json': return response(statusForData(args[0], args[1]), site);
    case 'reload': return response(200, site);
    case 'setResponseStatus': case 'setStatus': sim.status = args.map(statusCodeOf).find((status) => status !== undefined); return literal(undefined);
    default: return undefined;
  }
}
