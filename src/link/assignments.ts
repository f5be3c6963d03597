import type { Expr, ModuleFacts } from '../model/index.ts';
import { contentOf, unnoted } from './content.ts';
import { walkModule } from './walk.ts';

const known = new WeakMap<object, Map<number, Expr[]>>();

/** The expressions assigned to a variable after its declaration, in source order. */
export function assignedTo(module: ModuleFacts, binding: number): Expr[] {
  return unnoted(() => assignmentsOf(module)).get(binding) ?? [];
}

function assignmentsOf(module: ModuleFacts): Map<number, Expr[]> {
  let byBinding = known.get(contentOf(module));
  if (!byBinding) {
    const made = new Map<number, Expr[]>();
    walkModule(module, {
      expr(expr) {
        if (expr.kind !== 'assign' || expr.target.kind !== 'ref' || expr.target.binding < 0) return;
        const list = made.get(expr.target.binding);
        if (list) list.push(expr.value); else made.set(expr.target.binding, [expr.value]);
      },
    });
    known.set(contentOf(module), (byBinding = made));
  }
  return byBinding;
}
