import type { Expr, ModuleFacts } from '../src/model/index.ts';

/** The expression that a name stands for in its file, as far as it was given once; `await` is looked through. */
export function originOf(module: ModuleFacts, expr: Expr): Expr {
  let current = expr;
  for (const seen = new Set<Expr>(); !seen.has(current);) {
    seen.add(current);
    if (current.kind === 'await') current = current.value;
    else if (current.kind === 'ref' && current.binding >= 0) {
      const { init, reassigned } = module.bindings[current.binding]!;
      if (init && !reassigned) current = init;
    }
  }
  return current;
}
