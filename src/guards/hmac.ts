import type { CallRecord, Value } from '../model/index.ts';
import { packageOf, pathOf, resultOf } from '../link/index.ts';

const isKeyed = (value: Value): boolean => packageOf(value) === 'crypto' && pathOf(value).includes('createHmac');

/**
 * `createHmac(algorithm, key).update(data).digest()`: whatever the data, without the key nobody can tell what comes out
 * (RFC 2104). `undefined`: it is something else, or the caller has chosen the key.
 */
export function hmacCall(record: CallRecord): Value | undefined {
  if (!isKeyed(record.callee) || record.callee.kind !== 'property') return undefined;
  return record.callee.name === 'update' || record.callee.name === 'digest' ? resultOf(record) : undefined;
}

/** What digests among the values were made of; none of anything that is no digest. */
export function digestedIn(values: Value[], depth = 3): Value[] {
  return values.flatMap((value): Value[] => {
    if (value.kind === 'union') return digestedIn(value.values, depth);
    if (depth > 0 && value.kind === 'array') return digestedIn(value.elements, depth - 1);
    if (depth > 0 && value.kind === 'object' && value.props.size < 40) return digestedIn([...value.props.values()], depth - 1);
    if (!isHmac(value)) return [];
    const data: Value[] = [];
    for (let at = receiverOf(value); at?.kind === 'result' && at.call.method === 'update'; at = receiverOf(at)) data.push(...at.call.args.slice(0, 1));
    return data;
  });
}

function receiverOf(value: Value): Value | undefined {
  return value.kind === 'result' ? value.call.receiver ?? (value.call.callee.kind === 'property' ? value.call.callee.object : undefined) : undefined;
}

/** A digest that only who holds the key can make. */
export function isHmac(value: Value): boolean {
  return value.kind === 'result' && isKeyed(value) && pathOf(value).at(-1) === 'digest';
}
