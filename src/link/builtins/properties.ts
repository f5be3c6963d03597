import type { BuiltinValue, Site, Value } from '../../model/index.ts';
import type { Machine } from '../machine.ts';
import { entries } from '../iterate.ts';
import { openObject } from '../members.ts';
import { alternatives, array, isUndefined, literal, textOf, UNDEFINED } from '../values.ts';

/**
 * `Object.keys` and the like. Of a package's export the keys are not known: one key stands for all of them, and `copy[key] =
 * from[key]`, as compilers write it for `import *` and `export *`, copies whatever is there.
 */
export function keys(value: Value, hidden = false): Value {
  if (value.kind === 'external') return array([{ kind: 'builtin', name: 'key', self: value }], true);
  const names = new Set(entries(value).map(([key]) => key));
  if (value.kind === 'object') for (const key of value.props.keys()) if (key.startsWith('\0get ')) names.add(key.slice(5));
  if (!hidden) names.delete('__esModule');
  return array([...names].map((key) => literal(key)), value.kind !== 'object' || value.open === true);
}

/** `Object.defineProperty(target, key, descriptor)`, with a value or a getter. */
export function defineProperty(m: Machine, target: Value, key: Value, descriptor: Value, site: Site): Value {
  // Symbols take no part in what is looked up by name.
  if (key.kind === 'object' || (key.kind === 'builtin' && key.name.startsWith('Symbol.'))) return target;
  const described = alternatives(descriptor).find((one) => one.kind === 'object');
  const get = described ? m.getMember(described, 'get', site) : UNDEFINED;
  const given = described ? m.getMember(described, 'value', site) : UNDEFINED;
  const name = textOf(key);
  if (name === undefined) openObject(m, target, get.kind === 'function' ? m.invoke(get, [], target, site) : given);
  else if (get.kind === 'function' && target.kind === 'object') {
    target.props.delete(name);
    m.setMember(target, `\0get ${name}`, get, site);
  } else if (!isUndefined(given)) m.setMember(target, name, given, site);
  else if (get.kind === 'function') m.setMember(target, name, m.invoke(get, [], target, site), site);
  return target;
}

export function defineProperties(m: Machine, target: Value, descriptors: Value, site: Site): Value {
  for (const [key, descriptor] of entries(descriptors)) defineProperty(m, target, literal(key), descriptor, site);
  return target;
}

/** What `target[key]` gives for a key that stands for all of the target's: all of its members. */
export function membersBy(target: Value, key: Value): BuiltinValue | undefined {
  return key.kind === 'builtin' && key.name === 'key' && key.self && target.kind === 'external' ? { kind: 'builtin', name: 'members', self: target } : undefined;
}
