import type { Value } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { array, literal, truth, union, unknown } from './values.ts';

/** The elements that a loop over the value goes through; `open` when they are not all known. */
export function iterate(m: Machine, value: Value, keys = false): { values: Value[]; open: boolean } {
  if (value.kind === 'union') {
    const all = value.values.filter((one) => truth(one) !== false).map((one) => iterate(m, one, keys));
    return { values: all.flatMap((one) => one.values), open: true };
  }
  if (value.kind === 'array') {
    if (keys) return { values: value.elements.map((_, i) => literal(String(i))), open: value.open === true };
    return value.open ? { values: [...value.elements, unknown('an element of an open list')], open: true } : { values: value.elements, open: false };
  }
  if (value.kind === 'object') {
    const items = value.props.get('\0items');
    if (items && !keys) return iterate(m, items);
    if (keys) return { values: entries(value).map(([key]) => literal(key)), open: value.open === true };
  }
  if (keys && value.kind === 'external') return { values: [{ kind: 'builtin', name: 'key', self: value }], open: true };
  if (value.kind === 'literal' && !value.value) return { values: [], open: false };
  return { values: [value.kind === 'caller' ? value : unknown('an element of something unknown')], open: true };
}

export function entries(value: Value): [string, Value][] {
  return value.kind === 'object' ? [...value.props].filter(([key]) => !key.startsWith('\0')) : [];
}

/** `Object.entries` of a value, as an array of pairs. */
export function pairs(value: Value): Value {
  return array(entries(value).map(([key, one]) => array([literal(key), one])), value.kind !== 'object' || value.open === true);
}

/** One element of a list of which only the set of elements is known. */
export function anyOf(value: Value): Value {
  if (value.kind !== 'array') return unknown('an element of something unknown');
  return union(value.open ? [...value.elements, unknown('an element of an open list')] : value.elements);
}
