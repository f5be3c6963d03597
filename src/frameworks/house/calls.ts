import type { CallExpr, ClassFacts, Expr, HouseFramework, ModuleFacts, NewExpr, Site } from '../../model/index.ts';
import { pathOf, spansLines, type Program } from '../../link/index.ts';
import type { Classes } from '../classes.ts';
import { classValue } from '../controllers.ts';
import { identityOf } from '../detail.ts';
import { argumentsOf, type Declaration } from './declaration.ts';
import { exportsOf } from './exports.ts';

/** Calls that are written as a description says. */
export function declaredByCalls(program: Program, framework: HouseFramework, modules: ModuleFacts[], classes: Classes): Declaration[] {
  const patterns = (framework.call ?? []).map((text) => text.split('.'));
  const last = new Set(patterns.map((one) => one.at(-1)));
  return modules.flatMap((module) => program.calls(module).flatMap(({ expr, fn }): Declaration[] => {
    if (expr.kind !== 'call' || !last.has(nameOf(expr.callee))) return [];
    const names = namesOf(expr.callee);
    if (!names || !patterns.some((pattern) => matches(pattern, names))) return [];
    const cls = classAround(module, fn);
    if (framework.extends !== undefined && !(cls && isOne(program, classes, module, cls, framework.extends))) return [];
    return [{
      framework, module, file: module.path, head: headOf(module, expr), span: { module, start: expr.start, end: expr.end }, name: nameOf(expr.callee),
      args: argumentsOf(program, module, expr.args, (arg) => program.denote(module, arg, fn)),
      decorator: () => undefined, exported: exportsOf(program, module),
      runs: program.targets(module, expr, fn), group: identityOf({ module, start: cls?.start ?? 0 }),
    }];
  }));
}

function nameOf(callee: Expr): string {
  return callee.kind === 'member' ? callee.property : callee.kind === 'ref' ? callee.name : '';
}

/** `API.v1.addRoute` as names; a call in a chain gives what it was made on (`API.v1.get(a, f).post(b, g)`). */
function namesOf(expr: Expr): string[] | undefined {
  switch (expr.kind) {
    case 'ref': return [expr.name];
    case 'this': return ['this'];
    case 'call': return namesOf(expr.callee)?.slice(0, -1);
    case 'member': {
      const before = expr.property === '' ? undefined : namesOf(expr.object);
      return before && [...before, expr.property];
    }
    default: return undefined;
  }
}

/** Name for name; a `*` at the start stands for anything, elsewhere for one name. */
function matches(pattern: string[], names: string[]): boolean {
  const open = pattern[0] === '*';
  const wanted = open ? pattern.slice(1) : pattern;
  if (open ? names.length <= wanted.length : names.length !== wanted.length) return false;
  return wanted.every((one, i) => one === '*' || one === names[names.length - wanted.length + i]);
}

/** The class in whose body a function stands. */
function classAround(module: ModuleFacts, fn: number): ClassFacts | undefined {
  for (let at = fn; at >= 0; at = module.functions[at]!.owner) {
    const { cls } = module.functions[at]!;
    if (cls !== undefined) return module.classes[cls];
  }
  return undefined;
}

function isOne(program: Program, classes: Classes, module: ModuleFacts, cls: ClassFacts, name: string): boolean {
  const value = classValue(program, module.path, cls);
  const base = classes.base(value);
  return classes.lineage(value).some((one) => one.cls.name === name) || (base !== undefined && pathOf(base).at(-1) === name) || writtenBase(cls) === name;
}

/** What it extends, where that could not be followed. */
function writtenBase({ extends: base }: ClassFacts): string | undefined {
  return base && nameOf(base);
}

/** What a finding underlines: from the start of the call's last link to the end of a first argument that is short. */
function headOf(module: ModuleFacts, { start, callee, args }: CallExpr | NewExpr): Site {
  const from = callee.kind === 'member' && spansLines(module, callee.object.start, callee.propertyStart) ? callee.propertyStart : start;
  const first = args[0];
  return { module, start: from, end: first && first.end - from < 200 && !spansLines(module, callee.end, first.end) ? first.end : callee.end };
}
