import type { Expr, FunctionFacts, FunctionValue, ModuleFacts, PackageModel, Scope, Value } from '../model/index.ts';
import { allowance, settleSetUp } from './budget.ts';
import { siteOf } from './domain.ts';
import type { Machine } from './machine.ts';
import { denotationsOf, isMaker, makersOf, makes, type Denotations } from './makers.ts';
import { FEW_STEPS } from './modules.ts';
import { orderOfEntry } from './order.ts';
import { modelOf, parametersOf, standInsFor } from './parameters.ts';
import { functionsOf, UNDEFINED, unknown } from './values.ts';
import { walkFunction } from './walk.ts';

/**
 * Runs functions that set something up with a modelled package and that nobody in the project was seen to call: exported for
 * another package, loaded by a path that is not known, called by a container. What they are given is not known, except that
 * a parameter, or a property of one, which is used like an application or a router is one.
 */
export function runLeftovers(m: Machine, modules: ModuleFacts[], scopeOf: (module: ModuleFacts, fn: number) => Scope, denote: (module: ModuleFacts, expr: Expr) => Value, text: (module: ModuleFacts) => string): void {
  const imported = new Set(modules.flatMap((module) => module.imports.map((one) => modelOf(m, module, one.source))));
  const present = m.host.models.filter((model) => imported.has(model));
  if (present.length === 0) return;
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const live = new Set(orderOfEntry(modules, m.host.resolve, present).map((path) => byPath.get(path)!));
  const denotations = denotationsOf(denote);
  const makers = makersOf([...live], present, denotations);
  const candidates = [...new Set([...live, ...modules])].flatMap((module) => module.functions
    .filter((fn) => fn.owner < 0 && !m.entered.has(`${module.path}#${fn.id}`) && ((live.has(module) && setsUp(module, fn, makers, present, denotations)) || parametersOf(m, module, fn, present, text).length > 0))
    .map((fn) => ({ module, fn, uses: usesOf(module, fn, denotations) })));
  m.leftovers = { skipped: new Set(modules.flatMap((module) => module.functions.filter((fn) => fn.owner < 0 && m.entered.has(`${module.path}#${fn.id}`)))), live, present, makers, denotations, candidates: new Map(candidates.map((one) => [one.fn, one.uses])) };
  const users = { functions: countedIn(candidates, ({ fn, uses }) => [...uses.functions].filter((one) => one !== fn)), names: countedIn(candidates, ({ uses }) => uses.names) };
  const used = ({ fn, uses }: (typeof candidates)[number]): boolean => users.functions.has(fn) || (users.names.get(fn.name) ?? 0) > (uses.names.has(fn.name) ? 1 : 0);
  // Those that others use come last: by then the others have called them.
  const last = new Set(candidates.filter(used));
  for (const { module, fn } of [...candidates.filter((one) => !last.has(one)), ...last]) {
    if (!m.entered.has(`${module.path}#${fn.id}`)) run(m, module, fn, scopeOf, standInsFor(m, module, parametersOf(m, module, fn, present)));
  }
}

function countedIn<T, Key>(all: T[], keysOf: (one: T) => Iterable<Key>): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const one of all) for (const key of keysOf(one)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What was found out of functions that nobody calls. */
export interface Leftovers {
  /** Functions that had been called, and were not asked about. */
  skipped: Set<FunctionFacts>;
  live: Set<ModuleFacts>;
  present: PackageModel[];
  makers: Set<FunctionFacts>;
  denotations: Denotations;
  candidates: Map<FunctionFacts, Uses>;
}

/** Whether all that was found out of leftovers is still so, now that the bodies of these functions are others. */
export function leavesTheSame(m: Machine, module: ModuleFacts, changed: FunctionFacts[]): boolean {
  const known = m.leftovers;
  if (!known) return true;
  const inside = new Set(changed);
  const affected = module.functions.filter((fn) => isWithin(module, fn, inside));
  if (known.live.has(module) && affected.some((fn) => isMaker(module, fn, known.makers, known.present, known.denotations) !== known.makers.has(fn))) return false;
  return [...new Set(changed.map((fn) => outermost(module, fn)))].every((fn) => {
    if (known.skipped.has(fn)) return true;
    const before = known.candidates.get(fn);
    const is = (known.live.has(module) && setsUp(module, fn, known.makers, known.present, known.denotations)) || parametersOf(m, module, fn, known.present).length > 0;
    if (!before || !is) return !before && !is;
    return sameUses(before, usesOf(module, fn, known.denotations), [...known.candidates.keys()]) && parametersOf(m, module, fn, known.present).length === 0;
  });
}

function sameUses(before: Uses, after: Uses, candidates: FunctionFacts[]): boolean {
  return candidates.every((one) => before.functions.has(one) === after.functions.has(one) && before.names.has(one.name) === after.names.has(one.name));
}

function isWithin(module: ModuleFacts, fn: FunctionFacts, functions: Set<FunctionFacts>): boolean {
  return functions.has(fn) || (fn.owner >= 0 && isWithin(module, module.functions[fn.owner]!, functions));
}

function outermost(module: ModuleFacts, fn: FunctionFacts): FunctionFacts {
  return fn.owner < 0 ? fn : outermost(module, module.functions[fn.owner]!);
}

interface Uses { functions: Set<FunctionFacts>; names: Set<string> }

const LEFTOVER_STEPS = 100_000;

function run(m: Machine, module: ModuleFacts, fn: FunctionFacts, scopeOf: (module: ModuleFacts, fn: number) => Scope, made: Map<number, Value>): void {
  const around = scopeOf(module, fn.id);
  const value: FunctionValue = { kind: 'function', module, fn, scope: scopeOf(module, fn.owner) };
  if (around.self) value.self = around.self;
  if (around.home) value.home = around.home;
  const args = fn.params.map((_, i): Value => made.get(i) ?? unknown('an argument from outside'));
  m.stepLimit = m.steps + allowance(m, 'setUp', LEFTOVER_STEPS, FEW_STEPS);
  m.invoke(value, args, value.self, siteOf(module, fn));
  settleSetUp(m, module);
}

/** It calls something of a package, or a function that gives what the package made, in its own body or in a function inside it. */
function setsUp(module: ModuleFacts, fn: FunctionFacts, makers: Set<FunctionFacts>, present: PackageModel[], denotations: Denotations): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (found || (expr.kind !== 'call' && expr.kind !== 'new')) return;
      found = makes(module, expr, makers, present, denotations);
    },
  });
  return found;
}

/** Functions that a function mentions, and names of what it calls where it is not known which function that is. */
function usesOf(module: ModuleFacts, fn: FunctionFacts, denotations: Denotations): Uses {
  const functions = new Set<FunctionFacts>();
  const names = new Set<string>();
  walkFunction(module, fn.id, {
    expr(expr) {
      const mentioned = functionsOf(denotations.of(module, expr) ?? UNDEFINED);
      for (const one of mentioned) functions.add(one.fn);
      if (expr.kind !== 'call' && expr.kind !== 'new') return;
      const name = expr.callee.kind === 'member' ? expr.callee.property : expr.callee.kind === 'ref' ? expr.callee.name : '';
      if (name !== '' && functionsOf(denotations.of(module, expr.callee) ?? UNDEFINED).length === 0) names.add(name);
    },
  });
  return { functions, names };
}
