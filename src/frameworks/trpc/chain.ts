import type { Expr, FunctionValue, ObjectValue, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { isBuilder, isMiddleware, KINDS, receiverOf, STEPS } from './model.ts';

/** One way in which a procedure is built: what runs before its resolver, in order. */
export interface Chain {
  before: Element[];
  meta: ObjectValue[];
  /** Why not everything in front is known. */
  unknown?: string;
}

const MAX_CHAINS = 6;

/** The ways in which a procedure or its builder may have been built; several where a builder is chosen by a setting. */
export function chainsOf(value: Value, depth = 0): Chain[] {
  if (value.kind === 'union') return value.values.flatMap((one) => chainsOf(one, depth)).slice(0, MAX_CHAINS);
  if (value.kind === 'property' && value.name === 'procedure' && isBuilder(value)) return [{ before: [], meta: [] }];
  if (value.kind !== 'result' || depth > 60 || !(STEPS.has(value.call.method) || KINDS.has(value.call.method))) return [{ before: [], meta: [], unknown: opaque(value) }];
  const { call } = value;
  const from = receiverOf(call);
  const chains = from ? chainsOf(from, depth + 1) : [{ before: [], meta: [], unknown: opaque(value) }];
  if (call.method === 'use') return chains.map((chain) => ({ ...chain, before: [...chain.before, ...middlewareOf(call.args[0], call.expr.args[0], call)] }));
  if (call.method === 'meta') return chains.map((chain) => ({ ...chain, meta: [...chain.meta, ...alternatives(call.args[0]!).filter((one) => one.kind === 'object').slice(0, 1)] }));
  if (call.method === 'concat' || call.method === 'unstable_concat') {
    const added = call.args[0] ? chainsOf(call.args[0], depth + 1) : [];
    return chains.flatMap((chain) => added.map((one) => ({ before: [...chain.before, ...one.before], meta: [...chain.meta, ...one.meta], ...(chain.unknown ?? one.unknown ? { unknown: (chain.unknown ?? one.unknown)! } : {}) }))).slice(0, MAX_CHAINS);
  }
  return chains;
}

function opaque(value: Value): string {
  const name = nameOfValue(value);
  return name ? `the procedure builder \`${name}\` could not be followed to \`initTRPC\`` : 'the procedure builder could not be followed to `initTRPC`';
}

/** The functions of a middleware, in order: `t.middleware(a).unstable_pipe(b)` is two. */
function middlewareOf(value: Value | undefined, expr: Expr | undefined, call: ResultValue['call']): Element[] {
  if (!value) return [];
  const span = expr ?? call.expr;
  const site: Site = { module: call.module, start: span.start, end: span.end };
  const name = (expr && nameOfExpr(expr)) || nameOfValue(value);
  return functionsIn(value).map((one) => ({ value: one, site, name: (one.kind === 'function' && (one.fn.name || nameAround(one))) || name }));
}

/** What the function is called that makes a nameless middleware: `requiresPermission`. */
function nameAround({ module, fn }: FunctionValue): string {
  for (let owner = fn.owner; owner >= 0; owner = module.functions[owner]!.owner) if (module.functions[owner]!.name) return module.functions[owner]!.name;
  return '';
}

function functionsIn(value: Value, depth = 0): Value[] {
  if (!isMiddleware(value) || depth > 12) return [value];
  const { call } = value;
  if (call.method === 'unstable_pipe' || call.method === 'pipe') return [...functionsIn(receiverOf(call)!, depth + 1), ...call.args.flatMap((arg) => functionsIn(arg, depth + 1))];
  // A pipe takes a plain function as well; `create` is what a standalone middleware is made with.
  return call.args.slice(0, 1).flatMap((arg) => functionsIn(arg, depth + 1));
}
