import type { Program, Work } from '../link/index.ts';
import type { Diagnostic } from '../model/index.ts';

const WHAT: Record<Work, string> = {
  setUp: 'The code that sets the application up was not run to its end',
  simulation: 'Guards and handlers were not followed to their end',
  inFront: 'What stands in front of the handlers was not looked at for all routes',
  looks: 'Not every expression was followed to what it denotes',
};

/** Says where work on a project was cut short because it is more than its size warrants: from there on, things stay unknown. */
export function overruns({ machine }: Program): Diagnostic[] {
  return [...machine.budget.overrun].map(([work, files]) => {
    const [file, ...others] = [...files];
    const also = others.length > 0 ? `, and in ${others.length} more ${others.length === 1 ? 'file' : 'files'} after it` : '';
    return { kind: 'incomplete', file: file!, message: `${WHAT[work]}: from this file on${also}, that takes more steps than are spent on a project of this size. What could not be worked out is unknown.` };
  });
}
