import type { FunctionFacts, ModuleFacts, ProgramView, Route } from '../../src/model/index.ts';
import { nameOfFunction } from '../function-names.ts';
import { isChecker, roleChecksIn } from './checks.ts';
import { routesReaching, type Handlers } from './reach.ts';
import { requiresRole } from './required.ts';

const CHANGES = /^(create|add|update|set|delete|remove|destroy|save|insert|upsert|patch|edit|modify|change|archive|restore|ban|unban|block|unblock|approve|reject|publish|unpublish|revoke|grant|assign|reset|promote|demote|transfer|cancel|refund|disable|enable|suspend|activate|deactivate|purge|import|move)/i;
/** What people do to their own things. */
const OWN = /(^|[a-z_])(me|my|own|self|profile|password|avatar|preferences|settings|account)($|[A-Z_])|^(register|login|signup)/i;

export interface Sibling { fn: FunctionFacts; route: Route }

/**
 * A function of the same class, object or file that changes something, checks nothing, and is reached by a route that
 * requires no role.
 */
export function uncheckedSibling(program: ProgramView, handlers: Handlers, module: ModuleFacts, checked: FunctionFacts, extraNames: string[]): Sibling | undefined {
  for (const fn of module.functions) {
    const name = nameOfFunction(module, fn);
    if (fn === checked || fn.cls !== checked.cls || fn.owner !== checked.owner || handlers.has(fn) || !CHANGES.test(name) || OWN.test(name)) continue;
    if (isChecker(module, fn) || checksSomewhere(program, module, fn, extraNames, new Set())) continue;
    const route = routesReaching(program, handlers, module, fn).find((one) => isOpen(one) && !requiresRole(one, undefined, module.path));
    if (route) return { fn, route };
  }
  return undefined;
}

/** Not public on purpose, not about the caller's own, and without a check of rights anywhere. */
function isOpen(route: Route): boolean {
  return route.publicBy === undefined && (route.access === 'public' || route.access === 'authenticated') && !/\/(me|my|self|profile)(\/|$)/i.test(route.path);
}

/** In it, in a function inside it, or in what these call in the project. */
function checksSomewhere(program: ProgramView, module: ModuleFacts, fn: FunctionFacts, extraNames: string[], seen: Set<FunctionFacts>): boolean {
  if (seen.has(fn) || seen.size > 60) return false;
  seen.add(fn);
  if (roleChecksIn(program, module, fn, extraNames).length > 0) return true;
  if (module.functions.some((one) => one.owner === fn.id && checksSomewhere(program, module, one, extraNames, seen))) return true;
  return program.calls(module).some(({ expr, fn: at }) => at === fn.id && program.targets(module, expr, at).some((target) => checksSomewhere(program, target.module, target.fn, extraNames, seen)));
}
