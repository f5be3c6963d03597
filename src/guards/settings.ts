import type { Assumption, Outcome } from './simulation.ts';

/**
 * Whether some caller gets through however the installation is set up: where a condition on one of the `fixed` kinds was
 * met, both ways of it have to lead through; of any other condition, one way is enough.
 */
export function getsThrough(outcomes: Outcome[], passes: (outcome: Outcome) => boolean, fixed: Assumption['kind'][]): boolean {
  return through(outcomes, 0) === true;

  /** The outcomes agree in their first `depth` assumptions: they are one branch of the tree of choices. */
  function through(branch: Outcome[], depth: number): boolean | undefined {
    if (branch.length === 0) return undefined;
    const ended = branch.filter((one) => one.assumptions.length <= depth);
    if (ended.length > 0) return ended.some(passes);
    const ways = [true, false].map((holds) => through(branch.filter((one) => one.assumptions[depth]!.holds === holds), depth + 1));
    // A way that was not tried says nothing.
    const tried = ways.filter((way) => way !== undefined);
    return fixed.includes(branch[0]!.assumptions[depth]!.kind) ? tried.every(Boolean) : tried.some(Boolean);
  }
}
