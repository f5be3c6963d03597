import { walkFunction } from '../src/link/index.ts';
import type { FunctionFacts, FunctionValue, ModuleFacts, ProgramView, Value } from '../src/model/index.ts';

export function returned(program: ProgramView, { module, fn }: FunctionValue): Value[] {
  return returnedBy(program, module, fn);
}

/** What a function returns, or hands to its last parameter's callback: `(req, token, done) => done(null, secret)`. */
export function returnedBy(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): Value[] {
  const values: Value[] = [];
  const last = fn.params.at(-1)?.binding;
  walkFunction(module, fn.id, {
    stmt(stmt, inside) {
      if (stmt.kind === 'return' && stmt.value && inside === fn.id) values.push(program.denote(module, stmt.value, inside));
    },
    expr(expr, inside) {
      if (expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.binding === last && last !== undefined && expr.args[1]) values.push(program.denote(module, expr.args[1], inside));
    },
  });
  return values;
}
