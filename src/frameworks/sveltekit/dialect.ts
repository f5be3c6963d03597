import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../../model/index.ts';
import { literal, object, packageOf, pathOf, settle, siteOf, textOf, Thrown } from '../../link/index.ts';
import { answerWith, caller, response, statusCodeOf, statusIn, statusForData, type Dialect, type Simulation } from '../../guards/index.ts';
import { eventDialect, eventValue, type EventShape } from '../event-dialect.ts';

/** Endpoints, actions and `load`: `(event) => Response | data`; `redirect` and `error` throw (svelte.dev, "@sveltejs/kit"). */
const shape: EventShape = {
  name: 'sveltekit',
  packages: /^(\$app\/server|@sveltejs\/kit)(\/|$)/,
  locals: ['locals'],
  arguments: () => [eventValue()],
  member,
  outside,
};

export const dialect: Dialect = eventDialect(shape);

/** A page's `load`, for which `parent()` runs those of the layouts around it: where they turn a caller away, it rejects. */
export function loadDialect(id: string, layouts: FunctionValue[]): Dialect {
  return eventDialect({
    ...shape,
    name: `sveltekit load ${id}`,
    call(callee, _args, record, sim) {
      if (callee.what !== 'input' || callee.name !== 'event.parent') return undefined;
      const site: Site = siteOf(record.module, record.expr);
      const data = object(site);
      for (const load of layouts) {
        const given = settle(sim.machine.invoke(load, [eventValue()], load.self, site));
        if (given.kind === 'object') given.props.forEach((value, name) => data.props.set(name, value));
        else data.open = true;
      }
      return data;
    },
  });
}

/** `handle({ event, resolve })`: what has called `resolve` has let the request through. */
const handleShape: EventShape = {
  ...shape,
  name: 'sveltekit handle',
  arguments() {
    const input = object();
    input.props.set('event', eventValue());
    input.props.set('resolve', caller('next', 'resolve'));
    return [input];
  },
  call(callee, _args, record, sim) {
    if (callee.what !== 'next') return undefined;
    const site: Site = siteOf(record.module, record.expr);
    sim.passed = true;
    sim.ended ??= { kind: 'next', site };
    return response(200, site);
  },
  returned: answerWith,
};

export const handleDialect: Dialect = eventDialect(handleShape);

/** Remote functions are called from any page: the caller says from which, and with it what the address is (svelte.dev, "Remote functions"). */
const anyPage = (target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined => {
  if (target.what === 'input' && (target.name === 'url' || target.name === 'event.route')) return caller('input', `page.${name}`, site);
  return member(target, name, site, sim);
};
export const remoteHandleDialect: Dialect = eventDialect({ ...handleShape, name: 'sveltekit remote handle', member: anyPage });
export const remoteDialect: Dialect = eventDialect({ ...shape, name: 'sveltekit remote', member: anyPage, arguments: () => [caller('input', 'body'), caller('input', 'issue')] });

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.what === 'input' && target.name === 'event.route' && name === 'id') {
    sim.readsPath = true;
    return sim.request.id === undefined ? caller('input', 'route', site) : literal(sim.request.id);
  }
  return undefined;
}

function outside(record: CallRecord): Value | undefined {
  const name = packageOf(record.callee);
  if (name === '$app/server' && pathOf(record.callee).at(-1) === 'getRequestEvent') return eventValue();
  if (name === undefined || !/^(@sveltejs\/kit|sveltekit-superforms|sveltekit-flash-message)(\/|$)/.test(name)) return undefined;
  const { args } = record;
  const site: Site = siteOf(record.module, record.expr);
  switch (pathOf(record.callee).at(-1)) {
    case 'redirect': throw new Thrown(response(statusCodeOf(args[0]) ?? 302, site, target(args)), site);
    case 'error': throw new Thrown(response(statusCodeOf(args[0]) ?? 500, site), site);
    case 'fail': case 'invalid': return response(statusCodeOf(args[0]) ?? 400, site);
    case 'json': case 'text': return response(statusForData(args[0], args[1]), site);
    case 'message': case 'setError': return name.startsWith('sveltekit-superforms') ? response(statusIn(args[2]) ?? (pathOf(record.callee).at(-1) === 'setError' ? 400 : 200), site) : undefined;
    default: return undefined;
  }
}

function target(args: Value[]): string {
  return args.slice(0, 2).map(textOf).find((text) => text !== undefined && Number.isNaN(Number(text))) ?? '';
}

