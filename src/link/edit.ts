import type { Expr, FunctionFacts, ModuleFacts } from '../model/index.ts';
import { compareFacts, type Match } from './compare.ts';
import { leavesTheSame } from './leftovers.ts';
import type { Machine } from './machine.ts';
import { walkFunction } from './walk.ts';

/** What an edit of one file comes to. */
export interface Edit {
  module: ModuleFacts;
  /** Functions whose bodies were changed, those inside of them before, and those that are there now. */
  functions: Set<FunctionFacts>;
  /** Functions around these. */
  around: Set<FunctionFacts>;
  /** Whether the set-up of the project is what it would be with these facts from the start. */
  keepsSetUp: boolean;
}

/**
 * Makes the facts of a file those of its new text, in place: what refers to them refers to the new text from now on. Done when nothing but
 * positions and bodies of functions differ; other edits need a new program.
 *
 * @param module facts that a program was linked with; equal to `after` when it is done
 * @param after facts of the new text, which are used up
 * @returns undefined when nothing was done
 */
export function edit(m: Machine, module: ModuleFacts, after: ModuleFacts): Edit | undefined {
  const match = compareFacts(module, after);
  if (!match) return undefined;
  const { changed } = match;
  const set = new Set(changed);
  const inside = (facts: ModuleFacts): FunctionFacts[] => facts.functions.filter((fn) => {
    for (let at: FunctionFacts | undefined = fn; at; at = facts.functions[at.owner]) if (set.has(at)) return true;
    return false;
  });
  const assigned = changed.map((fn) => assignmentsOut(module, fn));
  const functions = new Set(inside(module));
  adopt(module, after, match);
  for (const fn of inside(module)) functions.add(fn);
  const around = new Set<FunctionFacts>();
  for (const fn of changed) for (let at = module.functions[fn.owner]; at; at = module.functions[at.owner]) around.add(at);
  const state = m.modules.get(module.path);
  for (const fn of state?.statics.keys() ?? []) if (functions.has(fn)) state!.statics.delete(fn);
  const isFree = (fn: FunctionFacts): boolean => !m.log.kept.has(fn) && [...m.log.held.get(fn) ?? []].every((holder) => functions.has(holder));
  const keepsSetUp = [...functions].every(isFree)
    && changed.every((fn, i) => assignmentsOut(module, fn) === assigned[i]) && leavesTheSame(m, module, changed);
  return { module, functions, around, keepsSetUp };
}

function adopt(module: ModuleFacts, after: ModuleFacts, { functions, bindings, classes, changed }: Match): void {
  const bodies = new Set(changed);
  for (const [one, other] of functions) {
    if (bodies.has(one)) {
      const { body } = other;
      take({ ...one, body: [] }, { ...other, body: [] }, one);
      one.body = body;
    } else take(one, other, one);
  }
  for (const [one, other] of bindings) take(one, other, one);
  for (const [one, other] of classes) take(one, other, one);
  const kept = <T>(map: Map<T, T>, all: T[]): T[] => {
    const before = new Map([...map].map(([one, other]) => [other, one]));
    return all.map((one) => before.get(one) ?? one);
  };
  const lists = { functions: kept(functions, after.functions), bindings: kept(bindings, after.bindings), classes: kept(classes, after.classes) };
  take(module, { ...after, ...EMPTY, functions: module.functions, bindings: module.bindings, classes: module.classes }, module);
  Object.assign(module, lists, { comments: after.comments, diagnostics: after.diagnostics, lineStarts: after.lineStarts });
}

/** What holds nothing that values refer to. */
const EMPTY = { comments: [], diagnostics: [], lineStarts: [] };
const LISTS = new Set(['functions', 'bindings', 'classes', 'comments', 'diagnostics', 'lineStarts']);

/** Objects stay, with what the others hold; lists are new ones. */
function take(one: object, other: object, into: object): void {
  const target = into as Record<string, unknown>;
  const module = 'lineStarts' in other;
  for (const key of Object.keys(target)) if (!Object.hasOwn(other, key)) delete target[key];
  for (const [key, value] of Object.entries(other)) if (!module || !LISTS.has(key)) target[key] = taken((one as Record<string, unknown>)[key], value);
}

function taken(one: unknown, other: unknown): unknown {
  if (Array.isArray(other)) return other.map((item, i) => taken((one as unknown[] | undefined)?.[i], item));
  if (typeof other !== 'object' || other === null || typeof one !== 'object' || one === null) return other;
  take(one, other, one);
  return one;
}

/** What a function assigns to variables around it, as text. */
function assignmentsOut(module: ModuleFacts, fn: FunctionFacts): string {
  const found: Expr[] = [];
  const inside = new Set([fn.id]);
  module.functions.forEach((one) => { if (inside.has(one.owner)) inside.add(one.id); });
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind === 'assign' && expr.target.kind === 'ref' && expr.target.binding >= 0 && !inside.has(module.bindings[expr.target.binding]!.owner)) found.push(expr);
    },
  });
  return JSON.stringify(found, (key, value: unknown) => (key === 'start' || key === 'end' || key === 'propertyStart' || key === 'binding' || key === 'fn' || key === 'cls' ? undefined : value));
}
