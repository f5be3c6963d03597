import type { FunctionValue, Value } from '../../model/index.ts';
import { alternatives, contentOf, walkFunction } from '../../link/index.ts';
import { isProtecting, judge, verdictOf, type Element, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { leavesAnswer } from './dialect.ts';

/** A function that never passes the request on, and never hands `next` to anyone who could. */
export function isPlainHandler(value: Value): boolean {
  return value.kind === 'function' && !usesNext(value);
}

const known = new WeakMap<object, boolean>();

function usesNext({ module, fn }: FunctionValue): boolean {
  let uses = known.get(contentOf(fn));
  if (uses !== undefined) return uses;
  uses = fn.params[0]?.rest === true;
  const next = fn.params[1]?.binding;
  if (next !== undefined) walkFunction(module, fn.id, { expr(expr) { if (expr.kind === 'ref' && expr.binding === next) uses = true; } });
  known.set(contentOf(fn), uses);
  return uses;
}

/** A registration whose last element only lets through or refuses, and leaves no answer: the handler is registered later. */
export function isGuardOnly(own: Element[], request: RequestLine, state: RequestState, context: JudgeContext): boolean {
  const last = own.at(-1)!;
  const functions = alternatives(last.value).filter((value): value is FunctionValue => value.kind === 'function');
  if (functions.length === 0) {
    const { guard } = judge(last, request, state, context);
    return guard.basis === 'library' && isProtecting(guard) && guard.reason === undefined;
  }
  if (functions.some(isPlainHandler)) return false;
  return functions.every((fn) => {
    const { anonymous, user } = verdictOf(fn, request, { ...state, protected: true }, context, false);
    const outcomes = [...anonymous.outcomes, ...(user?.outcomes ?? [])];
    const passes = outcomes.some((one) => one.end === 'next') || outcomes.some((one) => one.roles.length > 0);
    return passes && !outcomes.some((one) => one.end === 'answered' || one.end === 'unknown' || (one.end === 'next' && leavesAnswer(one.props)));
  });
}
