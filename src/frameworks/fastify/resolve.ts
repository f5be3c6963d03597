import type { ResultValue, Value } from '../../model/index.ts';
import { alternatives, siteOf, union } from '../../link/index.ts';
import type { Machine } from '../../link/index.ts';
import { libraryProof, type Element } from '../../guards/index.ts';
import { isInstance } from './instance.ts';

/**
 * What a value is once all plugins are loaded: what it is a member of may have been decorated after the code that mentions it was
 * run.
 */
export function resolve(value: Value, machine: Machine, depth = 0): Value {
  if (depth > 6) return value;
  switch (value.kind) {
    case 'property': {
      const object = resolve(value.object, machine, depth + 1);
      const member = isInstance(object) ? object.props.get(value.name) : object === value.object ? undefined : machine.getMember(object, value.name, siteAt(value));
      return member ?? value;
    }
    case 'result': {
      const { call } = value;
      if (call.callee.kind !== 'property' || call.method === 'auth') return value;
      const callee = resolve(call.callee, machine, depth + 1);
      if (callee.kind !== 'function') return value;
      const { quiet } = machine;
      machine.quiet = true;
      try {
        return machine.invoke(callee, call.args.map((arg) => resolve(arg, machine, depth + 1)), call.receiver, siteOf(call.module, call.expr));
      } finally {
        machine.quiet = quiet;
      }
    }
    case 'union': return union(value.values.map((one) => resolve(one, machine, depth + 1)));
    default: return value;
  }
}

function siteAt(value: Value): Parameters<Machine['getMember']>[2] {
  for (let one: Value = value; ; one = one.object) {
    if (one.kind === 'result') return siteOf(one.call.module, one.call.expr);
    if (one.kind !== 'property') return { module: undefined as never, start: 0, end: 0 };
  }
}

/** An element whose value is known as far as it can be; functions that use `this` are bound to the instance. */
export function resolved(element: Element, instance: ResultValue, machine: Machine): Element {
  const value = resolve(element.value, machine);
  const bound = union(alternatives(value).map((one) => (one.kind === 'function' && !one.fn.arrow && !one.self && one.fn.usesArguments ? { ...one, self: instance } : one)));
  const known: Element = bound === element.value ? element : { ...element, value: bound };
  if (known.given || bound.kind !== 'property' || libraryProof(bound)?.proves !== 'unknown') return known;
  return { ...known, given: { proves: 'unknown', basis: 'name', reason: `\`${known.name}\` is a method that no plugin in the project is seen to add` } };
}
