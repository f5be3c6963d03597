import type { FunctionValue, Value } from '../../model/index.ts';
import { walkFunction } from '../../link/index.ts';

/** The functions that do the work: inside wrappers (`asyncHandler(fn)`), those that were wrapped. */
export function innermost(values: Value[], depth = 0): FunctionValue[] {
  return values.flatMap((value): FunctionValue[] => {
    if (value.kind === 'result' && depth < 3) return innermost(value.call.args.filter((arg) => arg.kind === 'function'), depth + 1);
    if (value.kind !== 'function') return [];
    const wrapped = depth < 3 && value.fn.owner >= 0 ? (value.scope.args ?? []).filter((arg) => arg.kind === 'function') : [];
    return wrapped.length > 0 ? innermost(wrapped, depth + 1) : [value];
  });
}

/** Somewhere in it, `next()` is called without an error, or handed on: it is middleware rather than a handler. */
export function callsNext(fn: FunctionValue): boolean {
  const next = fn.fn.params[2]?.binding;
  if (next === undefined) return false;
  let found = false;
  walkFunction(fn.module, fn.fn.id, {
    expr(expr) {
      if (expr.kind !== 'call') return;
      if (expr.callee.kind === 'ref' && expr.callee.binding === next && expr.args.length === 0) found = true;
      const isCatch = expr.callee.kind === 'member' && expr.callee.property === 'catch';
      if (!isCatch && expr.args.some((arg) => arg.kind === 'ref' && arg.binding === next)) found = true;
    },
  });
  return found;
}

/** A function that takes a response and never passes the request on. */
export function isHandler(value: Value): boolean {
  const inner = value.kind === 'function' ? innermost([value]) : [];
  return inner.length > 0 && inner.every((fn) => fn.fn.params.length >= 2 && fn.fn.params.length <= 3 && !callsNext(fn));
}
