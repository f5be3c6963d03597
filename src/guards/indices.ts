import type { Site, Value } from '../model/index.ts';
import { lackingAt } from '../link/index.ts';
import { caller } from './simulation.ts';

const ORDERS: Record<string, (left: number, right: number) => boolean> = {
  '===': (left, right) => left === right, '==': (left, right) => left === right, '!==': (left, right) => left !== right, '!=': (left, right) => left !== right,
  '<': (left, right) => left < right, '>': (left, right) => left > right, '<=': (left, right) => left <= right, '>=': (left, right) => left >= right,
};

/** `roles.indexOf(user.role) === -1`, `> -1`, `>= 0`, where it is -1 for what the caller lacks. `undefined` for anything else. */
export function compareIndex(operator: string, left: Value, right: Value, site: Site): Value | undefined {
  const holds = ORDERS[operator];
  const lacking = lackingAt(left) ?? lackingAt(right);
  if (!holds || !lacking) return undefined;
  const [a, b] = [left, right].map((one) => (lackingAt(one) ? -1 : one.kind === 'literal' && typeof one.value === 'number' ? one.value : undefined));
  return a === undefined || b === undefined ? undefined : caller(holds(a, b) ? 'missing' : 'absent', lacking.name, site);
}

/** A method that gives the place of what it looks for, or -1. */
export function givesIndex(method: string): boolean {
  return /^((last)?IndexOf|find(Last)?Index)$/i.test(method);
}
