import type { CallExpr, Expr, FunctionFacts, ModuleFacts, NewExpr, PackageModel, Value } from '../model/index.ts';
import { assignedTo } from './assignments.ts';
import { packageOf } from './calls.ts';
import { alternatives, functionsOf } from './values.ts';
import { walkFunction } from './walk.ts';

/** What a module's own names and its `require` calls stand for, told without running any function. */
export interface Denotations {
  of(module: ModuleFacts, expr: Expr): Value | undefined;
}

export function denotationsOf(denote: (module: ModuleFacts, expr: Expr) => Value): Denotations {
  const known = new WeakMap<Expr, Value>();
  return {
    of(module, expr) {
      if (!isStatic(module, expr)) return undefined;
      let value = known.get(expr);
      if (!value) {
        value = denote(module, expr);
        known.set(expr, value);
      }
      return value;
    },
  };
}

function isStatic(module: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'ref') return expr.binding >= 0 && module.bindings[expr.binding]!.owner < 0;
  if (expr.kind === 'member') return expr.property !== '' && isStatic(module, expr.object);
  if (expr.kind === 'sequence') return isStatic(module, expr.expressions.at(-1)!);
  return expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.name === 'require' && expr.callee.binding < 0 && expr.args[0]?.kind === 'literal';
}

/** Whether the value is the package's own: its export, or something reached from it by name. */
export function isOfPackage(value: Value | undefined, models: PackageModel[]): boolean {
  return value !== undefined && alternatives(value).some((one) => one.kind === 'external' && models.some((model) => model.packages.includes(packageOf(one) ?? '')));
}

/**
 * Functions of the project that give what a modelled package made: `(name) => { const app = express(); ...; return app; }`.
 * Calling one is like calling the package.
 */
export function makersOf(modules: ModuleFacts[], models: PackageModel[], denotations: Denotations): Set<FunctionFacts> {
  const makers = new Set<FunctionFacts>();
  const returned = modules.flatMap((module) => module.functions.map((fn) => ({ module, fn, calls: returnedCalls(module, fn) }))).filter(({ calls }) => calls.length > 0);
  for (let before = -1; before !== makers.size;) {
    before = makers.size;
    for (const { module, fn, calls } of returned) {
      if (!makers.has(fn) && calls.some((call) => makes(module, call, makers, models, denotations))) makers.add(fn);
    }
  }
  return makers;
}

/** Whether a function is one of them, as far as its own code says. */
export function isMaker(module: ModuleFacts, fn: FunctionFacts, makers: Set<FunctionFacts>, models: PackageModel[], denotations: Denotations): boolean {
  return returnedCalls(module, fn).some((call) => makes(module, call, makers, models, denotations));
}

export function makes(module: ModuleFacts, call: CallExpr | NewExpr, makers: Set<FunctionFacts>, models: PackageModel[], denotations: Denotations): boolean {
  const value = denotations.of(module, call.callee);
  return value !== undefined && (isOfPackage(value, models) || functionsOf(value).some((one) => makers.has(one.fn)));
}

/** The calls whose results a function returns, by name or as they are. */
function returnedCalls(module: ModuleFacts, fn: FunctionFacts): (CallExpr | NewExpr)[] {
  const calls: (CallExpr | NewExpr)[] = [];
  const add = (expr: Expr | undefined): void => {
    if (expr?.kind === 'await') add(expr.value);
    else if (expr?.kind === 'call' || expr?.kind === 'new') calls.push(expr);
  };
  walkFunction(module, fn.id, {
    expr: (expr) => expr.kind !== 'function' && expr.kind !== 'class',
    stmt(stmt) {
      if (stmt.kind === 'function' || stmt.kind === 'class') return false;
      if (stmt.kind !== 'return' || !stmt.value) return undefined;
      if (stmt.value.kind !== 'ref') add(stmt.value);
      else if (stmt.value.binding >= 0) [module.bindings[stmt.value.binding]!.init, ...assignedTo(module, stmt.value.binding)].forEach(add);
      return undefined;
    },
  });
  return calls;
}
