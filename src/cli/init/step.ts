import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from '../../project/read.ts';
import { UsageError } from '../host.ts';
import { replaceFiles } from '../write-files.ts';

/** One thing that is set up, or why it is not. `file`: relative to `folder` of the step, or else to the one that is set up, with '/'. `adds`: what the edit brings, as in "the plugin". */
export type Step =
  | { kind: 'write'; file: string; text: string; folder?: string }
  | { kind: 'edit'; file: string; adds: string; before: string; after: string }
  | { kind: 'leave'; file: string; why: string }
  | { kind: 'print'; file: string; why: string; snippet: string };

/**
 * Does it. A new file never takes the place of one that is there.
 *
 * @param root absolute
 * @throws UsageError when the file cannot be written, or was changed meanwhile
 */
export function carryOut(step: Step, root: string): void {
  if (step.kind === 'edit') replaceFiles(root, [step]);
  if (step.kind !== 'write') return;
  const path = join(step.folder ?? root, step.file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, step.text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`Cannot write ${step.file}: ${(error as NodeJS.ErrnoException).code === 'EEXIST' ? 'it is there already' : reasonOf(error)}.`);
  }
}
