import type { CallExpr, CallRecord, Expr, ModuleFacts, NewExpr, ResultValue, Site, Value } from '../../model/index.ts';
import type { Element } from '../../guards/index.ts';
import { textOf } from '../../link/index.ts';
import { kindOf, VERBS } from './model.ts';
import { pathsOf, type Pattern } from './paths.ts';

/** One registration on a router, in the order of the code. */
export interface Registration {
  order: number;
  /** `use`: for a prefix and every method. */
  method: string;
  paths: Pattern[];
  elements: Element[];
  record: CallRecord;
  /** Offsets of what a finding underlines: the call up to its path. */
  site: Site;
  generated?: boolean;
}

const ROOT: Pattern[] = [{ text: '/' }];

export function registrationsOf(router: ResultValue): Registration[] {
  const found: Registration[] = [];
  for (const record of router.calls) {
    if (record.method === 'use') {
      const paths = pathsOf(record.args[0]);
      found.push({ order: record.order, method: 'use', paths: paths ?? ROOT, elements: elementsOf(record, paths ? 1 : 0), record, site: headOf(record) });
    } else if (VERBS.has(record.method)) {
      const paths = pathsOf(record.args[0]) ?? constantOf(record.args[0]);
      // `app.get('setting')` reads a setting.
      if (paths === undefined || record.args.length < 2) continue;
      found.push({ order: record.order, method: verb(record.method), paths, elements: elementsOf(record, 1), record, site: headOf(record) });
    }
  }
  for (const route of routesOf(router)) {
    const paths = pathsOf(route.call.args[0]) ?? ROOT;
    for (const record of route.calls) {
      if (VERBS.has(record.method)) found.push({ order: record.order, method: verb(record.method), paths, elements: elementsOf(record, 0), record, site: headOf(record) });
    }
  }
  return found.sort((a, b) => a.order - b.order);
}

/** A path that a package names (`router.get(endpoints.ping, handler)`): not known, but another than those of other names. */
function constantOf(value: Value | undefined): Pattern[] | undefined {
  return value?.kind === 'external' && value.path.length > 0 ? [{ text: `/:${value.path.join('_')}`, constrained: true }] : undefined;
}

/** Checks by the name of a path parameter: `router.param('id', fn)` runs `fn` for every route of the router that has it. */
export function paramChecksOf(router: ResultValue): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const record of router.calls) {
    if (record.method !== 'param') continue;
    for (const name of record.args[0]?.kind === 'array' ? record.args[0].elements.map(textOf) : [record.args[0] && textOf(record.args[0])]) {
      if (name === undefined) continue;
      // Beside the request it is given the parameter's value, which is the caller's choice.
      const elements = elementsOf(record, 1).map((element) => ({ ...element, value: asMiddleware(element.value) }));
      found.set(name, [...(found.get(name) ?? []), ...elements]);
    }
  }
  return found;
}

function asMiddleware(value: Value): Value {
  return value.kind === 'function' ? { ...value, fn: { ...value.fn, params: value.fn.params.slice(0, 3) } } : value;
}

/** What `.route(path)` gave, on which handlers are registered by method. */
function routesOf(router: ResultValue): ResultValue[] {
  return router.calls.flatMap((record) => (record.method === 'route' && record.result?.kind === 'result' ? [record.result] : []));
}

function verb(method: string): string {
  return method === 'del' ? 'DELETE' : method === 'ws' ? 'GET' : method.toUpperCase();
}

/** What a finding underlines: `app.get('/x'`, from the start of the call's last link to the end of its first argument. */
function headOf(record: CallRecord): Site {
  const { module, expr } = declaringCall(record);
  const first = expr.args[0];
  const start = expr.callee.kind === 'member' && spansLines(module, expr.callee.object.start, expr.callee.propertyStart) ? expr.callee.propertyStart : expr.start;
  const end = first && first.end - start < 200 ? first.end : expr.callee.end;
  return { module, start, end };
}

/**
 * The call that declares the route: where its path is written among the arguments. For `setupRoute(router, 'get', '/x', h)`
 * it is that call, not the one line inside the helper that all routes go through.
 */
