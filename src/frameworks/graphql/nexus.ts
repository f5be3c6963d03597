import type { CallRecord, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, textOf, packageOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { callLater } from '../late-calls.ts';
import { predicateDialect, resolver, standIn } from './dialect.ts';
import { calledName } from './model.ts';
import { firstLine, type Kind, type Operation } from './operation.ts';

const PACKAGES = new Set(['nexus', '@nexus/schema']);
const FIELD = /^(query|mutation|subscription)Field$/;
const TYPE = /^(query|mutation|subscription)Type$/;
const authorize = predicateDialect('authorize');

/** Operations of schemas that are built with Nexus (nexusjs.org/docs/api), with the checks of its field-authorize plugin. */
export function nexusOperations(program: Program): Operation[] {
  const records = program.machine.records.filter((record) => record.callee.kind === 'external' && PACKAGES.has(packageOf(record.callee) ?? ''));
  const checks = records.some((record) => calledName(record) === 'fieldAuthorizePlugin');
  return records.flatMap((record) => {
    const name = calledName(record);
    const at: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
    const field = FIELD.exec(name)?.[1] as Kind | undefined;
    if (field) return record.args[0]?.kind === 'function' ? fieldsIn(program, record, record.args[0], field, at, checks) : operationsOf(record, field, at, checks);
    const options = objectIn(record.args[0]);
    const type = TYPE.exec(name)?.[1] ?? (name === 'extendType' || name === 'objectType' ? kindOf(textOf(options?.props.get(name === 'extendType' ? 'type' : 'name') ?? NOTHING)) : undefined);
    const definition = options?.props.get('definition');
    return type && definition ? fieldsIn(program, record, definition, type as Kind, at, checks) : [];
  });
}

const NOTHING: Value = { kind: 'literal', value: undefined };

function kindOf(type: string | undefined): Kind | undefined {
  return type === 'Query' || type === 'Mutation' || type === 'Subscription' ? (type.toLowerCase() as Kind) : undefined;
}

/** The calls that a definition makes on the builder that it is given. */
function fieldsIn(program: Program, record: CallRecord, definition: Value, kind: Kind, at: Site, checks: boolean): Operation[] {
  if (definition.kind !== 'function') return [];
  const t = standIn(record, 't');
  const from = program.machine.records.length;
  callLater(program.machine, definition, [t], definition.self, at);
  return program.machine.records.slice(from).filter((one) => isCalledOn(one.callee, t)).flatMap((one) => operationsOf(one, kind, at, checks, record.result));
}

function isCalledOn(callee: Value, t: Value): boolean {
  return callee === t || (callee.kind === 'property' && isCalledOn(callee.object, t));
}

/** `t.field('name', { type, authorize, resolve })`, `t.field({ name, ... })`, `t.int('name')`. */
function operationsOf(record: CallRecord, kind: Kind, group: Site, checks: boolean, origin: Value | undefined = record.result): Operation[] {
  const options = [...record.args].reverse().map(objectIn).find((one) => one !== undefined);
  const field = textOf(record.args[0] ?? NOTHING) ?? textOf(options?.props.get('name') ?? NOTHING);
  if (field === undefined) return [];
  const { module, expr } = record;
  const first = expr.args[0];
  const start = expr.callee.kind === 'member' ? expr.callee.propertyStart : expr.start;
  const site = firstLine(module, start, first?.kind === 'literal' ? first.end : expr.callee.end);
  const resolve = (kind === 'subscription' ? options?.props.get('subscribe') : undefined) ?? options?.props.get('resolve') ?? record.args.find((arg) => arg.kind === 'function');
  const handler: Element | undefined = resolve && { value: resolve, site, name: (resolve.kind === 'function' && resolve.fn.name) || field, dialect: resolver };
  const check = checks ? options?.props.get('authorize') : undefined;
  const type = kind[0]!.toUpperCase() + kind.slice(1);
  return [{ kind, path: [field], type, field, handler, before: check ? [{ kind: 'element', element: { value: check, site, name: (check.kind === 'function' && check.fn.name) || 'authorize', dialect: authorize } }] : [], site, group, origin: origin ?? NOTHING }];
}

function objectIn(value: Value | undefined): ObjectValue | undefined {
  return value && alternatives(value).find((one): one is ObjectValue => one.kind === 'object');
}
