import type { ClassFacts, ClassValue, Value } from '../model/index.ts';
import type { Machine } from '../link/index.ts';
import { evaluateIn } from './aside.ts';
import { namedOf } from './named.ts';

/** A member of an instance that a container fills, and the key by which it was asked for. */
export interface Injection { name: string; token: Value }

/** Members of a class, and of parameters of its constructor that are members, that have `@inject(key)`. */
export function injectionsOf(machine: Machine, cls: ClassValue): Injection[] {
  const asked = (name: string, decorators: ClassFacts['decorators'] | undefined): Injection[] =>
    (decorators ?? []).flatMap((expr) => {
      const mark = namedOf(evaluateIn(machine, expr, cls.scope));
      return mark && /^inject$/i.test(mark.name) && mark.args[0] ? [{ name, token: mark.args[0] }] : [];
    });
  const constructor = cls.cls.members.find((one) => one.variant === 'constructor' && one.fn !== undefined);
  const params = constructor ? cls.module.functions[constructor.fn!]!.params : [];
  return [
    ...params.flatMap((param) => (param.property ? asked(cls.module.bindings[param.binding]!.name, param.decorators) : [])),
    ...cls.cls.members.flatMap((field) => (field.variant === 'property' ? asked(field.name, field.decorators) : [])),
  ];
}
