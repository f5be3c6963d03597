import type { ClassFacts, ClassValue, ObjectValue, Value } from '../model/index.ts';
import type { Program } from '../link/index.ts';
import { aside, evaluateIn } from './aside.ts';
import type { Classes, Method } from './classes.ts';
import type { Mark } from './decorations.ts';
import { namedOf, type Named } from './named.ts';
import { pathsOf } from './paths.ts';

/** A class whose methods are handlers, as its decorator says. */
export interface Controller {
  cls: ClassValue;
  instance: ObjectValue;
  /** The decorator that makes it one. */
  mark: Mark;
  /** All decorators of the class, the lowest first. */
  marks: Mark[];
  methods: Method[];
}

/** Decorated classes of the project, in the order of their files; each with the decorator that `accepts` takes. */
export function controllersOf(program: Program, classes: Classes, accepts: (mark: Mark) => boolean): Controller[] {
  const found: Controller[] = [];
  for (const module of program.modules) {
    for (const cls of module.classes) {
      if (cls.decorators.length === 0) continue;
      const value = classValue(program, module.path, cls);
      const { marks } = classes.own(value);
      const mark = marks.findLast(accepts);
      if (!mark) continue;
      const instance = program.machine.standIn(value);
      found.push({ cls: value, instance, mark, marks, methods: classes.methods(value, instance) });
    }
  }
  return found;
}

/** Classes whose methods have a decorator that `accepts` takes, whether the class itself has any or not. */
export function classesWithRoutes(program: Program, classes: Classes, accepts: (mark: Mark) => boolean): Omit<Controller, 'mark'>[] {
  return program.modules.flatMap((module) => module.classes.filter((cls) => cls.members.some((member) => member.variant === 'method' && (member.decorators?.length ?? 0) > 0)).flatMap((cls) => {
    const value = classValue(program, module.path, cls);
    const instance = program.machine.standIn(value);
    const methods = classes.methods(value, instance);
    return methods.some((one) => one.decorations.marks.some(accepts)) ? [{ cls: value, instance, marks: classes.own(value).marks, methods }] : [];
  }));
}

/** Classes that have a method of this name. */
export function classesWithMethod(program: Program, classes: Classes, name: string): Pick<Controller, 'cls' | 'instance' | 'methods'>[] {
  return program.modules.flatMap((module) => module.classes.filter((cls) => cls.members.some((member) => member.variant === 'method' && member.name === name)).map((cls) => {
    const value = classValue(program, module.path, cls);
    const instance = program.machine.standIn(value);
    return { cls: value, instance, methods: classes.methods(value, instance) };
  }));
}

/** A class of a file, as a value. */
export function classValue(program: Program, path: string, cls: ClassFacts): ClassValue {
  const module = program.module(path)!;
  const scope = aside(program.machine, undefined, () => program.scopeOf(module, cls.owner), undefined) ?? { module, fn: -1, values: new Map() };
  return { kind: 'class', module, cls, scope, props: new Map() };
}

/** The decorator of each of a method's parameters, the first where there are several. */
export function parameterMarks(program: Program, { fn, home }: Method): (Named | undefined)[] {
  return fn.fn.params.map(({ decorators = [] }) => decorators.map((expr) => namedOf(evaluateIn(program.machine, expr, home.scope))).find((one) => one !== undefined));
}

/** Paths in a decorator's argument; the root where there is none. */
export function pathsIn(value: Value | undefined): string[] {
  const paths = pathsOf(value);
  return paths && paths.length > 0 ? paths.map((one) => one.text) : ['/'];
}