function declaringCall(record: CallRecord): { module: ModuleFacts; expr: CallExpr | NewExpr } {
  const path = [...record.args, ...(record.receiver?.kind === 'result' ? record.receiver.call.args : [])].map(siteOfPath).find((site) => site !== undefined);
  const holds = (module: ModuleFacts, expr: { start: number; end: number }): boolean => path?.module === module && expr.start <= path.start && path.end <= expr.end;
  if (!path || holds(record.module, record.expr)) return record;
  return record.frames.findLast((frame) => holds(frame.module, frame.expr) && frame.args.some(holdsHandler)) ?? record;
}

/** The handler is handed over as well: without it, the call only says where. */
function holdsHandler(value: Value, depth = 0): boolean {
  if (value.kind === 'function') return true;
  if (depth > 1) return false;
  if (value.kind === 'array') return value.elements.some((one) => holdsHandler(one, depth + 1));
  return value.kind === 'object' && value.cls === undefined && [...value.props.values()].some((one) => holdsHandler(one, depth + 1));
}

function siteOfPath(value: Value): Site | undefined {
  if (value.kind === 'array') return value.elements.map(siteOfPath).find((site) => site !== undefined);
  return (value.kind === 'literal' && typeof value.value === 'string' && value.value.startsWith('/')) || value.kind === 'text' || value.kind === 'regexp' ? (value.kind === 'regexp' ? undefined : value.tail) ?? value.site : undefined;
}

function spansLines(module: ModuleFacts, start: number, end: number): boolean {
  return module.lineStarts.some((offset) => offset > start && offset <= end);
}

function elementsOf(record: CallRecord, from: number): Element[] {
  const { args } = record.expr;
  const aligned = args.length === record.args.length && args.every((arg) => arg.kind !== 'spread');
  const elements: Element[] = [];
  record.args.slice(from).forEach((value, i) => add(value, aligned ? args[from + i] : undefined));
  return elements;

  function add(value: Value, expr: Expr | undefined): void {
    if (value.kind === 'array') {
      const inner = expr?.kind === 'array' && expr.elements.length === value.elements.length && expr.elements.every((one) => one.kind !== 'spread') ? expr.elements : undefined;
      value.elements.forEach((one, i) => add(one, inner?.[i]));
      return;
    }
    const span = expr ?? record.expr;
    elements.push({ value, site: { module: record.module, start: span.start, end: span.end }, name: (expr && nameOfExpr(expr)) || nameOfValue(value) });
  }
}

const WRAPS = /async|await|catch|promis|wrap|^safe|^handle(r|errors?)?$/i;

/** What an expression is called: the last name in it. `asyncHandler(auth.jwt)` is called `jwt`. */
export function nameOfExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'ref': return expr.name;
    case 'member': return expr.property || nameOfExpr(expr.object);
    case 'call': {
      if (expr.callee.kind === 'member' && ['bind', 'call', 'apply'].includes(expr.callee.property)) return nameOfExpr(expr.callee.object);
      const name = nameOfExpr(expr.callee);
      // What only looks after promises and errors says nothing of what it is put around.
      return (expr.args.length === 1 && WRAPS.test(name) && nameOfExpr(expr.args[0]!)) || name;
    }
    case 'new': return nameOfExpr(expr.callee);
    case 'await': return nameOfExpr(expr.value);
    case 'logical': return nameOfExpr(expr.left) || nameOfExpr(expr.right);
    default: return '';
  }
}

export function nameOfValue(value: Value): string {
  switch (value.kind) {
    case 'function': return value.fn.name;
    case 'external': return value.path.at(-1) ?? value.package;
    case 'property': return value.name;
    case 'result': return nameOfValue(value.call.callee);
    case 'union': return value.values.map(nameOfValue).find((name) => name !== '') ?? '';
    default: return '';
  }
}

export function isRouter(value: Value): value is ResultValue {
  const kind = kindOf(value);
  return kind === 'app' || kind === 'router';
}
