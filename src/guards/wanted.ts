import type { CallRecord, Value } from '../model/index.ts';
import { alternatives, isNullish, textOf } from '../link/index.ts';

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
