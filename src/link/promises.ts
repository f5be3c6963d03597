import type { Value } from '../model/index.ts';
import type { Thrown } from './domain.ts';
import { isConcrete, literal, object, unknown } from './values.ts';

const VALUE = '\0resolved';
const ERROR = '\0rejected';
const errors = new WeakMap<object, Thrown>();

/** A promise of the value. What is a promise already stays what it is. */
export function resolved(value: Value): Value {
  if (value.kind === 'object' && (value.props.has(VALUE) || value.props.has(ERROR))) return value;
  const made = object();
  made.props.set(VALUE, value);
  return made;
}

export function rejected(error: Thrown): Value {
  const made = object(error.site);
  made.props.set(ERROR, error.value);
  errors.set(made, error);
  return made;
}

export function rejection(value: Value): Thrown | undefined {
  return value.kind === 'object' && value.props.has(ERROR) ? errors.get(value) : undefined;
}

/** What awaiting the value gives; throws what it was rejected with. */
export function settle(value: Value): Value {
  const error = rejection(value);
  if (error) throw error;
  let current = value;
  while (current.kind === 'object' && current.props.has(VALUE)) current = current.props.get(VALUE)!;
  return current;
}

/** What `Promise.allSettled` says of a value: nothing is thrown. */
export function settlement(value: Value): Value {
  const made = object();
  const error = rejection(value);
  const known = error ? undefined : settle(value);
  made.props.set('status', error ? literal('rejected') : isConcrete(known!) ? literal('fulfilled') : unknown('whether a promise was fulfilled'));
  if (known) made.props.set('value', known);
  else made.props.set('reason', error!.value ?? unknown('an error'));
  if (known && !isConcrete(known)) made.open = true;
  return made;
}
