import type { CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, literal, packageOf, pathOf } from '../../link/index.ts';
import { isProtecting, libraryProof, type Element } from '../../guards/index.ts';
import { textsIn } from '../named.ts';
import { elementsOfProperty } from '../written.ts';
import { hookDialect, type Call } from './dialect.ts';

const TYPES = new Set(['before', 'after', 'error', 'around']);

/** Hooks of one registration that run around a method, before or after it, in order. */
export function hooksIn(record: CallRecord, type: 'around' | 'before' | 'after', call: Call): Element[] {
  const given = record.args[0];
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (!given) return [];
  return alternatives(given).flatMap((value) => {
    if (value.kind === 'array') return type === 'around' ? elementsOf(value, site) : [];
    if (value.kind !== 'object') return [];
    const phased = [...value.props.keys()].some((key) => TYPES.has(key));
    const group = phased ? value.props.get(type) : type === 'around' ? value : undefined;
    if (group?.kind === 'array') return elementsOf(group, site);
    if (group?.kind !== 'object') return [];
    return ['all', call.method].flatMap((key) => elementsOfProperty(group.props.get(key), key, group.site, site));
  }).flatMap((element) => opened(element, type === 'around', call));
}

function elementsOf(value: Value, site: Site): Element[] {
  const group: Value = { kind: 'object', id: 0, props: new Map([['all', value]]) };
  return elementsOfProperty(group.props.get('all'), 'all', undefined, site);
}

/** Hooks inside hooks that only ask where a call comes from: `iff(isProvider('external'), authenticate('jwt'))` (feathers-hooks-common). */
function opened(element: Element, around: boolean, call: Call): Element[] {
  const { value } = element;
  const made = value.kind === 'result' && /^feathers-hooks-common$/.test(packageOf(value) ?? '') ? value.call : undefined;
  const name = made ? pathOf(made.callee).at(-1) ?? '' : '';
  if (!made || !['iff', 'when', 'unless', 'iffElse', 'disallow'].includes(name)) return [{ ...element, dialect: hookDialect(call, around) }];
  if (name === 'disallow') return [disallowed(made, element)];
  const [test, ...rest] = made.args;
  const inner = rest.flatMap((one) => (one.kind === 'array' ? one.elements : [one])).map((one): Element => ({ ...element, value: one, name: nameOf(one) || element.name }));
  const from = test ? origin(test) : undefined;
  const runs = from === undefined ? undefined : name === 'unless' ? !from : from;
  if (runs === true) return inner.flatMap((one) => opened(one, around, call));
  if (runs === false || !inner.some((one) => one.value.kind === 'function' || isProtecting(libraryProof(one.value) ?? { proves: 'nothing' }))) return [];
  return [{ ...element, value: literal(true), given: { proves: 'unknown', basis: 'library', reason: `\`${name}\` runs \`${inner[0]?.name ?? 'its hooks'}\` on a condition that could not be worked out` } }];
}

/** Whether `isProvider(...)` holds for a call over REST. */
function origin(test: Value): boolean | undefined {
  if (test.kind !== 'result' || pathOf(test).at(-1) !== 'isProvider') return undefined;
  return test.call.args.flatMap(textsIn).some((one) => one === 'external' || one === 'rest');
}

/** `disallow('external')`: nobody comes in this way. */
function disallowed(made: CallRecord, element: Element): Element {
  const from = made.args.flatMap(textsIn);
  if (from.length > 0 && !from.some((one) => one === 'external' || one === 'rest')) return { ...element, given: { proves: 'nothing', basis: 'library' } };
  return { ...element, given: { proves: 'authorization', basis: 'library', reason: 'callers from outside are not let in' } };
}

function nameOf(value: Value): string {
  return value.kind === 'function' ? value.fn.name : pathOf(value).at(-1) ?? '';
}
