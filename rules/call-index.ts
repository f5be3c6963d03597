import { editsOf, perModule } from '../src/link/index.ts';
import type { CallExpr, CallSite, FunctionFacts, ModuleFacts, NewExpr, ProgramView } from '../src/model/index.ts';

/** The last name of what is called, as written: `sign` for `jwt.sign(...)`; `super` for a call of the base class. */
export function writtenName({ callee }: CallExpr | NewExpr): string {
  return callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : callee.kind === 'super' ? 'super' : '';
}

interface Index {
  byName: Map<string, CallSite[]>;
  /** The names in each file, as it was indexed. */
  names: Map<ModuleFacts, Set<string>>;
  /** How many edits it has been brought up to. */
  edits: number;
}

/** By what is the same for a program before and after an edit. */
const indexes = new WeakMap<object, Index>();

/** Calls by the name they are written with. Much cheaper than asking of every call what it denotes. */
export function callIndex(program: ProgramView): Map<string, CallSite[]> {
  const edits = editsOf(program);
  let index = indexes.get(edits);
  if (!index) {
    index = { byName: new Map(), names: new Map(), edits: edits.length };
    indexes.set(edits, index);
    for (const module of program.modules) {
      for (const [name, sites] of ofModule(program, module)) {
        const list = index.byName.get(name);
        if (list) list.push(...sites); else index.byName.set(name, [...sites]);
      }
      index.names.set(module, new Set(ofModule(program, module).keys()));
    }
  }
  if (index.edits < edits.length) {
    const places = new Map(program.modules.map((module, i) => [module, i]));
    for (const module of new Set(edits.slice(index.edits))) update(index, program, module, places);
    index.edits = edits.length;
  }
  return index.byName;
}

const ofModule = perModule((program, module) => {
  const byName = new Map<string, CallSite[]>();
  for (const site of program.calls(module)) {
    const name = writtenName(site.expr);
    const list = byName.get(name);
    if (list) list.push(site); else byName.set(name, [site]);
  }
  return byName;
});

function update({ byName, names }: Index, program: ProgramView, module: ModuleFacts, places: Map<ModuleFacts, number>): void {
  const now = ofModule(program, module);
  const place = places.get(module)!;
  for (const name of new Set([...names.get(module) ?? [], ...now.keys()])) {
    const others = (byName.get(name) ?? []).filter((site) => site.module !== module);
    const next = others.findIndex((site) => places.get(site.module)! > place);
    const all = others.toSpliced(next < 0 ? others.length : next, 0, ...now.get(name) ?? []);
    if (all.length > 0) byName.set(name, all); else byName.delete(name);
  }
  names.set(module, new Set(now.keys()));
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
