import type { Completion, Machine } from './machine.ts';
import type { Expr, IfStmt, Scope, Value } from '../model/index.ts';
import { indexOf } from './scope.ts';
import { walkStmts } from './walk.ts';

/** Variables that a branch sets, when setting them is all that it does to what follows; `null` when it does more. */
const known = new WeakMap<IfStmt['then'], number[] | null>();

const CHANGES = new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'set', 'add', 'delete', 'append', 'assign', 'sort', 'reverse', 'fill', 'clear', 'defineProperty']);

function variablesSet(stmt: IfStmt, scope: Scope): number[] | null {
  const before = known.get(stmt.then);
  if (before !== undefined) return before;
  const set = new Set<number>();
  let more = stmt.else.length > 0;
  const own = indexOf(scope);
  walkStmts(scope.module, stmt.then, own, {
    stmt(one, fn) {
      if (fn === own && (one.kind === 'return' || one.kind === 'throw' || one.kind === 'break' || one.kind === 'continue')) more = true;
    },
    expr(expr) {
      if (expr.kind === 'assign' && expr.target.kind === 'ref' && expr.target.binding >= 0) set.add(expr.target.binding);
      else if (changes(expr)) more = true;
      return !more;
    },
  });
  const variables = more ? null : [...set];
  known.set(stmt.then, variables);
  return variables;
}

function changes(expr: Expr): boolean {
  if (expr.kind === 'assign' || expr.kind === 'await' || expr.kind === 'yield') return expr.kind === 'assign';
  if (expr.kind === 'unary') return expr.operator === '++' || expr.operator === '--' || expr.operator === 'delete';
  return expr.kind === 'call' && expr.callee.kind === 'member' && CHANGES.has(expr.callee.property);
}

/** Of something that is not known, it makes no difference which it is. */
function isVague(value: Value | undefined): boolean {
  return value !== undefined && (value.kind === 'unknown' || value.kind === 'result' || value.kind === 'property' || (value.kind === 'caller' && value.what === 'input'));
}

/**
 * Runs a branch whose condition was taken to hold without being known. Where nothing came of it, the domain is told: the other
 * way comes to the same.
 *
 * @param from how many conditions had been chosen before this one
 */
export function runBranch(m: Machine, stmt: IfStmt, scope: Scope, from: number, run: () => Completion | undefined): Completion | undefined {
  const variables = variablesSet(stmt, scope);
  const vague = (): boolean => variables !== null && variables.every((binding) => isVague(m.lookup(binding, scope)));
  if (!vague()) return run();
  const mark = m.domain!.mark!();
  const done = run();
  if (!done && vague()) m.domain!.indifferent!(from, mark);
  return done;
}
