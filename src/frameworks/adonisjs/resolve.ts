import type { FunctionValue, ObjectValue, Value } from '../../model/index.ts';
import { alternatives, settle, textOf, type Machine, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { invokeAside } from '../aside.ts';
import { stemOf } from '../file-routes.ts';
import { method } from '../named.ts';
import { middlewareDialect } from './dialect.ts';
import { onRouter, onServer } from './model.ts';

/** A class, or what is behind `() => import('./file')`: an instance of the class that is meant. */
export function instanceIn(machine: Machine, value: Value): ObjectValue | undefined {
  const settled = settle(value);
  if (settled.kind === 'class') return machine.standIn(settled);
  if (settled.kind === 'object') {
    const inner = settled.props.get('default');
    return inner ? instanceIn(machine, inner) : settled.cls ? settled : undefined;
  }
  if (settled.kind !== 'function' || settled.fn.params.length > 0) return undefined;
  const made = invokeAside(machine, settled, [], { module: settled.module, start: settled.fn.start, end: settled.fn.end });
  return made.kind === 'function' ? undefined : instanceIn(machine, made);
}

/** The function behind `[Controller, 'method']`, `'Controller.method'`, or a closure. */
export function handlerIn(program: Program, value: Value): FunctionValue | undefined {
  const { machine } = program;
  if (value.kind === 'function') return value;
  if (value.kind === 'array') {
    const instance = value.elements[0] && instanceIn(machine, value.elements[0]);
    return instance && method(machine, instance, (value.elements[1] && textOf(value.elements[1])) ?? 'handle');
  }
  const [name, action = 'handle'] = textOf(value)?.split('.') ?? [];
  const module = name === undefined ? undefined : program.modules.find((one) => new RegExp(`(^|/)Controllers/Http/${name.replace(/[^\w/]/g, '')}$`, 'i').test(stemOf(one.path)));
  const cls = module && program.machine.exportOf(module.path, 'default');
  const instance = cls && instanceIn(machine, cls);
  return instance && method(machine, instance, action);
}

/** What middleware the names stand for: `router.named({ auth: () => import(...) })`, `Server.middleware.registerNamed({...})`. */
export function namesOf(program: Program): Map<string, Value> {
  const names = new Map<string, Value>();
  for (const record of program.machine.records) {
    if (onRouter(record) !== 'named' && onServer(record) !== 'middleware.registerNamed') continue;
    for (const value of record.args.flatMap(alternatives)) if (value.kind === 'object') value.props.forEach((one, name) => { if (!name.startsWith('\0')) names.set(name, one); });
  }
  return names;
}

/** The middleware that an argument of `use` or `middleware` means: `middleware.auth({ guards })`, `'auth:api'`, a closure. */
export function middlewareIn(machine: Machine, names: Map<string, Value>, element: Element): Element {
  const { value } = element;
  if (value.kind === 'function' && value.fn.params.length > 0) return { ...element, dialect: middlewareDialect([]) };
  const text = textOf(value);
  const called = value.kind === 'result' && value.call.callee.kind === 'property' ? { name: value.call.callee.name, options: value.call.args } : undefined;
  const written = text === undefined ? undefined : { name: text.split(':')[0]!, options: (text.split(':')[1] ?? '').split(',').filter((one) => one !== '').map((one): Value => ({ kind: 'literal', value: one })) };
  const used = called ?? written;
  const instance = instanceIn(machine, (used && names.get(used.name)) ?? value);
  const handle = instance && method(machine, instance, 'handle');
  const name = used?.name ?? instance?.cls?.cls.name ?? element.name;
  if (handle) return { ...element, name, value: handle, dialect: middlewareDialect(used?.options ?? []) };
  // A name says something, but what it stands for was not found.
  return { ...element, name, value: text === undefined ? value : { kind: 'unknown', reason: `the middleware \`${name}\` was not found` } };
}
