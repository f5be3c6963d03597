import type { CallRecord, Value } from '../model/index.ts';
import { alternatives, isNullish, textOf } from '../link/index.ts';
import { isRoleName } from './names.ts';

/** The roles or permissions that a call asks for, by its arguments: `can('read')`, `hasAny([Role.Admin, Role.Owner])`. */
export function wantedBy(record: CallRecord): string[] {
  return [...new Set(record.args.flatMap((arg) => namesIn(arg, 1)))];
}

/** It is asked for no permission at all: `hasPermission(0)`, `hasRoles([])`. */
export function wantsNothing(record: CallRecord): boolean {
  const first = record.args[0];
  if (!first || first.kind === 'union') return false;
  return isNullish(first) === true || (first.kind === 'literal' && (first.value === 0 || first.value === '')) || (first.kind === 'array' && first.elements.length === 0 && !first.open);
}

/**
 * Roles that a query makes a condition of (`where: { userId, role: 'admin' }`): without them nothing is found. `undefined`: it
 * asks for none.
 */
export function rolesInCondition(record: CallRecord): string[] | undefined {
  for (const arg of record.args) {
    const where = arg.kind === 'object' ? arg.props.get('where') : undefined;
    const names = where && rolesIn(where, 0);
    if (names) return names;
  }
  return undefined;
}

/**
 * The same of a query whose condition holds the caller further inside (`where: { users: { some: { userId, role: 'admin' } } }`), among
 * what has to hold together.
 */
export function rolesOfCaller(record: CallRecord): string[] | undefined {
  for (const arg of record.args) {
    const where = arg.kind === 'object' ? arg.props.get('where') : undefined;
    const about = where && aboutCaller(where, 0);
    const names = about && rolesIn(about, 0);
    if (names) return names;
  }
  return undefined;
}

/** The part of a condition beside whose members the caller stands. */
function aboutCaller(value: Value, depth: number): Value | undefined {
  if (value.kind !== 'object' || depth > 5) return undefined;
  for (const [name, inner] of value.props) {
    if (inner.kind === 'caller' && (inner.what === 'claims' || inner.what === 'credential')) return value;
    const found = /^(\$?or|\$?nor|not|none)$/i.test(name) ? undefined : aboutCaller(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function rolesIn(value: Value, depth: number): string[] | undefined {
  if (depth > 4) return undefined;
  if (value.kind === 'array') return value.elements.map((one) => rolesIn(one, depth + 1)).find((names) => names !== undefined);
  if (value.kind !== 'object') return undefined;
  for (const [name, inner] of value.props) {
    if (isRoleName(name)) { if (inner.kind !== 'caller' && isNullish(inner) !== true) return [...new Set(textsIn(inner, 0))]; continue; }
    const names = rolesIn(inner, depth + 1);
    if (names) return names;
  }
  return undefined;
}

function textsIn(value: Value, depth: number): string[] {
  if (value.kind === 'object' && depth < 4) return [...value.props.values()].flatMap((one) => textsIn(one, depth + 1));
  return namesIn(value, 1);
}

function namesIn(value: Value, depth: number): string[] {
  return alternatives(value).flatMap((one) => {
    if (one.kind === 'array') return depth > 0 ? one.elements.flatMap((element) => namesIn(element, depth - 1)) : [];
    if (one.kind === 'property') return [one.name];
    if (one.kind === 'external') return one.path.slice(-1);
    const text = textOf(one);
    return text === undefined ? [] : [nameOfNumber(one) ?? text];
  });
}

/** A number stands for the member of the enumeration, or the constant, in which it is written. */
function nameOfNumber(value: Value): string | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'number' || !value.site) return undefined;
  const { module, start, end } = value.site;
  return module.bindings.find((one) => one.init?.start === start && one.init.end === end)?.name;
}
