import type { End, Walk } from './frame.ts';
import type { Step } from './types.ts';

/** Steps of what `run` does, apart from those around it. */
export function apart<T>(walk: Walk, run: () => T): { steps: Step[]; result: T } {
  const { out, status } = walk;
  walk.out = [];
  try {
    const result = run();
    return { steps: walk.out, result };
  } finally {
    walk.out = out;
    if (status === undefined) delete walk.status; else walk.status = status;
  }
}

/** Whether the last step answers, so that nothing comes behind it. */
export function answers(steps: Step[]): boolean {
  const last = steps.at(-1);
  if (!last) return false;
  if (last.kind === 'answer' || last.kind === 'caught') return true;
  return last.kind === 'branch' && !last.stops && answers(last.then) && answers(last.else);
}

export function fails(steps: Step[]): boolean {
  const last = steps.at(-1);
  return last?.kind === 'answer' && (last.answer.error !== undefined || (last.answer.status ?? 0) >= 400);
}

export function ends(end: End): boolean {
  return end === 'left' || end === 'final';
}
