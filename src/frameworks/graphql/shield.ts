import type { CallRecord, ObjectValue, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf, type Program } from '../../link/index.ts';
import { caller } from '../../guards/index.ts';
import { holds } from '../operations.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import type { Check } from './checks.ts';
import { CTX, NEXT, predicateDialect, resolverDialect } from './dialect.ts';
import { calledName } from './model.ts';

/** What middleware of the schema puts in front of a field. */
export interface SchemaMiddleware { file: string; checkFor(type: string, field: string): Check | undefined }

/** Permissions of graphql-shield and functions of graphql-middleware, where something is given them to apply. */
export function schemaMiddleware(program: Program): SchemaMiddleware[] {
  const records = program.machine.records;
  const shields = records.filter((record) => packageOf(record.callee) === 'graphql-shield' && calledName(record) === 'shield' && record.result?.kind === 'result' && isUsed(record.result, records));
  return [...shields.map(permissions), ...records.filter((record) => packageOf(record.callee) === 'graphql-middleware' && calledName(record).startsWith('applyMiddleware')).flatMap(functions)];
}

/** It is handed to something: metadata that nobody applies protects nothing. */
function isUsed(value: ResultValue, records: CallRecord[]): boolean {
  return records.some((record) => record.args.some((arg) => holds(arg, (one) => one === value, 3)));
}

/** `shield({ Query: { users: isAdmin, '*': isUser } }, { fallbackRule: deny })` (the-guild.dev/graphql/shield). */
function permissions(record: CallRecord): SchemaMiddleware {
  const [tree, options] = record.args;
  const site = siteOf(record);
  const fallback = optionOf(options, 'fallbackRule');
  return {
    file: record.module.path,
    checkFor(type, field) {
      for (const one of alternatives(tree ?? { kind: 'literal', value: undefined })) {
        if (one.kind === 'result') return ruleOf(one, site);
        const of = one.kind === 'object' ? one.props.get(type) : undefined;
        const rule = of && (of.kind === 'object' ? of.props.get(field) ?? of.props.get('*') : of);
        if (rule) return ruleOf(rule, site);
      }
      return fallback && ruleOf(fallback, site);
    },
  };
}

const rule = predicateDialect('rule');

function ruleOf(value: Value, at: Site): Check {
  const one = alternatives(value)[0]!;
  if (one.kind === 'external') return one.path.at(-1) === 'deny' ? { kind: 'deny', name: 'deny', site: at } : one.path.at(-1) === 'allow' ? { kind: 'allow' } : opaque(value, at);
  if (one.kind !== 'result' || packageOf(one.call.callee) !== 'graphql-shield') return opaque(value, at);
  const { call } = one;
  const site = siteOf(call);
  const checks = (): Check[] => call.args.flatMap((arg) => (arg.kind === 'array' ? arg.elements : [arg])).map((arg) => ruleOf(arg, site));
  switch (calledName(call)) {
    case 'and': case 'chain': return { kind: 'all', checks: checks(), name: 'and', site };
    case 'or': case 'race': return { kind: 'any', checks: checks(), name: 'or', site };
    case 'not': return { kind: 'not', check: checks()[0] ?? { kind: 'allow' } };
    case 'inputRule': return { kind: 'allow' };
    default: {
      // `rule(options)(fn)` and `rule()(fn)`.
      const fn = call.args.findLast((arg) => arg.kind === 'function');
      return fn ? { kind: 'element', element: { value: fn, site, name: nameOfRule(one), dialect: rule } } : opaque(value, at);
    }
  }
}

function opaque(value: Value, site: Site): Check {
  return { kind: 'element', element: { value, site, name: nameOfValue(value), dialect: rule } };
}

/** A rule is called like the constant that it is kept in. */
function nameOfRule({ call }: ResultValue): string {
  const binding = call.module.bindings.find((one) => one.init?.start === call.expr.start && one.init.end === call.expr.end);
  return binding?.name ?? nameOfExpr(call.expr) ?? 'rule';
}

const AROUND = resolverDialect('middleware', () => [NEXT, caller('input', 'parent'), caller('input', 'body'), CTX, caller('input', 'info')]);

/** `applyMiddleware(schema, async (resolve, parent, args, context, info) => ...)`, for everything, a type or a field. */
function functions(record: CallRecord): SchemaMiddleware[] {
  return record.args.slice(1).flatMap(alternatives).filter((arg) => arg.kind === 'function' || (arg.kind === 'object' && !arg.cls)).map((arg): SchemaMiddleware => ({
    file: record.module.path,
    checkFor(type, field) {
      const of = arg.kind === 'object' ? arg.props.get(type) : arg;
      const value = of?.kind === 'object' ? of.props.get(field) : of;
      return value?.kind === 'function' ? { kind: 'element', element: { value, site: siteOf(record), name: value.fn.name || 'middleware', dialect: AROUND } } : undefined;
    },
  }));
}

function siteOf(record: CallRecord): Site {
  return { module: record.module, start: record.expr.start, end: record.expr.end };
}

function optionOf(value: Value | undefined, name: string): Value | undefined {
  const options = value && alternatives(value).find((one): one is ObjectValue => one.kind === 'object');
  return options?.props.get(name);
}

