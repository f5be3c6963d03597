import type { Condition } from '../model/index.ts';
import { isProtecting, type Judgement, type RequestState } from '../guards/index.ts';

/** Wherever the route is, the element is as well: it is put there under no condition, or under the route's own. */
export function isAlwaysThere(conditional: Condition[], conditions: Condition[]): boolean {
  return conditional.every((one) => conditions.some((other) => other.test === one.test && other.holds === one.holds));
}

/**
 * What is found of an element that stands in front of a route only under conditions. A name says something of what is there,
 * but this may not be there at all.
 *
 * @param conditional those under which the element is put there
 * @param conditions those under which the route is declared
 */
export function underConditions(judgement: Judgement, conditional: Condition[], conditions: Condition[], state: RequestState): Judgement {
  const { guard } = judgement;
  if (isAlwaysThere(conditional, conditions) || guard.basis !== 'name' || !isProtecting(guard)) return judgement;
  const reason = `${guard.reason ?? `\`${guard.name}\` is known by its name only`}, and is there only under a condition`;
  return { ...judgement, guard: { ...guard, proves: 'unknown', reason }, state };
}
