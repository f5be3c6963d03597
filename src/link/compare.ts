import type { Binding, ClassFacts, FunctionFacts, ModuleFacts } from '../model/index.ts';

/** What of a file's facts stands for what of its facts after an edit. */
export interface Match {
  functions: Map<FunctionFacts, FunctionFacts>;
  bindings: Map<Binding, Binding>;
  classes: Map<ClassFacts, ClassFacts>;
  /** The functions whose bodies say something else now. All else says the same, though it may stand elsewhere. */
  changed: FunctionFacts[];
}

/** What a declaration itself does not say of what it declares. */
function isCalledAlike(one: Binding | undefined, other: Binding | undefined): boolean {
  return one?.name === other?.name && one?.kind === other?.kind;
}

/** Where something stands, which may differ. */
const PLACES = new Set(['start', 'end', 'propertyStart']);
/** Of the functions, what their bodies decide. */
const OF_BODY = new Set(['body', 'usesArguments', 'id', 'owner', 'cls']);

/**
 * Matches the facts of two texts of one file that differ in nothing but where things stand and what bodies of functions do.
 *
 * @returns undefined when there is another difference
 */
export function compareFacts(before: ModuleFacts, after: ModuleFacts): Match | undefined {
  const functions = new Map<FunctionFacts, FunctionFacts>();
  const bindings = new Map<Binding, Binding>();
  const classes = new Map<ClassFacts, ClassFacts>();
  const changed = new Set<FunctionFacts>();
  let undo: (() => void)[] = [];

  function pair<T>(map: Map<T, T>, one: T | undefined, other: T | undefined): boolean {
    if (!one || !other) return one === other;
    const known = map.get(one);
    if (known) return known === other;
    map.set(one, other);
    undo.push(() => map.delete(one));
    return true;
  }

  function sameFunction(one: FunctionFacts | undefined, other: FunctionFacts | undefined): boolean {
    if (!one || !other) return one === other;
    if (functions.has(one)) return functions.get(one) === other;
    pair(functions, one, other);
    const header = Object.keys({ ...one, ...other }).filter((key) => !OF_BODY.has(key) && !PLACES.has(key)) as (keyof FunctionFacts)[];
    if (!header.every((key) => same(one[key], other[key]))) return false;
    if ((one.cls === undefined) !== (other.cls === undefined) || !pairAt(classes, before.classes, after.classes, one.cls ?? -1, other.cls ?? -1)) return false;
    const outer = undo;
    undo = [];
    if (same(one.body, other.body) && one.usesArguments === other.usesArguments) {
      outer.push(...undo);
    } else {
      for (const take of undo.reverse()) take();
      changed.add(one);
      outer.push(() => changed.delete(one));
    }
    undo = outer;
    return true;
  }

  function pairAt<T>(map: Map<T, T>, all: T[], others: T[], one: number, other: number): boolean {
    return one < 0 || other < 0 ? one === other : pair(map, all[one], others[other]);
  }

  function sameClass(one: ClassFacts | undefined, other: ClassFacts | undefined): boolean {
    if (!one || !other) return one === other;
    const known = classes.get(one);
    if (known && reachedClasses.has(one)) return known === other;
    if (!pair(classes, one, other)) return false;
    reachedClasses.add(one);
    return same({ ...one, id: 0, owner: 0 }, { ...other, id: 0, owner: 0 });
  }
  const reachedClasses = new Set<ClassFacts>();

  /** `key` tells what a number is the index of. */
  function same(one: unknown, other: unknown, key = ''): boolean {
    if (typeof one === 'number' && typeof other === 'number') {
      if (key === 'binding' || key === 'catchBinding') return isCalledAlike(before.bindings[one], after.bindings[other]) && pairAt(bindings, before.bindings, after.bindings, one, other);
      if (key === 'fn') return sameFunction(before.functions[one], after.functions[other]);
      if (key === 'cls') return sameClass(before.classes[one], after.classes[other]);
      return one === other || (Number.isNaN(one) && Number.isNaN(other));
    }
    if (one === other) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, i) => same(item, other[i]));
    // A literal's value may be called as an index is.
    const names = Object.keys(one);
    const plain = (one as { kind?: string }).kind === 'literal';
    return Object.keys(other).length === names.length && names.every((name) => PLACES.has(name) && typeof (one as Record<string, unknown>)[name] === 'number'
      ? name in other : Object.hasOwn(other, name) && same((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name], plain ? '' : name));
  }

  /** Whether it belongs to a body that changed. */
  function isInside(owner: number, { functions: all }: ModuleFacts, bodies: Set<FunctionFacts>): boolean {
    for (let at = owner; at >= 0; at = all[at]!.owner) if (bodies.has(all[at]!)) return true;
    return false;
  }

  if (!same(before.body, after.body) || !same(before.exports, after.exports) || !same(before.imports, after.imports) || !same(before.directives, after.directives)) return undefined;
  const bodies = new Set([...changed].map((fn) => functions.get(fn)!));
  // Names that nobody mentions, such as a function expression's own.
  const unmentioned = ({ bindings: all }: ModuleFacts, known: Iterable<Binding>, facts: ModuleFacts, inside: Set<FunctionFacts>): Binding[] => {
    const mentioned = new Set(known);
    return all.filter((one) => !mentioned.has(one) && !isInside(one.owner, facts, inside));
  };
  const others = unmentioned(after, bindings.values(), after, bodies);
  unmentioned(before, bindings.keys(), before, changed).forEach((one, i) => pair(bindings, one, others[i]));
  for (const [one, other] of functions) if (!pairAt(functions, before.functions, after.functions, one.owner, other.owner)) return undefined;
  for (const [one, other] of classes) if (!pairAt(functions, before.functions, after.functions, one.owner, other.owner)) return undefined;
  for (const [one, other] of bindings) {
    if (!pairAt(functions, before.functions, after.functions, one.owner, other.owner)) return undefined;
    const own = changed.has(before.functions[one.owner]!) ? { reassigned: true } : {};
    if (!same({ ...one, owner: 0, ...own }, { ...other, owner: 0, ...own })) return undefined;
  }
  const rest = <T extends { owner: number }>(all: T[], known: Iterable<T>, facts: ModuleFacts, inside: Set<FunctionFacts>): boolean => {
    const matched = new Set(known);
    return all.every((one) => matched.has(one) || isInside(one.owner, facts, inside));
  };
  const everything = rest(before.functions, functions.keys(), before, changed) && rest(after.functions, functions.values(), after, bodies)
    && rest(before.bindings, bindings.keys(), before, changed) && rest(after.bindings, bindings.values(), after, bodies)
    && rest(before.classes, classes.keys(), before, changed) && rest(after.classes, classes.values(), after, bodies);
  return everything ? { functions, bindings, classes, changed: [...changed] } : undefined;
}
