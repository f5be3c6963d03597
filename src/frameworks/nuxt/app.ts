import type { CallRecord, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, textOf, type Program } from '../../link/index.ts';
import { join, judge, normalize, segments, startState, type Element, type JudgeContext } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { identityOf } from '../detail.ts';
import { elementsOf } from '../elements.ts';
import { declareRoute } from '../file-routes.ts';
import { whyUnmounted } from '../unmounted.ts';
import { middlewareDialect } from './dialect.ts';
import { hasParts, partsOf } from './handlers.ts';
import { baseIn } from './model.ts';
import { isH3, kindOf, VERBS } from './instance.ts';

/** Something in front of what comes later (version 1), or of everything (version 2), on addresses that it matches. */
interface Layer { covers(path: string, method: string): boolean; element: Element }

interface Walk {
  context: JudgeContext;
  application: string;
  details: RouteDetail[];
  layers: Layer[];
  visited: Set<ResultValue>;
  unknown: string | undefined;
}

/** Routes of applications of h3 that code puts together, version 1 (`createApp`, `createRouter`) and 2 (`new H3()`). */
export function appRoutes(program: Program, context: JudgeContext): RouteDetail[] {
  const made = [...new Set(program.machine.records.map((record) => record.result))].filter((value): value is ResultValue => value !== undefined && isH3(value));
  const used = new Set(made.flatMap((one) => one.calls.flatMap((record) => record.args.flatMap((arg) => [arg, ...inside(arg)]))));
  const roots = made.filter((one) => !used.has(one));
  const details: RouteDetail[] = [];
  const visited = new Set<ResultValue>();
  for (const root of roots) {
    const application = identityOf({ module: root.call.module, start: root.call.expr.start });
    const unknown = kindOf(root) === 'router' ? whyUnmounted(program, root, program.machine.records) : undefined;
    const walk: Walk = { context, application, details, layers: [], visited, unknown };
    if (kindOf(root) === 'h3') second(walk, root, '/'); else first(walk, root, '/');
  }
  return details;
}

/** Applications and routers in a value that is handed over: `router`, `router.handler`, `useBase('/x', router.handler)`. */
function inside(value: Value): ResultValue[] {
  const based = baseIn(value);
  if (based) return inside(based.inner);
  return alternatives(value).flatMap((one) => (isH3(one) ? [one] : one.kind === 'property' && one.name === 'handler' && isH3(one.object) ? [one.object] : []));
}

/** Version 1: layers in the order in which they were added, each for addresses that begin with its text (h3 1, `createAppEventHandler`). */
function first(walk: Walk, app: ResultValue, prefix: string): void {
  if (walk.visited.has(app)) return;
  walk.visited.add(app);
  if (kindOf(app) === 'router') { routes(walk, app, prefix); return; }
  for (const record of app.calls) {
    if (record.method !== 'use') continue;
    const given = record.args[0];
    const path = given && textOf(given);
    const base = join(prefix, path ?? '');
    for (const element of elementsOf(record, path === undefined ? 0 : 1).filter(({ value }) => value.kind !== 'object' || hasParts(value) || baseIn(value) !== undefined)) {
      const nested = inside(element.value);
      const below = baseIn(element.value);
      for (const one of nested) first(walk, one, below ? join(prefix, textOf(below.base) ?? '') : base);
      if (nested.length > 0) continue;
      const { before, handler } = partsOf({ ...element, base });
      if (base !== '/' && answers(walk, handler, base)) declare(walk, record, 'ALL', base, { ...element, base }, app);
      for (const one of [...before, { ...handler, dialect: middlewareDialect }]) walk.layers.push({ element: one, covers: (address) => base === '/' || address.startsWith(base) });
    }
  }
}

/** It lets nobody through to what comes later: it is what answers there. */
function answers(walk: Walk, handler: Element, path: string): boolean {
  if (handler.value.kind !== 'function') return false;
  return judge({ ...handler, dialect: middlewareDialect }, { method: 'ALL', path, base: path }, startState(), walk.context).handler;
}

