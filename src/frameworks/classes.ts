import type { ClassValue, FunctionValue, MemberFacts, Scope, Value } from '../model/index.ts';
import { ancestry, type Machine } from '../link/index.ts';
import { aside } from './aside.ts';
import { decorationsOfClass, decorationsOfMethod, type Decorations, type Helpers, type Mark } from './decorations.ts';

/** A method of a class, its own or inherited, as a scan of the prototype finds it. */
export interface Method {
  facts: MemberFacts;
  fn: FunctionValue;
  home: ClassValue;
  decorations: Decorations;
}

/** Classes of the project with what their decorators leave behind, each looked at once. */
export interface Classes {
  /** The class and those it extends, nearest first. */
  lineage(cls: ClassValue): ClassValue[];
  /** What a package's class it extends in the end. */
  base(cls: ClassValue): Value | undefined;
  own(cls: ClassValue): Decorations;
  /** The decorator of this name that holds for the class: metadata of classes is inherited. */
  mark(cls: ClassValue, ...names: string[]): Mark | undefined;
  metadata(cls: ClassValue, key: string): Value | undefined;
  methods(cls: ClassValue, self: Value): Method[];
}

export function classesOf(machine: Machine, helpers?: Helpers): Classes {
  const lineages = new Map<Scope, Map<unknown, ReturnType<typeof ancestry>>>();
  const decorated = new Map<Scope, Map<unknown, Decorations>>();
  const memo = <T>(all: Map<Scope, Map<unknown, T>>, scope: Scope, key: unknown, make: () => T): T => {
    let inner = all.get(scope);
    if (!inner) all.set(scope, (inner = new Map()));
    let known = inner.get(key);
    if (known === undefined) inner.set(key, (known = make()));
    return known;
  };
  const ancestors = (cls: ClassValue): ReturnType<typeof ancestry> => memo(lineages, cls.scope, cls.cls, () => aside(machine, undefined, () => ancestry(machine, cls), { own: [cls] }));
  const own = (cls: ClassValue): Decorations => memo(decorated, cls.scope, cls.cls, () => decorationsOfClass(machine, cls, helpers));

  return {
    lineage: (cls) => ancestors(cls).own,
    base: (cls) => ancestors(cls).base,
    own,
    mark(cls, ...names) {
      for (const one of ancestors(cls).own) {
        const found = own(one).marks.findLast((mark) => names.includes(mark.name));
        if (found) return found;
      }
      return undefined;
    },
    metadata(cls, key) {
      for (const one of ancestors(cls).own) {
        const found = own(one).metadata.get(key);
        if (found) return found;
      }
      return undefined;
    },
    methods(cls, self) {
      const seen = new Set<string>();
      const found: Method[] = [];
      for (const home of ancestors(cls).own) {
        for (const facts of home.cls.members) {
          if (facts.variant !== 'method' || facts.static || facts.fn === undefined || facts.name === '' || seen.has(facts.name)) continue;
          seen.add(facts.name);
          const fn: FunctionValue = { kind: 'function', module: home.module, fn: home.module.functions[facts.fn]!, scope: home.scope, self, home };
          found.push({ facts, fn, home, decorations: memo(decorated, home.scope, facts, () => decorationsOfMethod(machine, home, facts, fn, helpers)) });
        }
      }
      return found;
    },
  };
}
