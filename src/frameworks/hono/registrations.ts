import type { CallRecord, Place, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, positionOf, textOf } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { elementsOf } from '../elements.ts';
import { isApp, rootOf, VERBS } from './model.ts';
import { openapiRoutes } from './openapi.ts';
import { below, pathsOf } from './paths.ts';

export interface Mount extends Place { path: string }

/** Something that an application does for requests of a method and path, in the order in which it was added. */
export interface Entry {
  /** `use`: in front of what is added later. `mount`: another application's handler. */
  kind: 'use' | 'route' | 'mount';
  /** Upper case; `ALL` for any. */
  method: string;
  /** As written, with every prefix. */
  path: string;
  elements: Element[];
  record: CallRecord;
  /** Offsets of what a finding underlines. */
  site: Site;
  /** The application on which it was registered. */
  app: ResultValue;
  mounts: Mount[];
}

/** Where an application is mounted. */
interface Standing { prefix: string; mounts: Mount[]; around: ResultValue[] }

/**
 * Everything that stands on an application and on the applications that were routed into it, in order. `route` copies what
 * the other application has at that moment (hono.dev, "Grouping").
 *
 * @param before only what was added before this call counts
 */
export function entriesOf(root: ResultValue, before = Infinity, at: Standing = { prefix: '/', mounts: [], around: [] }): Entry[] {
  const entries: Entry[] = [];
  for (const { record, base, current } of callsOn(root, '/')) {
    if (record.order >= before) continue;
    const prefix = below(at.prefix, base);
    const place = { ...at, prefix };
    if (record.method === 'route' || record.method === 'mount') mount(record, place, root, entries);
    else entries.push(...registered(record, current, place, root));
  }
  return entries;
}

/** Calls on an application and on its views, in order, each with the base path and the path that was named last before it. */
function callsOn(app: ResultValue, base: string): { record: CallRecord; base: string; current: string }[] {
  let current = '/';
  return app.calls.flatMap((record) => {
    if (record.method === 'basePath') return isApp(record.result) ? callsOn(record.result, below(base, pathsOf(record.args[0])?.[0] ?? ':unknown')) : [];
    const before = current;
    const named = pathsOf(record.args[record.method === 'on' ? 1 : 0]);
    if (record.method === 'use') current = named?.at(-1) ?? '*';
    else if (named && (VERBS.has(record.method) || record.method === 'on')) current = named.at(-1)!;
    return [{ record, base, current: before }];
  }).sort((a, b) => a.record.order - b.record.order);
}

function mount(record: CallRecord, at: Standing, root: ResultValue, entries: Entry[]): void {
  const site = headOf(record);
  for (const path of pathsOf(record.args[0]) ?? [':unknown']) {
    const prefix = below(at.prefix, path);
    for (const value of alternatives(record.args[1] ?? { kind: 'literal', value: undefined })) {
      const given = record.method === 'mount' && value.kind === 'property' && value.name === 'fetch' ? value.object : value;
      if (!isApp(given)) {
        if (record.method === 'mount') entries.push({ kind: 'mount', method: 'ALL', path: below(prefix, '*'), elements: elementsOf(record, 1).slice(0, 1), record, site, app: root, mounts: at.mounts });
        continue;
      }
      const sub = rootOf(given);
      if (sub === root || at.around.includes(sub) || at.around.length > 12) continue;
      const { line, column } = positionOf(site.module, site.start);
      const inside = { prefix, mounts: [...at.mounts, { file: site.module.path, line, column, path: prefix }], around: [...at.around, root] };
      const copied = record.method === 'route' ? entriesOf(sub, record.order, inside) : [];
      // What is mounted serves whatever it has when a request comes. An application that seems to be empty when it is
      // routed was filled in an order that could not be followed.
      entries.push(...(copied.length > 0 ? copied : entriesOf(sub, Infinity, inside)));
    }
  }
}

function registered(record: CallRecord, current: string, at: Standing, app: ResultValue): Entry[] {
  const entry = { record, site: headOf(record), app, mounts: at.mounts };
  if (record.method === 'use') {
    const paths = pathsOf(record.args[0]);
    return (paths ?? ['*']).map((path) => ({ ...entry, kind: 'use', method: 'ALL', path: below(at.prefix, path), elements: elementsOf(record, paths ? 1 : 0) }));
  }
  if (record.method === 'on') {
    const methods = methodsOf(record.args[0]);
    const elements = elementsOf(record, 2);
    return (pathsOf(record.args[1]) ?? []).flatMap((path) => methods.map((method): Entry => ({ ...entry, kind: 'route', method, path: below(at.prefix, path), elements })));
  }
  if (VERBS.has(record.method)) {
    const paths = pathsOf(record.args[0]) ?? (record.args.length > 1 && isVague(record.args[0]) ? [':unknown'] : undefined);
    const elements = elementsOf(record, paths ? 1 : 0);
    if (elements.length === 0) return [];
    return (paths ?? [current]).map((path) => ({ ...entry, kind: 'route', method: record.method.toUpperCase(), path: below(at.prefix, path), elements }));
  }
  if (record.method === 'doc' || record.method === 'doc31') return (pathsOf(record.args[0]) ?? []).map((path) => ({ ...entry, kind: 'route', method: 'GET', path: below(at.prefix, path), elements: [] }));
  return openapiRoutes(record).map(({ method, path, elements, site }) => ({ ...entry, site: site ?? entry.site, kind: 'route', method, path: below(at.prefix, path), elements }));
}

function methodsOf(value: Value | undefined): string[] {
  if (value?.kind === 'array') return value.elements.flatMap(methodsOf);
  return value ? alternatives(value).map(textOf).filter((name) => name !== undefined).map((name) => name.toUpperCase()) : [];
}

/** It may be a path as well as a handler. */
function isVague(value: Value | undefined): boolean {
  return value !== undefined && ['unknown', 'property', 'param', 'external'].includes(value.kind);
}
