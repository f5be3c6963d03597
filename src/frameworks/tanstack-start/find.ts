import type { CallRecord, Config, RouteDetail, Site, Value } from '../../model/index.ts';
import { functionsOf, textOf, type Program } from '../../link/index.ts';
import type { Element, JudgeContext } from '../../guards/index.ts';
import { unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { contextFor, declareRoute, HTTP_METHODS } from '../file-routes.ts';
import { sentContext } from './client-context.ts';
import { dialect, middlewareDialect, trusting } from './dialect.ts';
import { chainOf, maker } from './model.ts';

interface Walk { program: Program; context: JudgeContext; everywhere: Element[]; functions: Element[]; functionLists: Value[] }

/** Server functions, which any browser can call, and routes that answer on the server. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  const { records } = program.machine;
  const start = records.find((record) => maker(record) === 'createStart' && record.result?.kind === 'object');
  const global = records.filter((record) => maker(record) === 'registerGlobalMiddleware');
  const ofFunctions = [...(start ? [{ record: start, list: memberOf(start.result, 'functionMiddleware') }] : []), ...global.map((record) => ({ record, list: memberOf(record.args[0], 'middleware') }))];
  const walk: Walk = {
    program, context,
    everywhere: start ? middlewareIn(memberOf(start.result, 'requestMiddleware'), siteOf(start)) : [],
    functions: ofFunctions.flatMap(({ record, list }) => middlewareIn(list, siteOf(record))),
    functionLists: ofFunctions.flatMap(({ list }) => list ?? []),
  };
  return unique(records.flatMap((record) => [...serverFunction(walk, record), ...serverRoutes(walk, record)]));
}

function siteOf(record: CallRecord): Site {
  return { module: record.module, start: record.expr.start, end: record.expr.callee.end };
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.props.get(name) : undefined;
}

/** Middleware in the order in which it runs: that which it builds on comes first. */
function middlewareIn(list: Value | undefined, site: Site): Element[] {
  const values = list?.kind === 'array' ? list.elements : list ? [list] : [];
  return values.flatMap((value): Element[] => {
    const chain = chainOf(value);
    if (chain.length === 0) return [{ value, site, name: nameOfValue(value) || 'middleware', dialect: middlewareDialect }];
    return chain.flatMap((record) => {
      if (record.method === 'middleware') return middlewareIn(record.args[0], site);
      const fn = record.method === 'server' ? record.args.findLast((arg) => functionsOf(arg).length > 0) : undefined;
      return fn ? [{ value: fn, site, name: nameWhereMade(record) || 'middleware', dialect: middlewareDialect }] : [];
    });
  });
}

/** What a chain's result is called: the variable that it is the value of. */
function nameWhereMade({ module, expr }: CallRecord): string {
  return bindingOf({ module, start: expr.start, end: expr.end })?.name ?? '';
}

function bindingOf({ module, start, end }: Site): { name: string; start: number; end: number } | undefined {
  return module.bindings.find((one) => one.name !== '' && one.init !== undefined && one.init.start <= start && end <= one.init.end);
}

/** `createServerFn().middleware([...]).handler(fn)`. */
function serverFunction({ program, context, everywhere, functions, functionLists }: Walk, record: CallRecord): RouteDetail[] {
  if (record.method !== 'handler' || maker(record) !== 'createServerFn') return [];
  const value = record.args.findLast((arg) => functionsOf(arg).length > 0);
  const binding = bindingOf(siteOf(record));
  if (!value || !binding) return [];
  const site: Site = { module: record.module, start: binding.start, end: binding.end };
  const lists = chainOf(record.receiver).flatMap((one) => (one.method === 'middleware' && one.args[0] ? [one.args[0]] : []));
  const sent = sentContext(program, [...functionLists, ...lists]);
  const inFunction = [...functions, ...lists.flatMap((list) => middlewareIn(list, siteOf(record)))].map((one) => ({ ...one, dialect: trusting(middlewareDialect, sent) }));
  const handler: Element = { value, site, name: binding.name, dialect: trusting(dialect, sent) };
  return [declareRoute({ framework: 'tanstack-start', method: 'RPC', path: binding.name, handler, before: [...everywhere, ...inFunction], application: '.', group: record.module.path }, context)];
}

/** `createFileRoute(path)({ server: { middleware, handlers } })`, and what it was called before. */
function serverRoutes(walk: Walk, record: CallRecord): RouteDetail[] {
  const name = maker(record);
  if (name === 'createServerFileRoute' && record.method === 'methods') {
    const chain = chainOf(record.receiver);
    const path = chain[0]?.args[0] && textOf(chain[0].args[0]);
    const own = chain.flatMap((one) => (one.method === 'middleware' ? middlewareIn(one.args[0], siteOf(record)) : []));
    return handlersIn(walk, record.args[0], path, own, record);
  }
  if (record.callee.kind !== 'result') return [];
  const path = record.callee.call.args[0] && textOf(record.callee.call.args[0]);
  if (name === 'createAPIFileRoute') return handlersIn(walk, record.args[0], path, [], record);
  if (name !== 'createFileRoute' && name !== 'createRootRoute') return [];
  const server = memberOf(record.args[0], 'server');
  return handlersIn(walk, memberOf(server, 'handlers'), path, middlewareIn(memberOf(server, 'middleware'), siteOf(record)), record);
}

function handlersIn({ program, context, everywhere }: Walk, given: Value | undefined, path: string | undefined, own: Element[], record: CallRecord): RouteDetail[] {
  const site = siteOf(record);
  // `({ createHandlers }) => createHandlers({ GET: { middleware, handler } })`
  const made = given?.kind === 'function' ? program.machine.invoke(given, [handlerMaker()], undefined, site) : given;
  const table = made?.kind === 'result' ? made.call.args[0] : made;
  if (table?.kind !== 'object') return [];
  return [...table.props].flatMap(([key, value]) => {
    const method = HTTP_METHODS.includes(key) ? key : key === 'ANY' || key === 'ALL' ? 'ALL' : undefined;
    if (!method) return [];
    const chain = chainOf(value);
    const inner = value.kind === 'object' ? value.props.get('handler') : chain.find((one) => one.method === 'handler')?.args[0] ?? value;
    const more = value.kind === 'object' ? middlewareIn(value.props.get('middleware'), site) : chain.flatMap((one) => (one.method === 'middleware' ? middlewareIn(one.args[0], site) : []));
    if (!inner) return [];
    const at: Site = inner.kind === 'function' && inner.module === record.module ? { module: inner.module, start: inner.fn.start, end: Math.min(inner.fn.end, inner.fn.start + 20) } : site;
    return [declareRoute({ framework: 'tanstack-start', method, path: addressOf(path ?? fileOf(record)), handler: { value: inner, site: at, name: key }, before: [...everywhere, ...own, ...more], application: '.' }, context)];
  });
}

/** What the function is given that lists handlers: it gives back what it gets. */
function handlerMaker(): Value {
  const external: Value = { kind: 'external', package: '@tanstack/react-start', path: ['createHandlers'] };
  return { kind: 'object', id: 0, props: new Map<string, Value>([['createHandlers', external]]), open: true };
}

function fileOf({ module }: CallRecord): string {
  return `/${module.path.replace(/^.*?routes\//, '').replace(/\.[cm]?[jt]sx?$/, '').replace(/\./g, '/')}`;
}

/** The address of a route by its identifier ("File-Based Routing"): without layouts that have none, and groups. */
export function addressOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && !part.startsWith('_') && !/^\(.*\)$/.test(part));
  if (parts.at(-1) === 'index') parts.pop();
  return `/${parts.map((part) => {
    const plain = part.replace(/_$/, '').replace(/\{-?(\$[^}]*)\}/g, '$1').replace(/\[([^\]]*)\]/g, '$1');
    return plain === '$' ? '*' : plain.replace(/\$(\w+)/g, ':$1');
  }).join('/')}`;
}
