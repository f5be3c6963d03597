import type { CallRecord, FunctionValue, Value } from '../model/index.ts';
import { alternatives, packageOf, pathOf, settle, textOf, type Machine } from '../link/index.ts';

/** A name that a package exports, used as it is or called. */
export interface Named { package: string; name: string; args: Value[] }

/** What of a package a value is, or is the result of calling. */
export function namedOf(value: Value): Named | undefined {
  const name = packageOf(value);
  if (name === undefined) return undefined;
  return { package: name, name: pathOf(value).at(-1) ?? '', args: value.kind === 'result' ? value.call.args : [] };
}

/** A list opened, with the lists in it; `open` when there may be more than is seen. */
export function listOf(value: Value | undefined): { values: Value[]; open: boolean } {
  const found: Value[] = [];
  let open = false;
  const add = (one: Value): void => {
    if (one.kind === 'array') { open ||= one.open === true; one.elements.forEach(add); }
    else if (one.kind === 'union') one.values.forEach(add);
    else if (one.kind !== 'literal') found.push(one);
  };
  if (value) add(settle(value));
  return { values: found, open };
}

/** A member of an object literal among a call's arguments. */
export function member(value: Value | undefined, name: string): Value | undefined {
  for (const one of value ? alternatives(settle(value)) : []) {
    if (one.kind === 'object' && one.props.has(name)) return one.props.get(name);
  }
  return undefined;
}

/** A method of an object literal or instance. */
export function method(machine: Machine, value: Value, name: string): FunctionValue | undefined {
  if (value.kind !== 'object') return undefined;
  const site = value.site ?? (value.cls ? { module: value.cls.module, start: value.cls.cls.start, end: value.cls.cls.end } : undefined);
  const found = site && machine.getMember(value, name, site);
  return found?.kind === 'function' ? found : undefined;
}

/** Calls that were made on a value, and on what those gave, with one of the names. */
export function callsOn(calls: CallRecord[], ...names: string[]): CallRecord[] {
  return calls.filter((record) => names.includes(record.method));
}

/** Texts in a value, lists opened. */
export function textsIn(value: Value | undefined): string[] {
  if (!value) return [];
  if (value.kind === 'array') return value.elements.flatMap(textsIn);
  if (value.kind === 'union') return value.values.flatMap(textsIn);
  const text = textOf(value);
  return text === undefined ? [] : [text];
}
