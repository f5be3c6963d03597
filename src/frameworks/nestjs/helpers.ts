import { object, UNDEFINED, type Machine } from '../../link/index.ts';
import { invokeAside } from '../aside.ts';
import type { Helpers } from '../decorations.ts';
import { isNest, member, namedOf } from './names.ts';

/** `applyDecorators(...)`, `SetMetadata(key, value)`, and what `Reflector.createDecorator` gave. */
export function nestHelpers(machine: Machine): Helpers {
  return (value, apply, define, site) => {
    if (value.kind === 'result' && value.call.callee.kind === 'result' && isNest(value.call.callee, 'createDecorator')) {
      const maker = value.call.callee;
      const transform = member(maker.call.args[0], 'transform');
      const [given] = value.call.args;
      const made = transform?.kind === 'function' ? invokeAside(machine, transform, value.call.args, site) : given;
      define(maker, made ?? object());
      return true;
    }
    const args = namedOf(value)?.args ?? [];
    if (isNest(value, 'applyDecorators')) { args.forEach(apply); return true; }
    if (!isNest(value, 'SetMetadata')) return false;
    if (args[0]) define(args[0], args[1] ?? UNDEFINED);
    return true;
  };
}
