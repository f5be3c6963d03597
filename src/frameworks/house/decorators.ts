import type { ClassFacts, ClassValue, Expr, HouseFramework, ModuleFacts, Site } from '../../model/index.ts';
import { spansLines, type Program } from '../../link/index.ts';
import { evaluateIn } from '../aside.ts';
import type { Classes, Method } from '../classes.ts';
import { classValue } from '../controllers.ts';
import { identityOf } from '../detail.ts';
import { argumentsOf, type Arguments, type Declaration } from './declaration.ts';
import { exportsOf } from './exports.ts';

/** Decorated methods, as a description says. What decorators do is not asked: the description says what they mean. */
export function declaredByDecorators(program: Program, framework: HouseFramework, modules: ModuleFacts[], classes: Classes): Declaration[] {
  const wanted = new Set(framework.decorator ?? []);
  return modules.flatMap((module) => module.classes.flatMap((cls): Declaration[] => {
    if (framework.controller && !cls.decorators.some((one) => framework.controller!.decorator.includes(decoratorName(module, one)))) return [];
    if (!framework.controller && !cls.members.some((member) => member.decorators?.some((one) => wanted.has(decoratorName(module, one))))) return [];
    const value = classValue(program, module.path, cls);
    return classes.methods(value, program.machine.standIn(value)).flatMap((method) => declarationsOf(program, framework, value, cls, method, wanted, classes));
  }));
}

function declarationsOf(program: Program, framework: HouseFramework, value: ClassValue, cls: ClassFacts, method: Method, wanted: Set<string>, classes: Classes): Declaration[] {
  const { facts, fn, home } = method;
  const own = facts.decorators ?? [];
  const argumentsIn = (where: ClassValue, expr: Expr): Arguments => argumentsOf(program, where.module, expr.kind === 'call' ? expr.args : [], (arg) => evaluateIn(program.machine, arg, where.scope));
  const around = classes.lineage(value);
  const named = (name: string): (Arguments & { site: Site }) | undefined => {
    const ofMethod = own.find((one) => decoratorName(home.module, one) === name);
    if (ofMethod) return { ...argumentsIn(home, ofMethod), site: headOf(home.module, ofMethod) };
    for (const one of around) {
      const ofClass = one.cls.decorators.find((decorator) => decoratorName(one.module, decorator) === name);
      if (ofClass) return { ...argumentsIn(one, ofClass), site: headOf(one.module, ofClass) };
    }
    return undefined;
  };
  return own.filter((expr) => wanted.has(decoratorName(home.module, expr))).map((expr): Declaration => {
    const head = headOf(home.module, expr);
    const controller = framework.controller?.decorator.map(named).find((one) => one !== undefined);
    return {
      framework, module: home.module, file: home.module.path, head, span: { module: home.module, start: facts.start, end: facts.end }, name: decoratorName(home.module, expr),
      args: argumentsIn(home, expr), decorator: named, exported: exportsOf(program, home.module),
      ...(controller ? { controller } : {}),
      handler: { value: fn, site: head, name: `${cls.name}.${facts.name}` }, runs: [], group: identityOf({ module: value.module, start: cls.start }),
    };
  });
}

/** What a decorator is called where it is made: `Get` for `@Get()`, for `@http.Get()`, and for `@G()` of `import { Get as G }`. */
export function decoratorName(module: ModuleFacts, expr: Expr): string {
  if (expr.kind === 'call') return decoratorName(module, expr.callee);
  if (expr.kind === 'member') return expr.property;
  if (expr.kind !== 'ref') return '';
  const imported = expr.binding >= 0 ? module.bindings[expr.binding]?.import?.name : undefined;
  return imported === undefined || imported === 'default' || imported === '*' ? expr.name : imported;
}

/** What a finding underlines: the decorator from its `@` on, as far as it stands on one line. */
function headOf(module: ModuleFacts, expr: Expr): Site {
  const oneLine = !spansLines(module, expr.start, expr.end - 1);
  const end = oneLine && expr.end - expr.start < 200 ? expr.end : expr.kind === 'call' ? expr.callee.end : expr.end;
  return { module, start: Math.max(0, expr.start - 1), end };
}
