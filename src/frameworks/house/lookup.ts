import type { Expr, Site, Value } from '../../model/index.ts';
import { alternatives, literal, union, UNDEFINED, type Machine } from '../../link/index.ts';
import { propertyAt } from '../written.ts';
import type { Arguments, Declaration, Written } from './declaration.ts';
import { nameOfPlace, placeOf } from './place.ts';

/** What stands at a place. `open`: why that cannot be known. */
export interface Found extends Written { open?: string; name: string }

/** What stands at a place of a declaration, in order; nothing where there is nothing. `method`: what `{method}` stands for. */
export function lookup(declaration: Declaration, text: string, machine: Machine, method?: string): Found[] {
  const place = placeOf(text);
  const name = nameOfPlace(place);
  const bases = basesOf(declaration, place.base, place.members);
  const members = place.base.kind === 'decorator' && /^\d+$/.test(place.members[0] ?? '') ? place.members.slice(1) : place.members;
  return bases.flatMap((base): Found[] => {
    let found: Found = { name, ...base };
    for (const member of members) {
      const next = step(found, member, declaration, machine, method);
      if (!next) return [];
      found = next;
      if (found.open !== undefined) break;
    }
    return isNothing(found) ? [] : [found];
  });
}

/** What stands at the first of several places that has anything. */
export function first(declaration: Declaration, places: string[], machine: Machine, method?: string): Found | undefined {
  for (const place of places) {
    const found = lookup(declaration, place, machine, method)[0];
    if (found) return found;
  }
  return undefined;
}

function isNothing({ value, open }: Found): boolean {
  return open === undefined && value.kind === 'literal' && value.value === undefined;
}

type Base = Written & { open?: string };

function basesOf(declaration: Declaration, base: ReturnType<typeof placeOf>['base'], members: string[]): Base[] {
  const here = declaration.head;
  switch (base.kind) {
    case 'argument': return range(declaration.args, base.from, base.to, here);
    case 'name': return [{ value: literal(declaration.name, here), site: here }];
    case 'key': return declaration.key === undefined ? [] : [{ value: literal(declaration.key, here), site: here }];
    case 'file': return [{ value: literal(declaration.module.path, here), site: here }];
    case 'export': {
      const exported = declaration.exported(base.name);
      return exported ? [exported] : [];
    }
    case 'decorator': {
      const found = declaration.decorator(base.name);
      if (!found) return [];
      const index = /^\d+$/.test(members[0] ?? '') ? Number(members[0]) : undefined;
      return index === undefined ? [{ value: literal(true, found.site), site: found.site }] : range(found, index, index, found.site);
    }
  }
}

function range({ list, open }: Arguments, from: number, to: number, site: Site): Base[] {
  // Counted from the end of a list whose end is not known.
  if (open !== undefined && (from < 0 || to < 0 || to >= list.length)) return [...list.slice(Math.max(from, 0), Math.max(from, list.length)), { value: UNDEFINED, site, open }];
  const at = (index: number): number => (index < 0 ? list.length + index : index);
  return at(from) < 0 ? [] : list.slice(at(from), at(to) + 1);
}

function step(found: Found, member: string, declaration: Declaration, machine: Machine, method: string | undefined): Found | undefined {
  if (member === '*' && declaration.key === undefined) return { ...found, open: 'its members could not be worked out' };
  const names = member === '*' ? [declaration.key!] : member === '{method}' ? (method === undefined ? [] : [method, method.toLowerCase()]) : [member];
  const values: Value[] = [];
  let expr: Expr | undefined;
  let site: Site | undefined;
  for (const value of alternatives(found.value)) {
    const inner = memberOf(value, names, found.site, machine);
    if ('open' in inner) return { ...found, open: inner.open };
    values.push(inner.value);
    if (value.kind !== 'object' || !value.site || !inner.name) continue;
    expr ??= propertyAt(value.site, inner.name);
    if (expr) site ??= { module: value.site.module, start: expr.start, end: expr.end };
  }
  const value = union(values);
  return { value, site: site ?? found.site, expr, name: found.name };
}

function memberOf(value: Value, names: string[], site: Site, machine: Machine): { value: Value; name?: string } | { open: string } {
  switch (value.kind) {
    case 'object': {
      const name = names.find((one) => value.props.has(one));
      if (name !== undefined) return { value: value.props.get(name)!, name };
      if (value.cls) return { value: names.map((one) => machine.getMember(value, one, site)).find((one) => one.kind !== 'literal' || one.value !== undefined) ?? UNDEFINED };
      return value.open || value.rest ? { open: 'something that could not be followed is spread into it' } : { value: UNDEFINED };
    }
    case 'class': return { value: machine.getMember(value, names[0] ?? '', site) };
    case 'array': return /^\d+$/.test(names[0] ?? '') ? { value: value.elements[Number(names[0])] ?? UNDEFINED } : { value: UNDEFINED };
    case 'function': return { value: value.props?.get(names[0] ?? '') ?? UNDEFINED };
    case 'literal': case 'text': case 'regexp': return { value: UNDEFINED };
    default: return { open: whyOpen(value) };
  }
}

/** Why a value is not known. */
export function whyOpen(value: Value): string {
  switch (value.kind) {
    case 'unknown': return value.reason;
    case 'param': return 'it is given by whoever calls the function that it stands in';
    case 'env': return `it is set by \`${value.name}\` when the application starts`;
    case 'external': case 'property': case 'result': return 'it comes from code that could not be followed';
    case 'function': case 'class': return 'it is code, not a value';
    default: return 'it is worked out when the application runs';
  }
}
