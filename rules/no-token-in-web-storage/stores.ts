import { alternatives } from '../../src/link/index.ts';
import type { ClassValue, Expr, ModuleFacts, ProgramView, TypeFact, Value } from '../../src/model/index.ts';

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
    if (one.kind === 'property' && one.object.kind === 'object' && one.object.cls && isStorageMember(one.object.cls, one.name)) return 'localStorage';
    if (one.kind === 'param') {
      const last = one.path.at(-1);
      if (last === 'localStorage' || last === 'sessionStorage') return last;
      if (last === undefined && isStorage(one.fn.params[one.index]?.type)) return 'localStorage';
    }
  }
  return undefined;
}

/** The DOM's interface of that name, not one of the project's. */
function isStorage(type: TypeFact | undefined): boolean {
  return type?.name === 'Storage' && type.binding < 0;
}

/** A property, or a constructor's parameter property, that is annotated `Storage`. */
function isStorageMember({ module, cls }: ClassValue, name: string): boolean {
  if (cls.members.some((member) => member.name === name && isStorage(member.type))) return true;
  const constructor = cls.members.find((member) => member.variant === 'constructor');
  return constructor?.fn !== undefined && module.functions[constructor.fn]!.params.some((param) => param.property === true && module.bindings[param.binding]!.name === name && isStorage(param.type));
}

export function isDocument(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): boolean {
  return alternatives(program.denote(module, expr, fn)).some((one) => (one.kind === 'builtin' || one.kind === 'property') && /(^|\.)document$/.test(one.name));
}
