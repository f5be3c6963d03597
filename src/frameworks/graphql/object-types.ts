import type { CallRecord, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, lineEndAfter, textOf, type Program } from '../../link/index.ts';
import { callLater } from '../late-calls.ts';
import { calledName } from './model.ts';
import { KINDS, type Kind, type Operation, siteOfResolver } from './operation.ts';
import { resolverOf } from './wrappers.ts';

/** Operations of schemas that are built of `GraphQLObjectType` (graphql.org/graphql-js/type). */
export function typeOperations(program: Program): Operation[] {
  const types = program.machine.records.filter((record) => record.constructed && calledName(record) === 'GraphQLObjectType');
  const rootOf = new Map<Value, Kind>();
  for (const record of program.machine.records) {
    if (!record.constructed || calledName(record) !== 'GraphQLSchema' || record.args[0]?.kind !== 'object') continue;
    for (const kind of KINDS) for (const one of alternatives(record.args[0].props.get(kind) ?? NOTHING)) if (one.kind === 'result') rootOf.set(one, kind);
  }
  return types.flatMap((record) => {
    const options = record.args[0];
    if (options?.kind !== 'object') return [];
    const name = textOf(options.props.get('name') ?? NOTHING) ?? '';
    const kind = (record.result && rootOf.get(record.result)) ?? (rootOf.size === 0 ? KINDS.find((one) => one === name.replace(/Type$/, '').toLowerCase()) : undefined);
    return kind ? fieldsOf(program, options, record).map((field) => ({ ...field, kind, type: name, origin: record.result ?? options })) : [];
  });
}

const NOTHING: Value = { kind: 'literal', value: undefined };

function fieldsOf(program: Program, options: ObjectValue, record: CallRecord): Omit<Operation, 'kind' | 'type' | 'origin'>[] {
  const at: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  const given = options.props.get('fields') ?? NOTHING;
  const fields = alternatives(given).flatMap((one) => alternatives(one.kind === 'function' ? callLater(program.machine, one, [], one.self, at) : one)).filter((one): one is ObjectValue => one.kind === 'object');
  return fields.flatMap((all) => [...all.props].filter(([name]) => !name.startsWith('\0')).flatMap(([name, value]) => {
    const made = resolverOf(value, name, at, 'query');
    if (!made) return [];
    const config = alternatives(value).find((one): one is ObjectValue => one.kind === 'object');
    const site = config?.site ? { module: config.site.module, start: config.site.start, end: Math.min(config.site.end, endOfLine(config.site)) } : siteOfResolver(value, at);
    return [{ path: [name], field: name, handler: made.handler, before: made.before, site, group: all.site ?? at, ...(made.unknown ? { unknown: made.unknown } : {}) }];
  }));
}

function endOfLine({ module, start, end }: Site): number {
  return lineEndAfter(module, start) ?? end;
}
