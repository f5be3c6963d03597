import type { CallExpr, CallSite, FunctionFacts, ModuleFacts, NewExpr, ProgramView } from '../src/model/index.ts';

const indexes = new WeakMap<ProgramView, Map<string, CallSite[]>>();

/** The last name of what is called, as written: `sign` for `jwt.sign(...)`; `super` for a call of the base class. */
export function writtenName({ callee }: CallExpr | NewExpr): string {
  return callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : callee.kind === 'super' ? 'super' : '';
}

/** Calls by the name they are written with. Much cheaper than asking of every call what it denotes. */
export function callIndex(program: ProgramView): Map<string, CallSite[]> {
  let index = indexes.get(program);
  if (!index) {
    index = new Map<string, CallSite[]>();
    indexes.set(program, index);
    for (const site of program.calls()) {
      const name = writtenName(site.expr);
      const list = index.get(name);
      if (list) list.push(site); else index.set(name, [site]);
    }
  }
  return index;
}

/** Calls of a function of the project under its own name, in order. */
export function callersByName(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): CallSite[] {
  const name = fn.cls !== undefined && isConstructor(module, fn) ? module.classes[fn.cls]!.name : fn.name;
  if (name === '') return [];
  return (callIndex(program).get(name) ?? []).filter((site) => program.targets(site.module, site.expr, site.fn).some((target) => target.fn === fn));
}

function isConstructor(module: ModuleFacts, fn: FunctionFacts): boolean {
  return module.classes[fn.cls!]!.members.some((member) => member.fn === fn.id && member.variant === 'constructor');
}
