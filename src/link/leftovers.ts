import type { CallExpr, FunctionFacts, FunctionValue, ModuleFacts, PackageModel, ResultValue, Scope, Value } from '../model/index.ts';
import { resultOf } from './calls.ts';
import { siteOf } from './domain.ts';
import type { Machine } from './machine.ts';
import { external, nextIdentity, unknown } from './values.ts';
import { walkFunction } from './walk.ts';

/**
 * Runs functions that set something up with a modelled package and that nobody in the project was seen to call: exported for
 * another package, loaded by a path that is not known, called by a container. What they are given is not known, except that
 * a parameter which is used like an application or a router is one.
 */
export function runLeftovers(m: Machine, modules: ModuleFacts[], scopeOf: (module: ModuleFacts, fn: number) => Scope): void {
  const present = m.host.models.filter((model) => modules.some((module) => module.imports.some((one) => modelOf(m, module, one.source) === model)));
  if (present.length === 0) return;
  const candidates = modules.flatMap((module) => {
    const bindings = bindingsOf(m, module);
    return module.functions.filter((fn) => fn.owner < 0 && (bindings.size > 0 && uses(module, fn, bindings) || parametersOf(module, fn, present).length > 0)).map((fn) => ({ module, fn, called: calledIn(module, fn) }));
  });
  const called = new Set(candidates.flatMap((one) => [...one.called].filter((name) => name !== one.fn.name)));
  // Those that others call come last: by then the others have called them.
  for (const { module, fn } of [...candidates.filter((one) => !called.has(one.fn.name)), ...candidates.filter((one) => called.has(one.fn.name))]) {
    if (!m.entered.has(`${module.path}#${fn.id}`)) run(m, module, fn, scopeOf, standInsFor(m, module, fn, present));
  }
}

function run(m: Machine, module: ModuleFacts, fn: FunctionFacts, scopeOf: (module: ModuleFacts, fn: number) => Scope, made: Map<number, ResultValue>): void {
  const around = scopeOf(module, fn.id);
  const value: FunctionValue = { kind: 'function', module, fn, scope: scopeOf(module, fn.owner) };
  if (around.self) value.self = around.self;
  if (around.home) value.home = around.home;
  const args = fn.params.map((_, i): Value => made.get(i) ?? unknown('an argument from outside'));
  m.stepLimit = m.steps + 100_000;
  m.invoke(value, args, value.self, siteOf(module, fn));
}

/** Names in a module that come from a modelled package. */
function bindingsOf(m: Machine, module: ModuleFacts): Set<number> {
  const found = new Set<number>();
  module.bindings.forEach((binding, i) => {
    const source = binding.import?.source ?? sourceOfRequire(binding.init);
    if (source !== undefined && modelOf(m, module, source)) found.add(i);
  });
  return found;
}

function sourceOfRequire(init: ModuleFacts['bindings'][number]['init']): string | undefined {
  const call = init?.kind === 'member' ? init.object : init;
  if (call?.kind !== 'call' || call.callee.kind !== 'ref' || call.callee.name !== 'require') return undefined;
  const first = call.args[0];
  return first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
}

function modelOf(m: Machine, module: ModuleFacts, source: string): PackageModel | undefined {
  const target = m.host.resolve(module.path, source);
  return target?.kind === 'package' ? m.host.models.find((model) => model.packages.includes(target.name)) : undefined;
}

/** It calls something of the package in its own body or in a function inside it. */
function uses(module: ModuleFacts, fn: FunctionFacts, bindings: Set<number>): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind !== 'call' && expr.kind !== 'new') return;
      const callee = expr.callee.kind === 'member' ? expr.callee.object : expr.callee;
      if (callee.kind === 'ref' && bindings.has(callee.binding)) found = true;
    },
  });
  return found;
}

/** Names of what is called in a function. */
function calledIn(module: ModuleFacts, fn: FunctionFacts): Set<string> {
  const names = new Set<string>();
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind !== 'call' && expr.kind !== 'new') return;
      const name = expr.callee.kind === 'member' ? expr.callee.property : expr.callee.kind === 'ref' ? expr.callee.name : '';
      if (name !== '') names.add(name);
    },
  });
  return names;
}

const CUSTOMARY = /^(app|router|server|api|expressApp|express|application|webApp|httpServer|fastify)$/i;

/** Parameters on which routes are registered. */
function parametersOf(module: ModuleFacts, fn: FunctionFacts, present: PackageModel[]): { index: number; model: PackageModel; at: CallExpr }[] {
  return fn.params.flatMap((param, index) => {
    if (!CUSTOMARY.test(module.bindings[param.binding]?.name ?? '')) return [];
    for (const model of present) {
      let at: CallExpr | undefined;
      if (model.parameter) {
        walkFunction(module, fn.id, {
          expr(expr) {
            if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.object.kind === 'ref' && expr.callee.object.binding === param.binding && model.parameter!.registers(expr.callee.property, expr)) at ??= expr;
          },
        });
      }
      if (at) return [{ index, model, at }];
    }
    return [];
  });
}

function standInsFor(m: Machine, module: ModuleFacts, fn: FunctionFacts, present: PackageModel[]): Map<number, ResultValue> {
  return new Map(parametersOf(module, fn, present).map(({ index, model, at }) => {
    const made = resultOf({ order: nextIdentity(), callee: external(model.packages[0]!, model.parameter!.path), method: '', args: [], module, expr: at, constructed: false, conditions: [], frames: [] }) as ResultValue;
    m.given.push(made);
    return [index, made];
  }));
}
