import type { CallRecord, Value } from '../model/index.ts';
import { packageOf, pathOf, resultOf } from '../link/index.ts';

const isKeyed = (value: Value): boolean => packageOf(value) === 'crypto' && pathOf(value).includes('createHmac');

/**
 * `createHmac(algorithm, key).update(data).digest()`: whatever the data, without the key nobody can tell what comes out
 * (RFC 2104). `undefined`: it is something else, or the caller has chosen the key.
 */
export function hmacCall(record: CallRecord): Value | undefined {
  if (!isKeyed(record.callee) || record.callee.kind !== 'property') return undefined;
  if (record.callee.name === 'update') return record.callee.object;
  return record.callee.name === 'digest' ? resultOf(record) : undefined;
}

/** A digest that only who holds the key can make. */
export function isHmac(value: Value): boolean {
  return value.kind === 'result' && isKeyed(value) && pathOf(value).at(-1) === 'digest';
}
