import { walkFunction } from '../src/link/index.ts';
import type { FunctionValue, ProgramView, Value } from '../src/model/index.ts';

/** What a function returns, or hands to its last parameter's callback: `(req, token, done) => done(null, secret)`. */
export function returned(program: ProgramView, fn: FunctionValue): Value[] {
  const values: Value[] = [];
  const last = fn.fn.params.at(-1)?.binding;
  walkFunction(fn.module, fn.fn.id, {
    stmt(stmt, inside) {
      if (stmt.kind === 'return' && stmt.value && inside === fn.fn.id) values.push(program.denote(fn.module, stmt.value, inside));
    },
    expr(expr, inside) {
      if (expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.binding === last && last !== undefined && expr.args[1]) values.push(program.denote(fn.module, expr.args[1], inside));
    },
  });
  return values;
}
