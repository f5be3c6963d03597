import type { CallRecord, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';

/** In a branch that may not be taken, nothing is known to happen. */
export function aside(m: Machine, record: CallRecord): Value | undefined {
  return m.branches === 0 ? m.aside?.(record) : undefined;
}
