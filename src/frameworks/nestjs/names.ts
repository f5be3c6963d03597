import type { Value } from '../../model/index.ts';
import { settle, type Machine } from '../../link/index.ts';
import { invokeAside } from '../aside.ts';
import { namedOf } from '../named.ts';

export { callsOn, listOf, member, method, namedOf, textsIn } from '../named.ts';

/** Whether a value is, or comes from calling, a name of one of Nest's own packages. */
export function isNest(value: Value, ...names: string[]): boolean {
  const found = namedOf(value);
  return found !== undefined && found.package.startsWith('@nestjs/') && names.includes(found.name);
}

/** What a reference stands for: `forwardRef(() => X)`, `mixin(X)` and promises opened. */
export function resolved(machine: Machine, value: Value): Value {
  const settled = settle(value);
  if (settled.kind === 'result' && isNest(settled, 'forwardRef', 'mixin')) {
    const first = settled.call.args[0];
    if (first?.kind === 'function') return resolved(machine, invokeAside(machine, first, [], { module: first.module, start: first.fn.start, end: first.fn.end }));
    if (first) return resolved(machine, first);
  }
  return settled;
}
