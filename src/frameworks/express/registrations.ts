import type { CallRecord, ResultValue, Site, Value } from '../../model/index.ts';
import type { Element } from '../../guards/index.ts';
import { textOf } from '../../link/index.ts';
import { headOf } from '../declaration.ts';
import { elementsOf } from '../elements.ts';
import { kindOf, VERBS } from './model.ts';
import { pathsOf, type Pattern } from '../paths.ts';

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

export function isRouter(value: Value): value is ResultValue {
  const kind = kindOf(value);
  return kind === 'app' || kind === 'router';
}
