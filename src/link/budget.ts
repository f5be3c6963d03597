import type { ModuleFacts } from '../model/index.ts';
import type { Machine } from './machine.ts';

/** What work is done for: to run what sets the project up, to say what expressions denote, to follow callers through guards and handlers, to go through what stands in front of handlers. */
export type Work = 'setUp' | 'looks' | 'simulation' | 'inFront';

/**
 * Work that is left for a project as a whole. It is counted, in steps of the machine or in elements, and never timed: the same project gives the same result
 * everywhere. There is more for more text, so that time stays in proportion to it.
 */
export interface Budget {
  left: Record<Work, number>;
  /** Files in whose midst there was none left, in order. */
  overrun: Map<Work, Set<string>>;
}

/** For any project, and for each character of its text; projects as they are take a tenth of it. */
const SHARES: Record<Work, { least: number; each: number }> = {
  setUp: { least: 2_000_000, each: 2 },
  looks: { least: 1_000_000, each: 1 },
  simulation: { least: 12_000_000, each: 6 },
  inFront: { least: 400_000, each: 0.25 },
};

/** @param length of all texts together, in UTF-16 units */
export function createBudget(length: number): Budget {
  const share = ({ least, each }: { least: number; each: number }): number => least + each * length;
  return { left: { setUp: share(SHARES.setUp), looks: share(SHARES.looks), simulation: share(SHARES.simulation), inFront: share(SHARES.inFront) }, overrun: new Map() };
}

/** Gives back what kinds of work took that are done again from the start. */
export function renew({ budget, host }: Machine, ...works: Work[]): void {
  const { left } = createBudget(host.length);
  for (const work of works) {
    budget.left[work] = left[work];
    budget.overrun.delete(work);
  }
}

/** Notes what was done; `false` when there is nothing left for more. */
export function spend({ budget }: Machine, work: Work, amount: number, { path }: Pick<ModuleFacts, 'path'>): boolean {
  const left = (budget.left[work] -= amount);
  if (left > 0) return true;
  const files = budget.overrun.get(work);
  if (files) files.add(path); else budget.overrun.set(work, new Set([path]));
  return false;
}

/** Steps that one more piece of such work may take: a few are always allowed. */
export function allowance({ budget }: Machine, work: Work, wanted: number, few: number): number {
  return budget.left[work] > 0 ? wanted : few;
}

/** Counts steps of the set-up since it was last done. */
export function settleSetUp(m: Machine, facts: ModuleFacts): void {
  const made = m.steps - m.accounted;
  m.accounted = m.steps;
  spend(m, 'setUp', made, facts);
}
