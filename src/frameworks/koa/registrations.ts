import type { CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, boundedRegExp, textOf, textParts } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { elementsOf } from '../elements.ts';
import { VERBS, type Stack } from './model.ts';

/** One registration on an application or router, in the order of the code. */
export interface Registration {
  order: number;
  /** None: it is for every method (`use`). */
  methods: string[] | undefined;
  /** As written; none where `use` was given no path. */
  paths: Path[];
  elements: Element[];
  record: CallRecord;
  site: Site;
}

/** A path as written, or a regular expression. */
export interface Path { text: string; regexp?: RegExp }

/** What was registered, in order. @param calls all calls of methods of the application or router */
export function registrationsOf(calls: CallRecord[]): Registration[] {
  return calls.flatMap((record) => {
    const one = registrationOf(record);
    return one ? [one] : [];
  });
}

function registrationOf(record: CallRecord): Registration | undefined {
  const { method, args, order } = record;
  const make = (methods: string[] | undefined, paths: Path[], from: number): Registration => ({ order, methods, paths, elements: elementsOf(record, from), record, site: headOf(record) });
  if (method === 'use') {
    const paths = pathsOf(args[0]);
    return make(undefined, paths ?? [], paths ? 1 : 0);
  }
  if (method === 'register') {
    const paths = pathsOf(args[0]);
    const methods = textsOf(args[1]).map((name) => name.toUpperCase());
    return paths && args.length >= 3 ? { ...make(methods.length > 0 ? methods : ['ALL'], paths, 2), elements: elementsOf({ ...record, args: args.slice(0, 3) }, 2) } : undefined;
  }
  if (method === 'redirect' && args.length >= 2) {
    const paths = pathsOf(args[0]);
    // The source may be the name of a route instead.
    return paths?.every((path) => path.text.startsWith('/')) ? { ...make(['ALL'], paths, args.length), elements: [] } : undefined;
  }
  if ((method === 'on' || method === 'addRoute') && args.length >= 3) {
    const paths = pathsOf(args[1]);
    const methods = textsOf(args[0]).map((name) => name.toUpperCase());
    return paths && methods.length > 0 ? make(methods, paths, 2) : undefined;
  }
  if (method === 'route' && args.length === 1) return undefined;
  if (!VERBS.has(method) || args.length < 2) return undefined;
  // `router.get('name', '/path', handler)`
  const named = args.length > 2 && isPath(args[1]!) && args[0]!.kind !== 'array';
  const paths = pathsOf(args[named ? 1 : 0]);
  return paths && make([method === 'del' ? 'DELETE' : method.toUpperCase()], paths, named ? 2 : 1);
}

/** `router.route({ method, path, handler })` of koa-joi-router, one or a list. */
export function specifiedOf(record: CallRecord): Registration[] {
  if (record.method !== 'route') return [];
  return record.args.flatMap((arg) => (arg.kind === 'array' ? arg.elements : [arg])).flatMap((spec): Registration[] => {
    if (spec.kind !== 'object') return [];
    const paths = pathsOf(spec.props.get('path'));
    const methods = textsOf(spec.props.get('method')).map((name) => name.toUpperCase());
    if (!paths || methods.length === 0) return [];
    const site = spec.site ?? headOf(record);
    const elements = ['pre', 'handler'].flatMap((key) => opened(spec.props.get(key))).map((value): Element => ({ value, site, name: value.kind === 'function' ? value.fn.name : '' }));
    return [{ order: record.order, methods, paths, elements, record, site }];
  });
}

function opened(value: Value | undefined): Value[] {
  return value ? (value.kind === 'array' ? value.elements : [value]) : [];
}

/** Checks by the name of a path parameter: `router.param('id', fn)`, which is given the parameter's value before the context. */
export function paramChecksOf(calls: CallRecord[]): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const record of calls) {
    const name = record.method === 'param' && record.args[0] ? textOf(record.args[0]) : undefined;
    if (name === undefined) continue;
    const elements = elementsOf(record, 1).map((element) => ({ ...element, value: withoutFirst(element.value) }));
    found.set(name, [...(found.get(name) ?? []), ...elements]);
  }
  return found;
}

function withoutFirst(value: Value): Value {
  return value.kind === 'function' ? { ...value, bound: [...(value.bound ?? []), { kind: 'caller', what: 'input', name: 'params' }] } : value;
}

/** The router's prefix: `router.prefix('/x')`, or the option of its constructor. */
export function prefixOf(stack: Stack, calls: CallRecord[]): string {
  const said = calls.filter((record) => record.method === 'prefix').at(-1)?.args[0];
  const given = stack.kind === 'object' ? stack.props.get('\0super') : undefined;
  const options = stack.kind === 'result' ? stack.call.args[0] : given?.kind === 'array' ? given.elements[0] : undefined;
  const value = said ?? (options?.kind === 'object' ? options.props.get('prefix') : undefined);
  return value ? (pathsOf(value)?.[0]?.text ?? '').replace(/\/$/, '') : '';
}

function textsOf(value: Value | undefined): string[] {
  if (!value) return [];
  if (value.kind === 'array') return value.elements.flatMap(textsOf);
  return alternatives(value).flatMap((one) => textOf(one) ?? []);
}

function isPath(value: Value): boolean {
  return value.kind === 'regexp' || value.kind === 'text' || (value.kind === 'array' && value.elements.length > 0 && value.elements.every(isPath)) || (value.kind === 'literal' && typeof value.value === 'string');
}

/** Paths that an argument stands for; `undefined` when it is none. */
export function pathsOf(value: Value | undefined): Path[] | undefined {
  if (!value) return undefined;
  switch (value.kind) {
    case 'array': {
      const all = value.elements.map(pathsOf);
      return all.length > 0 && all.every((one) => one !== undefined) ? all.flat() : undefined;
    }
    case 'union': {
      const all = value.values.flatMap((one) => pathsOf(one) ?? []);
      return all.length > 0 ? all.slice(0, 8) : undefined;
    }
    case 'regexp': return [regexpOf(value.source, value.flags)];
    case 'literal': return typeof value.value === 'string' ? [{ text: value.value }] : undefined;
    case 'text': return [{ text: textParts(value).map((part, i, all) => part ?? (all[i - 1]?.endsWith(':') ? 'unknown' : ':unknown')).join('') }];
    case 'env': return [{ text: '/:unknown' }];
    default: return undefined;
  }
}

function regexpOf(source: string, flags: string): Path {
  const plain = source.replace(/^\^/, '').replace(/\\\/\??\$?$|\$$/, '').replace(/\\\//g, '/').replace(/\\([.-])/g, '$1');
  const text = /^[\w/.-]*$/.test(plain) ? plain : plain.replace(/\((?!\?)\.\*\)/g, '*').replace(/\((?!\?)[^()]*\)/g, ':param').replace(/\.\*\??/g, '*');
  const regexp = boundedRegExp(source, flags);
  return regexp ? { text, regexp } : { text };
}
