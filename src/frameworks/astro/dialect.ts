import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { literal, object, packageOf, pathOf, textOf } from '../../link/index.ts';
import { answerWith, caller, fetchMember, identity, isIdentityName, response, responseIn, statusCodeOf, statusNamed, type Dialect, type Simulation } from '../../guards/index.ts';
import { eventDialect, eventValue, type EventShape } from '../event-dialect.ts';

/** Endpoints: `(context) => Response` (docs.astro.build, "Endpoints", "Render context"). */
const shape: EventShape = {
  name: 'astro',
  packages: /^astro(:actions|:middleware)?(\/|$)/,
  locals: ['locals'],
  arguments: () => [eventValue()],
  member(target, name, site) {
    if (target.what !== 'context') return undefined;
    if (target.name === 'session') return caller('input', `session.${name}`, site);
    return name === 'session' ? caller('context', 'session', site) : undefined;
  },
  call,
  outside,
};

export const dialect: Dialect = eventDialect(shape);

/** `onRequest(context, next)`: what calls `next` lets the request through; what returns nothing is an error ("Middleware"). */
const middlewareShape: EventShape = {
  ...shape,
  name: 'astro middleware',
  arguments: () => [eventValue(), caller('next', 'next')],
  call(callee, args, record, sim) {
    if (callee.what !== 'next') return call(callee, args, record, sim);
    sim.passed = true;
    sim.ended ??= { kind: 'next', site: siteOf(record) };
    return response(200, siteOf(record));
  },
  returned(value, site, sim) {
    if (responseIn(value)) answerWith(value, site, sim);
    else answerWith(response(500, site), site, sim);
  },
};

export const middlewareDialect: Dialect = eventDialect(middlewareShape);

/** An action is sent to its own address, or as a form to any page: the caller chooses ("Actions"). */
const anyPage = (target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined =>
  (target.what === 'input' && target.name === 'url' && name !== 'searchParams' ? caller('input', `page.${name}`, site) : shape.member!(target, name, site, sim));

/** The same middleware, in front of an action. */
export function actionMiddlewareDialect(action: string): Dialect {
  return eventDialect({
    ...middlewareShape, name: `astro middleware of ${action}`, member: anyPage,
    outside(record, sim) {
      if (pathOf(record.callee).at(-1) !== 'getActionContext') return outside(record, sim);
      const made = object(siteOf(record));
      const inner = object(siteOf(record));
      inner.props.set('name', literal(action));
      inner.props.set('calledFrom', caller('input', 'form'));
      inner.open = true;
      made.props.set('action', inner);
      made.open = true;
      return made;
    },
  });
}

export const actionDialect: Dialect = eventDialect({ ...shape, name: 'astro action', member: anyPage, arguments: () => [caller('input', 'body'), eventValue()] });

function siteOf(record: CallRecord): Site {
  return { module: record.module, start: record.expr.start, end: record.expr.end };
}

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  if (callee.what !== 'input') return undefined;
  const site = siteOf(record);
  const name = args[0] && textOf(args[0]);
  switch (callee.name) {
    case 'cookies.get': return cookie(name, site, sim);
    case 'event.redirect': case 'event.rewrite': return response(statusCodeOf(args[1]) ?? 302, site, name ?? '');
    case 'session.get': case 'session.has': return name !== undefined && !isIdentityName(name) ? caller('input', name, site) : identity(sim, name ?? 'session', site);
    default: return undefined;
  }
}

/** A cookie is an object with its text in it; one that was not sent is not there. */
function cookie(name: string | undefined, site: Site, sim: Simulation): Value | undefined {
  const text = name === undefined ? caller('input', 'cookie', site) : fetchMember(caller('input', 'cookies'), name, site, sim);
  if (text?.kind !== 'caller' || text.what === 'absent') return text;
  const made = object(site);
  made.props.set('value', text);
  made.open = true;
  return made;
}

function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const name = packageOf(record.callee) ?? '';
  const last = pathOf(record.callee).at(-1);
  const site = siteOf(record);
  if (name === 'auth-astro/server' && last === 'getSession') return identity(sim, 'session', site);
  if (!/^astro(:|\/|$)/.test(name)) return undefined;
  switch (last) {
    case 'ActionError': {
      const options = record.args[0];
      const code = options?.kind === 'object' ? textOf(options.props.get('code') ?? literal(undefined)) : undefined;
      return response((code && statusNamed(code)) || 500, site);
    }
    case 'getSecret': return { kind: 'env', name: (record.args[0] && textOf(record.args[0])) ?? '' };
    // No action is meant by a request for something else.
    case 'getActionContext': { const made = object(site); made.props.set('action', literal(undefined)); return made; }
    default: return undefined;
  }
}