function routes(walk: Walk, router: ResultValue, prefix: string): void {
  for (const record of router.calls) {
    const path = record.args[0] && textOf(record.args[0]);
    const verb = VERBS[record.method];
    if (path === undefined || !verb) continue;
    const named = record.method === 'add' || record.method === 'use' ? methodsIn(record.args[2]) : [verb];
    const handler = elementsOf(record, 1)[0];
    for (const method of named) if (handler) declare(walk, record, method, join(prefix, addressOf(path)), handler, router);
  }
}

function methodsIn(value: Value | undefined): string[] {
  const names = value?.kind === 'array' ? value.elements.map(textOf) : value ? [textOf(value)] : [];
  const known = names.flatMap((name) => (name ? [name.toUpperCase()] : []));
  return known.length > 0 ? known : ['ALL'];
}

/** Version 2: all middleware stands in front of all routes, whatever the order, on addresses that its pattern matches as a whole (h3 2, `use`). */
function second(walk: Walk, app: ResultValue, prefix: string): void {
  if (walk.visited.has(app)) return;
  walk.visited.add(app);
  const outer = walk.layers;
  walk.layers = [...outer, ...app.calls.flatMap((record) => (record.method === 'use' ? middlewareOf(record, prefix) : []))];
  for (const record of app.calls) {
    const path = record.args[0] && textOf(record.args[0]);
    const mounted = record.method === 'mount' || record.method === 'use' ? record.args.flatMap(inside) : [];
    for (const one of mounted) second(walk, one, join(prefix, path ?? ''));
    const verb = record.method === 'on' ? path?.toUpperCase() || 'ALL' : VERBS[record.method];
    if (!verb || record.method === 'use' || record.method === 'add') continue;
    const at = record.method === 'on' ? 1 : 0;
    const address = record.args[at] && textOf(record.args[at]);
    const handler = elementsOf(record, at + 1)[0];
    if (address !== undefined && handler) declare(walk, record, verb, join(prefix, addressOf(address)), handler, app, optionsOf(record));
  }
  walk.layers = outer;
}

function middlewareOf(record: CallRecord, prefix: string): Layer[] {
  const path = record.args[0] && textOf(record.args[0]);
  const element = elementsOf(record, path === undefined ? 0 : 1)[0];
  if (!element || inside(element.value).length > 0) return [];
  const options = record.args.at(-1);
  const method = options?.kind === 'object' ? options.props.get('method') : undefined;
  const only = method && textOf(method);
  const pattern = path === undefined ? join(prefix, '*') : join(prefix, addressOf(path));
  return [{ element: { ...partsOf(element).handler, dialect: middlewareDialect }, covers: (address, verb) => (only === undefined || only.toUpperCase() === verb) && matches(pattern, address) }];
}

/** `{ middleware: [...] }` of one route. */
function optionsOf(record: CallRecord): Element[] {
  const options = record.args.at(-1);
  const list = options?.kind === 'object' ? options.props.get('middleware') : undefined;
  if (list?.kind !== 'array') return [];
  return list.elements.map((value) => ({ value, site: headOf(record), name: value.kind === 'function' ? value.fn.name || 'middleware' : 'middleware', dialect: middlewareDialect }));
}

function matches(pattern: string, path: string): boolean {
  const wanted = segments(pattern);
  const given = segments(path);
  for (const [i, part] of wanted.entries()) {
    if (part === '*') return true;
    if (given[i] === undefined || (!part.startsWith(':') && part !== given[i])) return false;
  }
  return wanted.length === given.length;
}

/** `**` and `**:name` match the rest of an address. */
function addressOf(path: string): string {
  return normalize(path.replace(/\*\*(:\w+)?/g, '*'));
}

function declare(walk: Walk, record: CallRecord, method: string, path: string, element: Element, owner: ResultValue, own: Element[] = []): void {
  const { before, handler } = partsOf(element);
  const layers = walk.layers.filter((layer) => layer.covers(path, method)).map((layer) => layer.element);
  walk.details.push(declareRoute({
    framework: 'nuxt', method, path, handler, before: [...layers, ...own, ...before], site: headOf(record), application: walk.application,
    group: identityOf({ module: owner.call.module, start: owner.call.expr.start }), unknown: walk.unknown,
  }, walk.context));
}
