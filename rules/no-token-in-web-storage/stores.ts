import { alternatives } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';

export type StoreName = 'localStorage' | 'sessionStorage';

/** Which of the browser's stores an expression is: the global, a member of `window`, an alias, a parameter annotated `Storage`. */
export function storeOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): StoreName | undefined {
  return storeOfValue(program.denote(module, expr, fn));
}

export function storeOfValue(value: Value): StoreName | undefined {
  for (const one of alternatives(value)) {
    if (one.kind === 'builtin' || one.kind === 'property') {
      const name = one.name.split('.').at(-1);
      if (name === 'localStorage' || name === 'sessionStorage') return name;
    }
    if (one.kind === 'param') {
      const last = one.path.at(-1);
      if (last === 'localStorage' || last === 'sessionStorage') return last;
      const type = one.fn.params[one.index]?.type;
      if (last === undefined && type?.name === 'Storage' && type.binding < 0) return 'localStorage';
    }
  }
  return undefined;
}

export function isDocument(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): boolean {
  return alternatives(program.denote(module, expr, fn)).some((one) => (one.kind === 'builtin' || one.kind === 'property') && /(^|\.)document$/.test(one.name));
}
