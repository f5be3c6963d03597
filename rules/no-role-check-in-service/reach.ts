import type { CallSite, FunctionFacts, ModuleFacts, ProgramView, Route, RuleContext } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { nameOfFunction } from '../function-names.ts';

/** Routes by the function that handles them. */
export type Handlers = Map<FunctionFacts, Route[]>;

export function handlersOf(context: RuleContext<unknown>): Handlers {
  const handlers: Handlers = new Map();
  for (const [route, detail] of context.map.details) {
    for (const { fn } of detail.handlers) {
      const list = handlers.get(fn);
      if (list) list.push(route); else handlers.set(fn, [route]);
    }
  }
  return handlers;
}

const MAX_FUNCTIONS = 400;

/** Routes whose handlers lead to the function by calls within the project. */
export function routesReaching(program: ProgramView, handlers: Handlers, module: ModuleFacts, fn: FunctionFacts): Route[] {
  const seen = new Set<FunctionFacts>([fn]);
  const queue = [{ module, fn }];
  const routes = new Set<Route>();
  const add = (from: ModuleFacts, one: FunctionFacts | undefined): void => {
    if (!one || seen.has(one)) return;
    seen.add(one);
    queue.push({ module: from, fn: one });
  };
  for (let at = queue.shift(); at && seen.size < MAX_FUNCTIONS; at = queue.shift()) {
    for (const route of handlers.get(at.fn) ?? []) routes.add(route);
    // A function is taken to be run where it is made: a callback, a transaction.
    add(at.module, at.module.functions[at.fn.owner]);
    for (const site of callersOf(program, at.module, at.fn)) add(site.module, site.module.functions[site.fn]);
  }
  return [...routes];
}

const aliases = new WeakMap<ProgramView, Map<string, Set<string>>>();
const callers = new WeakMap<ProgramView, Map<FunctionFacts, CallSite[]>>();

/** Calls of a function, under its name and those that it is imported or taken out of an object under. */
export function callersOf(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): CallSite[] {
  let known = callers.get(program);
  if (!known) callers.set(program, (known = new Map()));
  let sites = known.get(fn);
  if (!sites) {
    const name = nameOfFunction(module, fn);
    const names = new Set([name, ...(aliasesOf(program).get(name) ?? []), ...(isDefault(module, fn) ? aliasesOf(program).get('default') ?? [] : [])]);
    names.delete('');
    sites = [...names].flatMap((one) => callIndex(program).get(one) ?? []).filter((site) => program.targets(site.module, site.expr, site.fn).some((target) => target.fn === fn));
    known.set(fn, sites);
  }
  return sites;
}

/** Other names that a name goes by somewhere. `default`: those that whole modules and default exports are given. */
function aliasesOf(program: ProgramView): Map<string, Set<string>> {
  let found = aliases.get(program);
  if (!found) {
    aliases.set(program, (found = new Map()));
    const add = (name: string, alias: string): void => {
      if (name === alias || alias === '') return;
      const names = found!.get(name);
      if (names) names.add(alias); else found!.set(name, new Set([alias]));
    };
    for (const { name, init, import: from } of program.modules.flatMap((module) => module.bindings)) {
      if (from) add(from.name === '*' ? 'default' : from.name, name);
      else if (init?.kind === 'member') add(init.property, name);
      else if (init?.kind === 'call' && init.callee.kind === 'ref' && init.callee.name === 'require') add('default', name);
    }
  }
  return found;
}

function isDefault(module: ModuleFacts, fn: FunctionFacts): boolean {
  return module.exports.some(({ name, binding, value }) => (name === 'default' || name === 'export=') && ((value?.kind === 'function' && value.fn === fn.id) || (value?.kind === 'ref' && value.name === fn.name) || (binding !== undefined && module.bindings[binding]!.name === fn.name)))
    || module.body.some((stmt) => stmt.kind === 'expr' && stmt.expr.kind === 'assign' && stmt.expr.target.kind === 'member' && stmt.expr.target.property === 'exports' && ((stmt.expr.value.kind === 'function' && stmt.expr.value.fn === fn.id) || (stmt.expr.value.kind === 'ref' && stmt.expr.value.name === fn.name)));
}
