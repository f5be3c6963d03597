import { walkFunction } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import type { Reached } from '../reached.ts';

/** Whether any of the functions compares something with a setting of the installation: only its operators know that. */
export function comparesSecret(program: ProgramView, reached: Reached[]): boolean {
  return reached.some(({ module, fn }) => {
    let found = false;
    walkFunction(module, fn.id, {
      expr(expr, inside) {
        if (found) return false;
        if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator)) found = [expr.left, expr.right].some((side) => isSetting(program, module, side, inside));
        return undefined;
      },
      stmt: () => !found,
    });
    return found;
  });
}

const SECRET = /secret|token|key|password|passphrase/i;

function isSetting(program: ProgramView, module: ModuleFacts, side: Expr, inside: number): boolean {
  if (side.kind === 'literal') return false;
  if (side.kind === 'template') return side.values.some((value) => isSetting(program, module, value, inside));
  return namesSecret(program.denote(module, side, inside));
}

function namesSecret(value: Value): boolean {
  if (value.kind === 'env') return SECRET.test(value.name);
  return value.kind === 'union' && value.values.some(namesSecret);
}
