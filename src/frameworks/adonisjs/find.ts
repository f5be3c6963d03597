import type { CallRecord, Config, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { textOf, type Program } from '../../link/index.ts';
import { accessOf, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { elementsOf } from '../elements.ts';
import { textsIn } from '../named.ts';
import { pathsOf } from '../paths.ts';
import { handlerDialect } from './dialect.ts';
import { onRouter, onServer, VERBS } from './model.ts';
import { handlerIn, middlewareIn, namesOf } from './resolve.ts';

/** Methods of a resource's controller (docs.adonisjs.com, "Resource-driven controllers"). */
const ACTIONS: { name: string; method: string; path: string; form?: true }[] = [
  { name: 'index', method: 'GET', path: '' }, { name: 'create', method: 'GET', path: '/create', form: true }, { name: 'store', method: 'POST', path: '' }, { name: 'show', method: 'GET', path: '/:id' },
  { name: 'edit', method: 'GET', path: '/:id/edit', form: true }, { name: 'update', method: 'PUT', path: '/:id' }, { name: 'update', method: 'PATCH', path: '/:id' }, { name: 'destroy', method: 'DELETE', path: '/:id' },
];
const PUTS_IN_FRONT = new Set(['use', 'middleware']);

/** Every route of the project. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: handlerDialect, config, cache: new Map() };
  const names = namesOf(program);
  const built = machine.records.flatMap((record) => (onRouter(record) !== undefined && record.result?.kind === 'result' ? [{ record, on: onRouter(record)!, result: record.result }] : []));
  const groups = built.filter((one) => one.on === 'group');
  const meant = (elements: Element[]): Element[] => elements.map((element) => middlewareIn(machine, names, element));
  const globals = meant(machine.records.filter((record) => onServer(record) === 'use' || onServer(record) === 'middleware.register').concat(machine.records.filter((record) => onRouter(record) === 'use')).flatMap((record) => elementsOf(record, 0)));
  const details: RouteDetail[] = [];
  for (const { record, on, result } of built) {
    const around = groups.filter((group) => group.record.order < record.order && record.order < group.result.id);
    const prefix = [...around.map((group) => group.result), ...(on === 'resource' || on === 'shallowResource' ? [] : [result])].flatMap((one) => one.calls).filter((one) => one.method === 'prefix').reduce((path, one) => join(path, (one.args[0] && textOf(one.args[0])) ?? '/'), '/');
    const inherited = [...globals, ...around.flatMap((group) => chained(group.result)).flatMap((one) => meant(elementsOf(one, 0)))];
    const group = around.at(-1);
    const add = (method: string, path: string, target: Value | undefined, own: Element[]): void => {
      const site = headOf(record);
      const fn = target && handlerIn(program, target);
      const handler: Element | undefined = target && { value: fn ?? { kind: 'unknown', reason: 'its controller was not found' }, site, name: nameOf(target, fn?.fn.name) };
      const unknown = target && !fn ? `\`${nameOf(target, undefined)}\` could not be followed to its definition` : undefined;
      const full = join(prefix, path);
      const verdict = accessOf({ request: { method, path: full, base: '/' }, before: [...inherited, ...own], ...(fn ? { handler } : {}), unknown }, context);
      details.push(detailOf({ framework: 'adonisjs', method, path: full, site, handler, own: [...own, ...(handler ? [handler] : [])], verdict, group: group ? identityOf({ module: group.record.module, start: group.record.expr.start }) : record.module.path, application: 'adonisjs' }));
    };
    const own = (): Element[] => chained(result).flatMap((one) => meant(elementsOf(one, 0)));
    const paths = pathsOf(record.args[0])?.map((one) => one.text) ?? [];
    if (on in VERBS) for (const path of paths) add(VERBS[on]!, path, record.args[1], own());
    else if (on === 'route') for (const path of paths) for (const method of textsIn(record.args[1])) add(method.toUpperCase(), path, record.args[2], own());
    else if (on === 'on') for (const path of paths) add('GET', path, undefined, own());
    else if (on === 'resource' || on === 'shallowResource') resource(record, result, add);
  }
  return unique(details);

  function resource(record: CallRecord, result: ResultValue, add: (method: string, path: string, target: Value, own: Element[]) => void): void {
    const [name, controller] = record.args;
    const parts = (name && textOf(name))?.split('.') ?? [];
    if (parts.length === 0 || !controller) return;
    const base = parts.map((part, i) => (i < parts.length - 1 ? `${part}/:${part.replace(/s$/, '')}_id` : part)).join('/');
    const limits = (method: string): string[] | undefined => { const call = result.calls.find((one) => one.method === method); return call && textsIn(call.args[0]); };
    const only = limits('only');
    const except = limits('except') ?? [];
    const isApi = result.calls.some((one) => one.method === 'apiOnly');
    for (const action of ACTIONS) {
      if ((only && !only.includes(action.name)) || except.includes(action.name) || (isApi && action.form)) continue;
      const target: Value = controller.kind === 'literal' ? { kind: 'literal', value: `${String(controller.value)}.${action.name}` } : { kind: 'array', elements: [controller, { kind: 'literal', value: action.name }] };
      add(action.method, `${base}${action.path}`, target, chained(result).flatMap((one) => forAction(one, action.name)));
    }
  }

  /** `.use(['store'], mw)`, `.use('*', mw)`, `.middleware({ '*': ['auth'] })`. */
  function forAction(record: CallRecord, action: string): Element[] {
    const [first] = record.args;
    const fits = (names: string[]): boolean => names.includes('*') || names.includes(action);
    if (first?.kind === 'object' && !first.cls) {
      const site = { module: record.module, start: record.expr.start, end: record.expr.end };
      return meant([...first.props].filter(([key]) => fits(key.split(','))).flatMap(([, value]) => (value.kind === 'array' ? value.elements : [value])).map((value) => ({ value, site, name: textOf(value) ?? '' })));
    }
    return fits(textsIn(first)) ? meant(elementsOf(record, 1)) : [];
  }
}

function chained(result: ResultValue): CallRecord[] {
  return result.calls.filter((one) => PUTS_IN_FRONT.has(one.method));
}

function nameOf(target: Value, own: string | undefined): string {
  if (target.kind === 'array') return (target.elements[1] && textOf(target.elements[1])) ?? own ?? 'handle';
  return textOf(target) ?? own ?? '';
}
