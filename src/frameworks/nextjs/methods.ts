import type { Expr, FunctionValue, ModuleFacts, Value } from '../../model/index.ts';
import { textOf, walkFunction, type Program } from '../../link/index.ts';
import { verdictOf, startState, type JudgeContext, type Outcome, type RequestLine } from '../../guards/index.ts';

/** Preflights and look-ahead reads are answered beside what a handler is for. */
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Any method that no handler asks for by its name. */
const OTHER = 'PROPFIND';
const MAX_DEPTH = 3;

/**
 * The methods that a handler of all methods answers: those that it, or what it calls with the request, asks for by name, and
 * `ALL` when it answers others as well, or asks for none.
 */
export function methodsOf(program: Program, handlers: FunctionValue[], request: RequestLine, context: JudgeContext): string[] {
  const named = new Set<string>();
  const seen = new Set<unknown>();
  for (const fn of handlers) collect(program, fn, named, seen, 0);
  if (named.size === 0) return ['ALL'];
  const answers = (method: string): boolean => handlers.some((fn) => {
    const { anonymous, user } = verdictOf(fn, { ...request, method }, startState(), context, true);
    return [...anonymous.outcomes, ...(user?.outcomes ?? [])].some((one) => isAnswer(one));
  });
  const turnedAway = (method: string): boolean => handlers.every((fn) => verdictOf(fn, { ...request, method }, startState(), context, true).anonymous.outcomes.every((one) => one.end === 'failed' && one.status === 405));
  const methods = [...METHODS].filter((method) => named.has(method) && !turnedAway(method));
  return answers(OTHER) || methods.length === 0 ? [...methods, 'ALL'] : methods;
}

function isAnswer(outcome: Outcome): boolean {
  return outcome.end === 'answered' && (outcome.status === undefined || outcome.status < 400);
}

/** Names of methods that a function compares the request's with, or lists as keys of a table. */
function collect(program: Program, { module, fn, scope }: FunctionValue, named: Set<string>, seen: Set<unknown>, depth: number): void {
  if (seen.has(fn) || depth > MAX_DEPTH) return;
  seen.add(fn);
  const add = (expr: Expr | undefined): void => { if (expr) for (const text of textsIn(program, module, expr)) if (METHODS.has(text)) named.add(text); };
  walkFunction(module, fn.id, {
    expr(expr, inside) {
      if (expr.kind === 'binary' && isMethod(module, expr.left)) add(expr.right);
      else if (expr.kind === 'binary' && isMethod(module, expr.right)) add(expr.left);
      else if (expr.kind === 'call') {
        if (expr.callee.kind === 'member' && expr.callee.property === 'includes' && expr.args.some((arg) => isMethod(module, arg))) add(expr.callee.object);
        for (const target of program.targets(module, expr, inside)) collect(program, target, named, seen, depth + 1);
      }
    },
    stmt(stmt) { if (stmt.kind === 'switch' && isMethod(module, stmt.discriminant)) stmt.cases.forEach((one) => add(one.test)); },
  });
  // What a wrapper was given: the handler it wraps, or a table of handlers by method.
  for (const arg of fn.owner >= 0 ? scope.args ?? [] : []) collectGiven(program, arg, named, seen, depth + 1);
}

function collectGiven(program: Program, value: Value, named: Set<string>, seen: Set<unknown>, depth: number): void {
  if (value.kind === 'function') collect(program, value, named, seen, depth);
  if (value.kind === 'array') for (const one of value.elements) { const text = textOf(one)?.toUpperCase(); if (text && METHODS.has(text)) named.add(text); }
  if (value.kind !== 'object' || value.cls || depth > MAX_DEPTH) return;
  for (const [key, member] of value.props) {
    if (METHODS.has(key.toUpperCase()) && member.kind !== 'literal') named.add(key.toUpperCase());
    collectGiven(program, member, named, seen, depth + 1);
  }
}

function isMethod(module: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'member') return expr.property === 'method';
  if (expr.kind === 'call') return expr.callee.kind === 'member' && /^to(Upper|Lower)Case$/.test(expr.callee.property) && isMethod(module, expr.callee.object);
  return expr.kind === 'ref' && expr.binding >= 0 && module.bindings[expr.binding]!.name === 'method';
}

function textsIn(program: Program, module: ModuleFacts, expr: Expr): string[] {
  const parts = expr.kind === 'array' ? expr.elements : [expr];
  return parts.flatMap((part) => {
    const value = part.kind === 'literal' ? undefined : program.denote(module, part);
    if (value?.kind === 'array') return value.elements.flatMap((one) => textOf(one)?.toUpperCase() ?? []);
    const text = part.kind === 'literal' ? part.value : value && textOf(value);
    return typeof text === 'string' ? [text.toUpperCase()] : [];
  });
}
