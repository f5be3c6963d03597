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

const TESTS = /contains|includes|in_?(range|cidr|subnet|list)|allowe?d?(?=_?(ip|address|list|client|host)|$)|trusted|white_?list|permitted|matches/i;
const OTHERS = /^(parse|normali[sz]e|get|extract|to|from|load)(?=[_A-Z]|$)|block|deny|denied|bann|black|user/i;

/** A function that says whether an address is among those that are let in: `cidrContains(range, address)`, `isTrustedProxy(address)`. */
export function testsAddress({ fn: { name } }: FunctionValue, args: Value[]): boolean {
  return args.some(isAddress) && TESTS.test(name) && !OTHERS.test(name);
}
