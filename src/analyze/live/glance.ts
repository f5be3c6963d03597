/** Milliseconds that only grow. */
export type Clock = () => number;

/** Looks again when asked to, unless it looked a short time ago. */
export interface Glance<Result> {
  (): Result;
  /** The next call looks, however short the time. */
  expire(): void;
}

/** What looking may cost: one part in this many of the time. */
const SHARE = 20;

/**
 * A linter asks about the disk for every file it lints. What it was told holds for a time in proportion to what looking costs,
 * so that a run over many files spends little on it, and an editor on a small project always knows.
 */
export function glance<Result>(look: () => Result, clock: Clock): Glance<Result> {
  let last: { result: Result; until: number } | undefined;
  const glancing = (): Result => {
    const start = clock();
    if (!last || start >= last.until) {
      const result = look();
      const end = clock();
      last = { result, until: end + SHARE * (end - start) };
    }
    return last.result;
  };
  return Object.assign(glancing, { expire: () => (last = undefined) });
}
