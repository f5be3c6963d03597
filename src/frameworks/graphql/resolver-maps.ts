import type { Expr, ModuleFacts, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf, walkModule, type Program } from '../../link/index.ts';
import { isOfGraphql } from './model.ts';
import { KINDS, originOf, siteOfResolver, type Kind, type Operation } from './operation.ts';
import type { Schema } from './schema-texts.ts';
import { resolverOf } from './wrappers.ts';
import { compositionsOf, type Composition } from './compositions.ts';

/** Operations of resolver maps: `{ Query: { users() {} }, Mutation: {...} }`, given to a server or only exported for one. */
export function mapOperations(program: Program, schema: Schema): Operation[] {
  const roots = new Map(KINDS.map((kind) => [schema.rootOf(kind), kind]));
  const found: Operation[] = [];
  const seen = new Map<string, Set<Value | string>>();
  const given = program.machine.records.flatMap((record) => record.args.flatMap((arg) => resolversIn(arg, 2)).map((value) => ({ value, at: { module: record.module, start: record.expr.start, end: record.expr.end } })));
  const compositions = compositionsOf(program).map((one) => ({ ...one, maps: new Set(mapsIn(one.resolvers, roots, 0)) }));
  for (const { value, at } of [...given, ...exported(program, roots)]) {
    for (const map of mapsIn(value, roots, 0)) for (const operation of operationsOf(map, at, compositions.filter((one) => one.maps.has(map)))) found.push({ ...operation, origin: value });
  }
  return found;

  function operationsOf(map: ObjectValue, at: Site, composed: Composition[]): Omit<Operation, 'origin'>[] {
    return [...map.props].flatMap(([type, value]) => {
      const root = roots.get(type);
      const namespace = root ? undefined : namespaceOf(type, schema);
      if (!root && !namespace) return [];
      return alternatives(value).flatMap((one) => (one.kind === 'object' ? fieldsOf(type, one, root ?? namespace!.kind, namespace?.path ?? [], at, composed) : []));
    });
  }

  function fieldsOf(type: string, fields: ObjectValue, kind: Kind, path: string[], at: Site, composed: Composition[]): Omit<Operation, 'origin'>[] {
    return [...fields.props].flatMap(([field, value]): Omit<Operation, 'origin'>[] => {
      if (field.startsWith('\0') || field.startsWith('__') || isNamespace(type, field, schema)) return [];
      const made = resolverOf(value, field, fields.site ?? at, kind);
      if (!made) return [];
      const known = seen.get(`${type}.${field}`) ?? new Set();
      seen.set(`${type}.${field}`, known);
      const key = identity(made.handler?.value ?? value);
      if (known.has(key)) return [];
      known.add(key);
      const around = composed.filter((one) => one.applies(type, field)).flatMap((one) => one.checks);
      return [{ kind, path: [...path, field], type, field, handler: made.handler, before: [...around, ...made.before], site: siteOfResolver(value, fields.site ?? at), group: fields.site ?? at, ...(made.unknown ? { unknown: made.unknown } : {}) }];
    });
  }
}

/** The same function found again, through another list or export, is the same resolver. */
function identity(value: Value): Value | string {
  if (value.kind === 'function') return `${value.module.path}:${value.fn.start}:${value.scope.args ? originOf(value).fn.start : ''}`;
  return value.kind === 'result' ? `${value.call.module.path}:${value.call.expr.start}` : value;
}

/** What is said to be resolvers, in a call's options. */
function resolversIn(value: Value, depth: number): Value[] {
  return alternatives(value).flatMap((one): Value[] => {
    if (depth === 0) return [];
    if (one.kind === 'array') return one.elements.flatMap((element) => resolversIn(element, depth - 1));
    if (one.kind !== 'object' || one.cls) return [];
    const resolvers = one.props.get('resolvers');
    return resolvers ? [resolvers] : [...one.props.values()].flatMap((member) => resolversIn(member, depth - 1));
  });
}

const MAX_DEPTH = 5;

/** Resolver maps inside lists, modules that export several, and calls that merge them. */
function mapsIn(value: Value, roots: Map<string, Kind>, depth: number): ObjectValue[] {
  if (depth > MAX_DEPTH) return [];
  return alternatives(value).flatMap((one): ObjectValue[] => {
    if (one.kind === 'array') return one.elements.flatMap((element) => mapsIn(element, roots, depth + 1));
    // Permissions have the form of a map as well.
    if (one.kind === 'result' && packageOf(one) === 'graphql-shield') return [];
    if (one.kind === 'result') return [...one.call.args, ...one.props.values()].flatMap((arg) => mapsIn(arg, roots, depth + 1));
    if (one.kind !== 'object' || one.cls) return [];
    const spread = (one.rest ?? []).flatMap((part) => mapsIn(part, roots, depth + 1));
    if ([...one.props.keys()].some((name) => roots.has(name) || /(Query|Mutation|Queries|Mutations)$/.test(name))) return [one, ...spread];
    return [...spread, ...[...one.props].filter(([name]) => !name.startsWith('\0')).flatMap(([, member]) => mapsIn(member, roots, depth + 2))];
  });
}

/** A type that only groups operations: `Query.pages: PageQuery`. */
function namespaceOf(type: string, schema: Schema): { kind: Kind; path: string[] } | undefined {
  if (!/(Query|Mutation|Queries|Mutations|Subscription)$/.test(type)) return undefined;
  for (const kind of KINDS) {
    const field = schema.fields(schema.rootOf(kind)).find((one) => one.returns === type);
    if (field) return { kind, path: [field.name] };
  }
  return undefined;
}

function isNamespace(type: string, field: string, schema: Schema): boolean {
  if (!schema.operationOf(type)) return false;
  const returns = schema.fields(type).find((one) => one.name === field)?.returns;
  return returns !== undefined && namespaceOf(returns, schema) !== undefined && schema.fields(returns).length > 0;
}

/** Exports that are resolver maps: what loads them is not always to be seen. */
function exported(program: Program, roots: Map<string, Kind>): { value: Value; at: Site }[] {
  if (!program.machine.records.some((record) => isOfGraphql(record.callee))) return [];
  return program.modules.filter((module) => mentionsMap(module, roots)).flatMap((module) => {
    const at = { module, start: 0, end: 0 };
    const names = [...new Set([...module.exports.map((one) => one.name), 'export='])].filter((name) => name !== '*');
    return names.map((name) => program.machine.exportOf(module.path, name)).filter((value) => value !== undefined).map((value) => ({ value, at }));
  });
}

function mentionsMap(module: ModuleFacts, roots: Map<string, Kind>): boolean {
  let found = false;
  walkModule(module, {
    expr(expr: Expr) {
      if (found) return false;
      if (expr.kind === 'object') found = expr.properties.some((property) => roots.has(property.key) && (property.value.kind === 'object' || property.value.kind === 'ref' || property.value.kind === 'call' || property.value.kind === 'member'));
      return undefined;
    },
  });
  return found;
}
