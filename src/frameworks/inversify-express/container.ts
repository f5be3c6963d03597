import type { ClassFacts, ClassValue, ObjectValue, Value } from '../../model/index.ts';
import { pathOf, textOf, type Machine, type Program } from '../../link/index.ts';
import { caller } from '../../guards/index.ts';
import { invokeAside } from '../aside.ts';
import type { Classes } from '../classes.ts';
import { injectionsOf } from '../injections.ts';

/** What the container hands out, as far as the project is seen to bind it. */
export interface Container {
  /** What stands for an identifier: an instance, or a value. */
  give(token: Value): Value | undefined;
  instance(cls: ClassValue): ObjectValue;
}

const TO = new Set(['to', 'toSelf', 'toConstantValue', 'toDynamicValue', 'toFunction', 'toService']);

/** What tells one identifier from another. */
function tokenOf(value: Value): unknown {
  if (value.kind === 'class') return value.cls;
  if (value.kind === 'result') {
    const name = value.call.callee.kind === 'builtin' ? value.call.callee.name : '';
    const text = value.call.args[0] && textOf(value.call.args[0]);
    return name === 'Symbol.for' && text !== undefined ? `symbol ${text}` : value.id;
  }
  const text = textOf(value);
  return text === undefined ? value : `text ${text}`;
}

export function containerOf(program: Program, classes: Classes): Container {
  const { machine } = program;
  const bound = new Map<unknown, { way: string; value: Value | undefined; token: Value }>();
  for (const record of machine.records) {
    const bind = record.receiver?.kind === 'result' ? record.receiver.call : undefined;
    if (!bind || !TO.has(record.method) || !/^(re)?bind$/.test(bind.method || (pathOf(bind.callee).at(-1) ?? '')) || !bind.args[0]) continue;
    bound.set(tokenOf(bind.args[0]), { way: record.method, value: record.args[0], token: bind.args[0] });
  }
  const wired = new Set<ClassFacts>();
  const giving = new Set<unknown>();

  function give(token: Value): Value | undefined {
    const key = tokenOf(token);
    const binding = bound.get(key);
    if (!binding || giving.has(key)) return token.kind === 'class' ? instance(token) : undefined;
    giving.add(key);
    try {
      const { way, value } = binding;
      if (way === 'toSelf' || way === 'to') { const cls = way === 'to' ? value : token; return cls?.kind === 'class' ? instance(cls) : cls; }
      if (way === 'toService') return value && give(value);
      if (way === 'toDynamicValue' && value?.kind === 'function') return invokeAside(machine, value, [], { module: value.module, start: value.fn.start, end: value.fn.end });
      return value;
    } finally {
      giving.delete(key);
    }
  }

  function instance(cls: ClassValue): ObjectValue {
    const made = machine.standIn(cls);
    if (!wired.has(cls.cls)) {
      wired.add(cls.cls);
      for (const one of classes.lineage(cls)) wire(machine, made, one, give);
      if (!made.props.has('httpContext')) made.props.set('httpContext', httpContext());
    }
    return made;
  }

  // Whoever asks for an abstract class by its type is given what is bound to it.
  for (const { token } of bound.values()) {
    if (token.kind !== 'class') continue;
    const value = give(token);
    if (value?.kind === 'object') machine.standIns.set(token.cls, value);
  }
  return { give, instance };
}

/** Where `@inject(X)` stands at a parameter or a property, what the container gives is set on the instance. */
function wire(machine: Machine, made: ObjectValue, cls: ClassValue, give: Container['give']): void {
  for (const { name, token } of injectionsOf(machine, cls)) {
    const value = give(token);
    const known = made.props.get(name);
    // What was looked at before is only known by its name.
    if (value && (!known || known.kind === 'property' || known.kind === 'unknown')) made.props.set(name, value);
  }
}

/** `this.httpContext` of controllers and middleware of inversify-express-utils. */
function httpContext(): Value {
  const props = new Map<string, Value>([['request', caller('request', 'req')], ['response', caller('response', 'res')], ['user', caller('input', 'principal')]]);
  return { kind: 'object', id: 0, props, open: true };
}
