import type { CallRecord, Value } from '../../model/index.ts';
import { packageOf, textOf } from '../../link/index.ts';
import { isRouter, type Registration } from './registrations.ts';
import { normalize } from '../../guards/index.ts';

/** Libraries that make REST routes for a database model: one call stands for several routes on the application they were given. */
interface Generator {
  packages: string[];
  /** The call that says on which application. */
  initialize: string;
  application: string;
  /** The call that makes the routes of one model, and the option that lists its two paths: the collection's and the item's. */
  resource: string;
  endpoints: string;
  /** The option that restricts what is made, and its words. */
  actions: string;
}

const GENERATORS: Generator[] = [
  { packages: ['finale-rest', 'epilogue', 'epilogue-js'], initialize: 'initialize', application: 'app', resource: 'resource', endpoints: 'endpoints', actions: 'actions' },
];

const MADE: { action: string; method: string; item: boolean }[] = [
  { action: 'list', method: 'GET', item: false },
  { action: 'create', method: 'POST', item: false },
  { action: 'read', method: 'GET', item: true },
  { action: 'update', method: 'PUT', item: true },
  { action: 'delete', method: 'DELETE', item: true },
];

/** Registrations that such libraries make, by the router or application on which they make them. */
export function generatedRegistrations(records: CallRecord[]): Map<Value, Registration[]> {
  const made = new Map<Value, Registration[]>();
  for (const generator of GENERATORS) {
    const calls = records.filter((record) => generator.packages.includes(packageOf(record.callee) ?? ''));
    const start = calls.find((record) => nameOf(record) === generator.initialize);
    const app = start && option(start, generator.application);
    if (!start || !app || !isRouter(app)) continue;
    const base = textOf(option(start, 'base') ?? { kind: 'literal', value: '' }) ?? '';
    for (const record of calls.filter((one) => nameOf(one) === generator.resource)) {
      const paths = option(record, generator.endpoints);
      if (paths?.kind !== 'array') continue;
      const wanted = option(record, generator.actions);
      const allowed = wanted?.kind === 'array' ? wanted.elements.map(textOf) : undefined;
      for (const { action, method, item } of MADE) {
        const path = textOf(paths.elements[item ? 1 : 0] ?? { kind: 'literal', value: undefined });
        if (path === undefined || (allowed && !allowed.includes(action))) continue;
        const site = { module: record.module, start: record.expr.start, end: record.expr.callee.end };
        const list = made.get(app) ?? [];
        made.set(app, list);
        list.push({ order: record.order, method, paths: [{ text: normalize(`${base}/${path}`) }], elements: [], record, site, generated: true });
      }
    }
  }
  return made;
}

function nameOf(record: CallRecord): string {
  return record.method || (record.callee.kind === 'external' ? record.callee.path.at(-1) ?? '' : '');
}

function option(record: CallRecord, name: string): Value | undefined {
  const options = record.args[0];
  return options?.kind === 'object' ? options.props.get(name) : undefined;
}
