import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonOf } from '../project/read.ts';
import { UsageError, write, type Host } from './host.ts';

/**
 * Puts a report where the user wants it: into a file (relative to the working directory), or on stdout.
 *
 * @throws UsageError when the file cannot be written
 */
export async function deliver(report: string, file: string | undefined, host: Host): Promise<void> {
  if (file === undefined) return write(host.stdout, report);
  try {
    writeFileSync(resolve(host.cwd, file), report);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its folder does not exist' : reasonOf(error);
    throw new UsageError(`Cannot write ${file}: ${reason}.`);
  }
}
