import type { FunctionValue, Value } from '../model/index.ts';
import { contentOf, walkFunction } from '../link/index.ts';

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
  return usesOfNext(fn).passes;
}

/** A function that takes a response and never passes the request on, and so do the functions it wraps. */
export function isHandler(value: Value): boolean {
  if (value.kind !== 'function') return false;
  const inner = innermost([value]);
  const wrapper = inner.length !== 1 || inner[0] !== value;
  if (wrapper && !usesOfNext(value).onlyForwards) return false;
  return inner.every((fn) => fn.fn.params.length >= 2 && fn.fn.params.length <= 3 && !callsNext(fn));
}

interface NextUses {
  passes: boolean;
  /** It is only given to the function that is wrapped, or to a `catch`. */
  onlyForwards: boolean;
}

const known = new WeakMap<object, NextUses>();

function usesOfNext({ module, fn }: FunctionValue): NextUses {
  const before = known.get(contentOf(fn));
  if (before) return before;
  const uses: NextUses = { passes: false, onlyForwards: true };
  known.set(contentOf(fn), uses);
  const next = fn.params[2]?.binding;
  if (next === undefined) return uses;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind !== 'call') return;
      if (expr.callee.kind === 'ref' && expr.callee.binding === next && expr.args.length === 0) Object.assign(uses, { passes: true, onlyForwards: false });
      if (!expr.args.some((arg) => arg.kind === 'ref' && arg.binding === next)) return;
      if (expr.callee.kind === 'member' && expr.callee.property === 'catch') return;
      uses.passes = true;
      const wrapped = expr.callee.kind === 'ref' && expr.callee.binding >= 0 && module.bindings[expr.callee.binding]!.owner >= 0;
      if (!wrapped) uses.onlyForwards = false;
    },
  });
  return uses;
}

const setters = new WeakMap<object, boolean>();

/** Somewhere in it, or in a function inside it, a property of something is set: it may be the request's. */
export function setsMembers({ module, fn }: FunctionValue): boolean {
  let sets = setters.get(contentOf(fn));
  if (sets === undefined) {
    sets = false;
    walkFunction(module, fn.id, { expr(expr) { if (expr.kind === 'assign' && expr.target.kind === 'member') sets = true; } });
    setters.set(contentOf(fn), sets);
  }
  return sets;
}
