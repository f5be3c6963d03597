import type { Value } from '../../model/index.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { array, UNDEFINED, unknown } from '../values.ts';

/** `bind`, `call` and `apply`. */
export function functionCall(m: Machine, name: string, self: Value, args: Value[], at: CallSiteInfo): Value {
  if (name === 'bind') {
    if (self.kind === 'function') {
      const target = args[0] && args[0].kind !== 'unknown' && args[0].kind !== 'literal' ? args[0] : self.self;
      return { ...self, ...(target ? { self: target } : {}), bound: [...(self.bound ?? []), ...args.slice(1)] };
    }
    return self;
  }
  if (name === 'call') return m.call(self, args.slice(1), args[0], at);
  const list = args[1] ?? array([]);
  const given = list.kind === 'array' ? list.elements : list === UNDEFINED ? [] : [unknown('spread arguments')];
  return m.call(self, given, args[0], at);
}
