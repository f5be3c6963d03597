import type { ResultValue, Value } from '../../model/index.ts';
import { textOf } from '../../link/index.ts';
import { lineage } from './instance.ts';

/** What requests and replies of an instance's routes are decorated with. */
export interface Decorations {
  request: ReadonlyMap<string, Value>;
  reply: ReadonlyMap<string, Value>;
  /** The same for instances that are decorated alike. */
  signature: string;
}

const METHODS = new Set(['decorate', 'decorateRequest', 'decorateReply']);
const NOTHING: Value = { kind: 'literal', value: undefined };

export function decorationsOf(instance: ResultValue): Decorations {
  const request = new Map<string, Value>();
  const reply = new Map<string, Value>();
  const orders: number[] = [];
  for (const one of lineage(instance)) {
    for (const record of one.calls) {
      if (!METHODS.has(record.method)) continue;
      orders.push(record.order);
      const name = record.args[0] && textOf(record.args[0]);
      if (name === undefined || record.method === 'decorate') continue;
      (record.method === 'decorateRequest' ? request : reply).set(name, record.args[1] ?? NOTHING);
    }
  }
  return { request, reply, signature: orders.join() };
}
