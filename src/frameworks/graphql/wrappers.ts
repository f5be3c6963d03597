import type { ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import type { Check } from './checks.ts';
import { piped, resolver } from './dialect.ts';
import { calledName } from './model.ts';
import type { Kind } from './operation.ts';

/** A resolver, and what wrappers of packages put in front of it. */
export interface Made { handler: Element | undefined; before: Check[]; unknown?: string }

/** The resolver that a field's value is; `undefined` when it is none. */
export function resolverOf(value: Value, field: string, at: Site, kind: Kind, depth = 0): Made | undefined {
  const values = alternatives(value).filter((one) => one.kind !== 'literal');
  const first = values[0];
  if (!first || depth > 6) return undefined;
  const element = (of: Value, site: Site): Element => ({ value: of, site, name: (of.kind === 'function' && of.fn.name) || field, dialect: resolver });
  if (values.every((one) => one.kind === 'function')) return { handler: element(values.length === 1 ? first : { kind: 'union', values }, siteOf(first, at)), before: [] };
  if (first.kind === 'object') {
    const inner = (kind === 'subscription' ? first.props.get('subscribe') : undefined) ?? first.props.get('resolve') ?? first.props.get('subscribe') ?? first.props.get('resolver');
    return inner && resolverOf(inner, field, first.site ?? at, kind, depth + 1);
  }
  if (first.kind === 'result') return wrapped(first, field, at, kind, depth);
  if (first.kind === 'array' || first.kind === 'class' || first.kind === 'regexp') return undefined;
  return { handler: undefined, before: [], unknown: `the resolver of \`${field}\` could not be followed to its definition` };
}

function siteOf(value: Value, at: Site): Site {
  return value.kind === 'function' ? { module: value.module, start: value.fn.start, end: value.fn.end } : at;
}

/** `combineResolvers(isAuthenticated, resolver)`, `isAuthenticated.createResolver(resolver)`, and wrappers that are not known. */
function wrapped(value: ResultValue, field: string, at: Site, kind: Kind, depth: number): Made | undefined {
  const { call } = value;
  const here: Site = { module: call.module, start: call.expr.start, end: call.expr.end };
  const name = calledName(call);
  const last = call.args.at(-1);
  if (packageOf(call.callee) === 'graphql-resolvers' && last && (name === 'combineResolvers' || name === 'pipeResolvers')) {
    const inner = resolverOf(last, field, here, kind, depth + 1);
    return inner && { ...inner, before: [...call.args.slice(0, -1).map((arg, i) => pipe(arg, value, i)), ...inner.before] };
  }
  if (packageOf(call.callee) === 'apollo-resolvers' && name === 'createResolver' && call.callee.kind === 'property') {
    const inner = call.args[0] && resolverOf(call.args[0], field, here, kind, depth + 1);
    return inner && { ...inner, before: [...basesOf(call.callee.object), ...inner.before] };
  }
  const functions = call.args.flatMap(alternatives).filter((arg) => arg.kind === 'function');
  // What it is put around is known; what it adds is a library's own affair.
  if (functions.length > 0) return resolverOf(functions[0]!, field, here, kind, depth + 1);
  return { handler: undefined, before: [], unknown: `the resolver of \`${field}\` could not be followed to its definition` };
}

/** What resolvers of apollo-resolvers are made of, outermost first. */
function basesOf(value: Value, depth = 0): Check[] {
  if (value.kind !== 'result' || depth > 8) return [];
  const { call } = value;
  const outer = call.callee.kind === 'property' ? basesOf(call.callee.object, depth + 1) : [];
  return call.args[0] ? [...outer, pipe(call.args[0], value, 0)] : outer;
}

function pipe(value: Value, { call }: ResultValue, index: number): Check {
  const expr = call.expr.args[index] ?? call.expr;
  return { kind: 'element', element: { value, site: { module: call.module, start: expr.start, end: expr.end }, name: nameOfExpr(expr) || nameOfValue(value), dialect: piped } };
}
