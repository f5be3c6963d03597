import { walkFunction } from '../link/index.ts';
import type { FunctionValue, Scope, Value } from '../model/index.ts';
import { freeVariables } from './apart.ts';

/** Where the request comes from, as the connection says. */
function isAddress(value: Value): boolean {
  return value.kind === 'caller' && value.what === 'input' && value.name === 'ip';
}

/** `trusted.some((range) => contains(range, address))`: a callback that knows where the request comes from. */
export function knowsAddress(callback: Value): boolean {
  if (callback.kind !== 'function' || !callback.scope.run) return false;
  return freeVariables(callback.module, callback.fn).some((binding) => {
    for (let scope: Scope | undefined = callback.scope; scope; scope = scope.parent) {
      const value = scope.values.get(callback.module.bindings[binding]!);
      if (value) return isAddress(value);
    }
    return false;
  });
}

const COMPARES = /contains|includes|in_?(range|cidr|subnet|network)|(range|cidr|subnet|network|address|ip)_?(match|contain|include)|match(es)?_?(range|cidr|subnet|network|address|ip)/i;

/**
 * A function that compares an address with one, or with a range, that it is given beside it: `cidrContains(range, address)`. What is given the address
 * alone, or beside a number, may count requests: it is followed.
 */
export function testsAddress({ module, fn }: FunctionValue, args: Value[]): boolean {
  if (!COMPARES.test(fn.name) || args.filter(isAddress).length !== 1 || args.length < 2) return false;
  if (args.some((arg) => arg.kind === 'literal' && typeof arg.value !== 'string')) return false;
  const unread = new Set(fn.params.slice(0, 2).map((param) => param.binding));
  walkFunction(module, fn.id, { expr(expr) { if (expr.kind === 'ref') unread.delete(expr.binding); return unread.size > 0; } });
  return fn.params.length >= 2 && unread.size === 0;
}
