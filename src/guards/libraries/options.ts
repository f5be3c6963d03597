import type { CallRecord, Value } from '../../model/index.ts';
import { alternatives, textOf } from '../../link/index.ts';

/** A member of the options object among a call's arguments: its value, or `undefined` when it is not set. */
export function option(call: CallRecord, ...names: string[]): Value | undefined {
  for (const arg of call.args.flatMap(alternatives)) {
    if (arg.kind !== 'object') continue;
    for (const name of names) if (arg.props.has(name)) return arg.props.get(name);
  }
  return undefined;
}

export function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === false;
}

export function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === true;
}

/** All texts among the arguments, lists opened. */
export function texts(values: Value[]): string[] {
  return values.flatMap((value) => (value.kind === 'array' ? texts(value.elements) : value.kind === 'union' ? texts(value.values) : textOf(value) !== undefined ? [textOf(value)!] : []));
}
