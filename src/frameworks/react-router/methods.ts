import type { FunctionValue } from '../../model/index.ts';
import { alternatives, walkFunction } from '../../link/index.ts';
import { startState, verdictOf, type Element, type JudgeContext } from '../../guards/index.ts';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Methods under which an action is reached. The framework sends it all but GET and HEAD. One that does not look at the
 * method is reached by POST, which is what forms send; one that does, by those that it does not answer with 405, and of these
 * by POST and those that it names.
 */
export function methodsOf(action: Element, path: string, context: JudgeContext): string[] {
  const functions = alternatives(action.value).filter((value): value is FunctionValue => value.kind === 'function');
  if (functions.length === 0) return ['POST'];
  const allowed = METHODS.filter((method) => functions.some((fn) => !isRejected(fn, method, path, context)));
  const named = new Set(functions.flatMap(namedMethods));
  const reached = !allowed.includes('POST') || allowed.length === 1 ? allowed : allowed.filter((method) => method === 'POST' || named.has(method));
  return reached.length > 0 ? reached : ['POST'];
}

/** A loader that answers everyone that the method is not allowed stands for no route: it is there beside an action. */
export function isClosed(loader: Element, path: string, context: JudgeContext): boolean {
  const functions = alternatives(loader.value).filter((value): value is FunctionValue => value.kind === 'function');
  return functions.length > 0 && functions.every((fn) => isRejected(fn, 'GET', path, context));
}

/** Whoever gets as far as being told anything is told that the method is not allowed. */
function isRejected(fn: FunctionValue, method: string, path: string, context: JudgeContext): boolean {
  const { anonymous, user } = verdictOf(fn, { method, path, base: '/' }, startState(), context, true);
  const { outcomes } = user ?? anonymous;
  return outcomes.length > 0 && outcomes.every((one) => one.status === 405);
}

function namedMethods(fn: FunctionValue): string[] {
  const found: string[] = [];
  walkFunction(fn.module, fn.fn.id, {
    expr(expr) { if (expr.kind === 'literal' && typeof expr.value === 'string' && METHODS.includes(expr.value.toUpperCase())) found.push(expr.value.toUpperCase()); },
  });
  return found;
}
