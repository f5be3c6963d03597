import { siteOf } from '../domain.ts';
import type { ArrayValue, ObjectValue, Value } from '../../model/index.ts';
import { iterate } from '../iterate.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { array, literal, object, same, TRUE, UNDEFINED, union, unknown } from '../values.ts';
import { includes } from './arrays.ts';

/** A `Set` or `Map`: an object whose elements (or pairs) are an array under `\0items`. */
export function collection(m: Machine, kind: 'Set' | 'Map', initial: Value | undefined): ObjectValue {
  const made = object();
  const items = initial && !(initial.kind === 'literal') ? iterate(m, initial) : { values: [], open: false };
  const list = array([...items.values], items.open);
  made.props.set('\0items', list);
  for (const name of kind === 'Set' ? ['has', 'add', 'delete', 'forEach', 'values', 'keys'] : ['has', 'get', 'set', 'delete', 'forEach', 'values', 'keys', 'entries']) {
    made.props.set(name, { kind: 'builtin', name: `collection.${kind}.${name}`, self: list });
  }
  made.props.set('size', list.open ? unknown('a size') : literal(list.elements.length));
  return made;
}

export function collectionCall(m: Machine, name: string, self: Value, args: Value[], at: CallSiteInfo): Value | undefined {
  if (self.kind !== 'array') return undefined;
  const [kind, method] = name.split('.');
  if (method === 'set' && args[0] && m.domain?.keep?.(self, args[0], args[1] ?? UNDEFINED)) return unknown('a map');
  if (method === 'add' && args[0] && m.domain?.keep?.(self, args[0], TRUE)) return unknown('a set');
  const kept = (method === 'get' || method === 'has') && args[0] ? m.domain?.kept?.(self, args[0]) : undefined;
  if (kept) return method === 'get' ? kept : literal(!(kept.kind === 'literal' && kept.value === undefined));
  if (method === 'set') { append(m, self, array(args.slice(0, 2))); return unknown('a map'); }
  if (method === 'add') { append(m, self, args[0] ?? UNDEFINED); return unknown('a set'); }
  // To look something up in a long list is work as well: tables of data that a module fills must not take for ever.
  m.steps += self.elements.length >> 4;
  if (method === 'get') return get(m, kind === 'Map', self, args[0], at);
  const pairs = self.elements.filter((one): one is Extract<Value, { kind: 'array' }> => one.kind === 'array');
  const keys = kind === 'Map' ? pairs.map((pair) => pair.elements[0] ?? UNDEFINED) : self.elements;
  const values = kind === 'Map' ? pairs.map((pair) => pair.elements[1] ?? UNDEFINED) : self.elements;
  // What was put in while the server runs is not known: an absent key may be there by then.
  switch (method) {
    case 'has': return includes(m, keys, args[0], self.open === true, at);
    case 'forEach':
      values.forEach((value, i) => { if (args[0]) m.call(args[0], [value, keys[i]!], undefined, at); });
      return UNDEFINED;
    case 'values': return array(values, self.open);
    case 'keys': return array(keys, self.open);
    case 'entries': return self;
    default: return undefined;
  }
}

function get(m: Machine, isMap: boolean, self: ArrayValue, key: Value | undefined, at: CallSiteInfo): Value {
  const domain = m.domain?.compare?.('[]', self, key ?? UNDEFINED, siteOf(at.scope.module, at.expr));
  if (domain) return domain;
  const part = (one: Value, index: 0 | 1): Value | undefined => (!isMap ? one : one.kind === 'array' ? one.elements[index] ?? UNDEFINED : undefined);
  const found = key && self.elements.find((one) => {
    const known = part(one, 0);
    return known !== undefined && same(known, key) === true;
  });
  if (found) return part(found, 1)!;
  const values = self.elements.map((one) => part(one, 1)).filter((one) => one !== undefined);
  return values.length > 0 ? union([...values, UNDEFINED]) : unknown('an element of a map');
}

function append(m: Machine, self: ArrayValue, value: Value): void {
  const { length } = self.elements;
  m.trail?.push(() => { self.elements.length = length; });
  self.elements.push(value);
  if (m.branches > 0 && !m.domain) self.open = true;
}
