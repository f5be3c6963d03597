import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../../model/index.ts';
import { literal, object, packageOf, pathOf, textOf } from '../../link/index.ts';
import { caller, readProp, response, statusCodeOf, statusForData, type Dialect, type Simulation } from '../../guards/index.ts';
import { answered, eventDialect, localsValue, type EventShape } from '../event-dialect.ts';
import { isOfStart, maker } from './model.ts';

/** Handlers are given an object: `{ data, context }`, of routes `{ request, params, context }` (tanstack.com/start, "Server Functions", "Server Routes"). */
const shape: EventShape = {
  name: 'tanstack-start',
  packages: /^(@tanstack\/(react-start|solid-start|start|react-router|solid-router|start-server-core)|vinxi)(\/|$)/,
  locals: ['context'],
  arguments: () => [input()],
  member: (target, name, site) => (target.what === 'context' && target.name === 'session' ? caller('input', name === 'data' ? 'session' : `session.${name}`, site) : undefined),
  outside,
};

export const dialect: Dialect = eventDialect(shape);

/** `.server(({ next, context }) => next({ context: { user } }))`: what is handed to `next` is there for those behind it ("Middleware"). */
export const middlewareDialect: Dialect = eventDialect({
  ...shape,
  name: 'tanstack-start middleware',
  arguments() {
    const given = input();
    given.props.set('next', caller('next', 'next'));
    return [given];
  },
  call(callee, args, record, sim) {
    if (callee.what !== 'next') return undefined;
    const context = args[0]?.kind === 'object' ? args[0].props.get('context') : undefined;
    if (context?.kind === 'object') context.props.forEach((value, name) => { if (!name.startsWith('\0')) sim.props.set(`locals.${name}`, value); });
    sim.passed = true;
    sim.ended ??= { kind: 'next', site: siteOf(record) };
    return object(siteOf(record));
  },
  returned: answered,
});

/** A dialect for where callers send some of the context themselves: what the server has not set is theirs ("Sending Client Context to the Server"). */
export function trusting(base: Dialect, sent: ReadonlySet<string>): Dialect {
  if (sent.size === 0) return base;
  return {
    ...base,
    name: `${base.name}, sent ${[...sent].sort().join()}`,
    member: (target, name, site, sim) => (target.what === 'response' && target.name === 'res.locals' && sent.has(name) && !readProp(sim, `locals.${name}`) ? caller('input', `body.${name}`, site) : base.member(target, name, site, sim)),
  };
}

function input(): Extract<Value, { kind: 'object' }> {
  const made = object();
  made.props.set('request', caller('request', 'request'));
  made.props.set('context', localsValue());
  made.props.set('data', caller('input', 'body'));
  made.props.set('params', caller('input', 'params'));
  made.open = true;
  return made;
}

function siteOf(record: CallRecord): Site {
  return { module: record.module, start: record.expr.start, end: record.expr.end };
}

function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const name = packageOf(record.callee) ?? '';
  if (!isOfStart(record.callee) && !/^vinxi(\/|$)/.test(name)) return undefined;
  const { args } = record;
  const site = siteOf(record);
  const fn = serverFunctionOf(record.callee);
  if (fn) {
    const given = input();
    const data = args[0]?.kind === 'object' ? args[0].props.get('data') : undefined;
    given.props.set('data', data ?? literal(undefined));
    return sim.machine.invoke(fn, [given], fn.self, site);
  }
  const named = args.map(textOf).find((text) => text !== undefined);
  const read = (container: CallerValue['name'], key: string | undefined): Value | undefined => (key === undefined ? caller('input', container, site) : dialect.member(caller('input', container), key, site, sim));
  switch (pathOf(record.callee).at(-1)) {
    case 'getRequest': case 'getWebRequest': return caller('request', 'request');
    case 'getRequestHeaders': case 'getHeaders': return caller('input', 'headers', site);
    case 'getRequestHeader': case 'getHeader': return read('headers', named?.toLowerCase());
    case 'getCookie': return read('cookies', named);
    case 'useSession': case 'getSession': return caller('context', 'session', site);
    case 'setResponseStatus': sim.status = args.map(statusCodeOf).find((status) => status !== undefined); return literal(undefined);
    case 'redirect': return response(302, site, redirectTo(args[0]));
    case 'notFound': return response(404, site);
    case 'json': return response(statusForData(args[0], args[1]), site);
    default: return undefined;
  }
}

/** `createServerFn().handler(fn)`: on the server, a call of what this gives is one of `fn` ("Server Functions"). */
function serverFunctionOf(callee: Value): FunctionValue | undefined {
  if (callee.kind !== 'result' || callee.call.method !== 'handler' || maker(callee.call) !== 'createServerFn') return undefined;
  return callee.call.args.findLast((arg): arg is FunctionValue => arg.kind === 'function');
}

function redirectTo(options: Value | undefined): string {
  const to = options?.kind === 'object' ? options.props.get('to') ?? options.props.get('href') : options;
  return (to && textOf(to)) ?? '';
}
