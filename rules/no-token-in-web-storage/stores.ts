import { alternatives } from '../../src/link/index.ts';
import type { ClassValue, Expr, ModuleFacts, ProgramView, TypeFact, Value } from '../../src/model/index.ts';
import { returnedBy } from '../returned.ts';

export type StoreName = 'localStorage' | 'sessionStorage';

/** Which of the browser's stores an expression is: the global, a member of `window`, an alias, a parameter annotated `Storage`. */
export function storeOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): StoreName | undefined {
  return storeOfValue(program.denote(module, expr, fn)) ?? storeOfOwnMethod(program, module, expr);
}

/** `this.storage()` in an object of methods that a framework binds to something else: the method of that name beside it. */
function storeOfOwnMethod(program: ProgramView, module: ModuleFacts, expr: Expr): StoreName | undefined {
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.object.kind !== 'this') return undefined;
  const name = expr.callee.property;
  return module.functions.filter((fn) => fn.name === name && fn.cls === undefined)
    .flatMap((fn) => returnedBy(program, module, fn)).map(storeOfValue).find((store) => store !== undefined);
}

/** Of several, the one that keeps longest. */
export function storeOfValue(value: Value): StoreName | undefined {
  const stores = alternatives(value).map(storeOfOne);
  return stores.includes('localStorage') ? 'localStorage' : stores.find((store) => store !== undefined);
}

function storeOfOne(one: Value): StoreName | undefined {
  if (one.kind === 'builtin' || one.kind === 'property') {
    const name = one.name.split('.').at(-1);
    if (name === 'localStorage' || name === 'sessionStorage') return name;
  }
  if (one.kind === 'property' && one.object.kind === 'object' && one.object.cls && isStorageMember(one.object.cls, one.name)) return 'localStorage';
  if (one.kind !== 'param') return undefined;
  const last = one.path.at(-1);
  if (last === 'localStorage' || last === 'sessionStorage') return last;
  return last === undefined && isStorage(one.fn.params[one.index]?.type) ? 'localStorage' : undefined;
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
