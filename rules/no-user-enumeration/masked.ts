import { walkFunction, walkStmts } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, Stmt, TryStmt } from '../../src/model/index.ts';
import { nameOfFunction } from '../function-names.ts';
import type { Reached } from '../reached.ts';
import { nameOf, type Answer } from './answers.ts';

/** Whether an error that is thrown is caught on its way by something that answers the same for all of them. */
export function isMasked(answer: Answer, reached: Reached[]): boolean {
  if (!answer.thrown) return false;
  const own = answer.module.functions[answer.fn];
  const name = own ? nameOfFunction(answer.module, own) : '';
  return reached.some(({ module, fn }) => {
    let masked = false;
    walkFunction(module, fn.id, {
      stmt(stmt) {
        if (masked || stmt.kind !== 'try' || !stmt.handler) return !masked;
        const inside = module === answer.module && stmt.start <= answer.start && stmt.block.some((one) => one.start <= answer.start && one.end >= answer.end);
        if ((inside || (name !== '' && calls(module, stmt, fn.id, name))) && !passesOn(module, stmt, fn.id)) masked = true;
        return !masked;
      },
    });
    return masked;
  });
}

function calls(module: ModuleFacts, { block }: TryStmt, fn: number, name: string): boolean {
  return some(module, block, fn, (expr) => expr.kind === 'call' && nameOf(expr.callee) === name);
}

/** What was caught gets into the answer, or is thrown on. */
function passesOn(module: ModuleFacts, { handler, catchBinding }: TryStmt, fn: number): boolean {
  if (catchBinding === undefined) return false;
  return some(module, handler!, fn, (expr) => expr.kind === 'ref' && expr.binding === catchBinding, (expr) => expr.kind === 'call' && expr.callee.kind === 'member' && /^(console|log|logger|_logger)$/i.test(nameOf(expr.callee.object)));
}

function some(module: ModuleFacts, stmts: Stmt[], fn: number, holds: (expr: Expr) => boolean, skip?: (expr: Expr) => boolean): boolean {
  let found = false;
  walkStmts(module, stmts, fn, {
    stmt: () => !found,
    expr(expr) {
      if (found || skip?.(expr)) return false;
      if (holds(expr)) found = true;
      return !found;
    },
  });
  return found;
}
