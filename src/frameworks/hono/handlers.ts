import type { FunctionValue, Value } from '../../model/index.ts';
import { alternatives, contentOf, packageOf, walkFunction } from '../../link/index.ts';
import { isProtecting, startState, verdictOf, type Judged, type JudgeContext, type RequestLine } from '../../guards/index.ts';

const known = new WeakMap<object, boolean>();

/** It uses `next`, by itself or by handing it on: it is middleware rather than a handler. */
export function passesOn({ module, fn, bound }: FunctionValue): boolean {
  const before = known.get(contentOf(fn));
  if (before !== undefined) return before;
  const next = fn.params[1 + (bound?.length ?? 0)]?.binding;
  const rest = fn.params.some((param) => param.rest);
  let passes = rest;
  if (next !== undefined) walkFunction(module, fn.id, { expr(expr) { if (expr.kind === 'ref' && expr.binding === next) passes = true; } });
  known.set(contentOf(fn), passes);
  return passes;
}

/** Functions that answer, whatever the request. */
export function isHandler(value: Value): boolean {
  const values = alternatives(value);
  return values.length > 0 && values.every((one) => one.kind === 'function' && !passesOn(one));
}

/** A package that has a handler among what it makes; everything else of Hono's own is middleware. */
const HANDLERS = /^hono\/(bun|deno|cloudflare-workers|cloudflare-pages|proxy|vercel|aws-lambda|service-worker|jsx.*)$/;

/** A registration whose last element only lets through or refuses: the handler is registered later. */
export function isGuardOnly(last: Judged | undefined, request: RequestLine, context: JudgeContext): boolean {
  if (!last) return false;
  const { guard } = last.judgement;
  const values = alternatives(last.element.value);
  const functions = values.filter((value): value is FunctionValue => value.kind === 'function');
  if (functions.length === 0) {
    const name = values.map(packageOf).find((one) => one !== undefined) ?? '';
    return (isProtecting(guard) && guard.basis === 'library') || (name.startsWith('hono/') && !HANDLERS.test(name));
  }
  return functions.every((fn) => {
    if (!passesOn(fn)) return false;
    const { anonymous, user } = verdictOf(fn, request, { ...startState(), protected: true }, context, false);
    const outcomes = [...anonymous.outcomes, ...(user?.outcomes ?? [])];
    // A check for a role lets neither persona through.
    return !outcomes.some((one) => one.end === 'answered' || one.end === 'unknown');
  });
}
