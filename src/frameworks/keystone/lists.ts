import type { ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, literal, pathOf, textOf, truth } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { firstLine } from '../declaration.ts';
import { member } from '../named.ts';
import { askedFor } from '../row-access.ts';
import { propertyAt } from '../written.ts';
import { nameOfValue } from '../elements.ts';
import { accessFunction } from './dialect.ts';
import { givenTo, isOfKeystone } from './model.ts';
import { operationsOf, type Named } from './names.ts';

/** One operation of one list, and what is asked before it is done. */
export interface ListOperation extends Named { list: string; site: Site; group: Site; before: Element[]; unknown?: string }

/**
 * Operations of the lists of a configuration that are part of the public schema.
 *
 * @param asked a list without `access` is none: before version 3 it was open to everyone (@keystone-6/core, changelog of 3.0.0)
 */
export function listOperations(lists: ObjectValue, asked: boolean): ListOperation[] {
  return [...lists.props].flatMap(([key, value]): ListOperation[] => {
    const options = alternatives(value).map((one) => givenTo(one, 'list') ?? one).find((one): one is ObjectValue => one.kind === 'object');
    if (!options) return [];
    const whole = value.kind === 'result' ? { module: value.call.module, start: value.call.expr.start, end: value.call.expr.callee.end } : options.site ?? lists.site;
    if (!whole) return [];
    const omit = member(member(options, 'graphql'), 'omit');
    const plural = textOf(member(member(options, 'graphql'), 'plural') ?? NOTHING) ?? textOf(member(member(options, 'ui'), 'plural') ?? NOTHING)?.replace(/\s+/g, '');
    if (omit?.kind === 'literal' && omit.value === true) return [];
    return operationsOf(key, plural).filter(({ operation }) => truth(member(omit, operation) ?? NOTHING) !== true).map((named) => {
      const { elements, unknown }: Checks = member(options, 'access') || asked ? checksFor(options, named.operation, key, whole) : { elements: [] };
      const site = elements[0]?.site ?? placeOf(options, ['access']) ?? whole;
      return { ...named, list: key, site: firstLine(site), group: whole, before: elements, ...(unknown ? { unknown } : {}) };
    });
  });
}

const NOTHING = literal(undefined);

interface Checks { elements: Element[]; unknown?: string }

/** What the `access` of a list asks before an operation: whether it may be done at all, on which items, and on this item. */
function checksFor(options: ObjectValue, operation: Named['operation'], list: string, whole: Site): Checks {
  const given = member(options, 'access');
  if (!given) return { elements: [], unknown: `nothing is said of the access to \`${list}\`` };
  if (given.kind !== 'object') return { elements: [elementFor(given, 'operation', placeOf(options, ['access']) ?? whole, operation, list, operation)] };
  const elements = (['operation', 'filter', 'item'] as const).flatMap((kind): Element[] => {
    const group = member(given, kind);
    if (!group) return [];
    const nested = group.kind === 'object';
    const value = nested ? group.props.get(operation) : group;
    if (!value || (kind === 'filter' && operation === 'create') || (kind === 'item' && operation === 'query')) return [];
    const site = (nested ? placeOf(group, [operation]) : undefined) ?? placeOf(given, [kind]) ?? placeOf(options, ['access']) ?? whole;
    return [elementFor(value, kind, site, operation, list, kind)];
  });
  const group = member(given, 'operation');
  const open = group === undefined || (group.kind === 'object' && !group.props.has(operation) && group.open === true);
  return { elements, ...(open ? { unknown: `what \`access.operation\` of \`${list}\` says of \`${operation}\` could not be worked out` } : {}) };
}

function placeOf(owner: ObjectValue, [key]: [string]): Site | undefined {
  const expr = owner.site && propertyAt(owner.site, key);
  return expr && owner.site && { module: owner.site.module, start: expr.start, end: expr.end };
}

function elementFor(value: Value, kind: 'operation' | 'filter' | 'item', site: Site, operation: string, list: string, fallback: string): Element {
  // Each kind of query has a function of its own, or all have one.
  const inner = value.kind === 'object' ? value.props.get('many') ?? value : value;
  const written = nameOfValue(inner);
  const element: Element = { value: inner, site, name: written || fallback };
  if (isOfKeystone(inner) && inner.kind === 'external') {
    const last = pathOf(inner).at(-1);
    if (last === 'allowAll' || last === 'unfiltered') return { ...element, value: literal(true), given: { proves: 'nothing', basis: 'library' } };
    if (last === 'denyAll') return { ...element, value: literal(true), given: { proves: 'authorization', basis: 'library', reason: '`denyAll` lets nobody in' } };
  }
  return askedFor(element, accessFunction(kind, operation, list));
}
