import type { FunctionFacts, FunctionValue, ModuleFacts, RouteDetail, Scope, Site, Value } from '../../model/index.ts';
import { alternatives, lineEndAfter, type Program } from '../../link/index.ts';
import { caller, type Element, type JudgeContext } from '../../guards/index.ts';
import { detailOf } from '../detail.ts';
import { exported, exportNames, whyUnresolved } from '../file-routes.ts';
import { clientAction } from './clients.ts';
import { actionDialect } from './dialects.ts';
import { unwrapped } from './entry.ts';
import { judgePassage } from './judge.ts';

const DIRECTIVE = 'use server';

/**
 * Server actions. Whoever knows the identifier of one, which stands in what is sent to browsers, can call it, from whatever
 * page: what protects a page, and the middleware in front of it, does not protect its actions.
 */
export function actionsOf(program: Program, module: ModuleFacts, application: string, given: JudgeContext): RouteDetail[] {
  const context = { ...given, dialect: actionDialect };
  const found = module.directives.includes(DIRECTIVE) ? exportedActions(program, module) : inlineActions(program, module);
  return found.map((element) => {
    const { before, handler } = clientAction(element) ?? unwrapped(element);
    const request = { method: 'ACTION', path: element.name, base: '/' };
    const verdict = judgePassage({ request, middleware: [], before, handler, unknown: whyUnresolved(handler) }, context);
    return detailOf({ framework: 'nextjs', ...request, site: element.site, handler, own: [...before, handler], verdict, group: module.path, application });
  });
}

/** Every function that a file of actions exports. */
function exportedActions(program: Program, module: ModuleFacts): Element[] {
  return exportNames(program, module).flatMap((name) => {
    const element = exported(program, module, name);
    if (!element || !alternatives(element.value).some(isCallable)) return [];
    const fn = name === 'default' ? alternatives(element.value).find((one) => one.kind === 'function') : undefined;
    return [{ ...element, name: fn?.fn.name || name }];
  });
}

function isCallable(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'result' || value.kind === 'property' || value.kind === 'external' || value.kind === 'unknown';
}

/** Functions that say of themselves that they are actions. */
function inlineActions(program: Program, module: ModuleFacts): Element[] {
  return module.functions.filter((fn) => fn.directives?.includes(DIRECTIVE)).map((fn) => {
    const value: FunctionValue = { kind: 'function', module, fn, scope: closureOf(program, module, fn) };
    return { value, site: headOf(module, fn), name: nameOf(module, fn) };
  });
}

/** What an action uses of the function around it is sent to the browser, and comes back from there. */
function closureOf(program: Program, module: ModuleFacts, fn: FunctionFacts): Scope {
  const around = new Set<number>();
  for (let owner = fn.owner; owner >= 0; owner = module.functions[owner]!.owner) around.add(owner);
  const scope: Scope = { module, fn: -1, parent: program.scopeOf(module, -1), values: new Map() };
  module.bindings.forEach((binding) => {
    if (around.has(binding.owner) && binding.kind !== 'function') scope.values.set(binding, caller('input', binding.name || 'closure'));
  });
  return scope;
}

function nameOf(module: ModuleFacts, fn: FunctionFacts): string {
  if (fn.name) return fn.name;
  for (let owner = fn.owner; owner >= 0; owner = module.functions[owner]!.owner) if (module.functions[owner]!.name) return `${module.functions[owner]!.name}.anonymous`;
  return 'anonymous';
}

function headOf(module: ModuleFacts, fn: FunctionFacts): Site {
  return { module, start: fn.start, end: Math.min(fn.end, Math.max(lineEndAfter(module, fn.start) ?? fn.end, fn.start + 1)) };
}

/** A file that has actions. */
export function hasActions(module: ModuleFacts): boolean {
  return module.directives.includes(DIRECTIVE) || module.functions.some((fn) => fn.directives?.includes(DIRECTIVE));
}
