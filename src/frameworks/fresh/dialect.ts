import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../../model/index.ts';
import { isUndefined, siteOf, textOf } from '../../link/index.ts';
import { answerWith, caller, response, responseIn, statusCodeOf, type Dialect, type Simulation } from '../../guards/index.ts';
import { answered, eventDialect, eventValue, type EventShape } from '../event-dialect.ts';

/** `(ctx) => Response` in Fresh 2, `(req, ctx) => Response` in Fresh 1 (fresh.deno.dev, "Custom handlers"). */
function shapeOf(version: number): EventShape {
  return {
    name: `fresh ${version}`,
    packages: /^(fresh|@fresh\/core|\$fresh)(\/|$)/,
    locals: ['state'],
    arguments: (fn) => (version === 1 ? given(fn) : [eventValue()]),
    call,
  };
}

/** Of two parameters the first is the request; a single one is, if it is called like one. */
function given({ module, fn }: FunctionValue): Value[] {
  const only = fn.params.length === 1 ? module.bindings[fn.params[0]!.binding]?.name ?? '' : '';
  return /^_?(ctx|context)$/.test(only) ? [eventValue()] : [caller('request', 'request'), eventValue()];
}

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  if (callee.what !== 'input') return undefined;
  const site: Site = siteOf(record.module, record.expr);
  switch (callee.name) {
    case 'event.redirect': return response(statusCodeOf(args[1]) ?? 302, site, (args[0] && textOf(args[0])) ?? '');
    case 'event.render': return response(200, site);
    case 'event.renderNotFound': return response(404, site);
    case 'event.next': sim.passed = true; sim.ended ??= { kind: 'next', site }; return response(200, site);
    default: return undefined;
  }
}

/** @param version of Fresh: 1 or 2 */
export function handlerDialect(version: number): Dialect {
  return eventDialect(shapeOf(version));
}

/** Middleware lets the request through by `ctx.next()`. */
export function middlewareDialect(version: number): Dialect {
  return eventDialect({
    ...shapeOf(version), name: `fresh ${version} middleware`,
    returned(value, site, sim) {
      if (responseIn(value)) answerWith(value, site, sim);
      else if (!isUndefined(value)) answered(value, site, sim);
    },
  });
}
