import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { reasonOf } from '../project/read.ts';
import { UsageError, write, type Host } from './host.ts';

// What stands in the way of a second file or of the exchange, and not of writing into the file that is there.
const WRITE_IN_PLACE = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY']);

/** Writes a file whole or not at all: whoever reads it meanwhile finds the old text or the new one. */
export function writeWhole(path: string, text: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  const stats = there && statSync(path, { throwIfNoEntry: false });
  // A pipe or a device, such as /dev/stderr, is written to and not replaced; a link to nowhere makes what it points to.
  if (there && !stats?.isFile()) return writeFileSync(path, text);
  const target = there ? realpathSync(path) : path;
  const beside = join(dirname(target), `.authlint-${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    if (stats) chmodSync(beside, stats.mode);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    if (!stats || !WRITE_IN_PLACE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(target, text);
  }
}

/**
 * Puts a report where the user wants it: into a file (relative to the working directory), or on stdout.
 *
 * @throws UsageError when the file cannot be written
 */
export async function deliver(report: string, file: string | undefined, host: Host): Promise<void> {
  if (file === undefined) return write(host.stdout, report);
  try {
    writeWhole(resolve(host.cwd, file), report);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its folder does not exist' : reasonOf(error);
    throw new UsageError(`Cannot write ${file}: ${reason}.`);
  }
}

/** Delivers several reports: first those that go into files, which can fail, then the one for stdout. */
export async function deliverAll(reports: { text: string; file?: string | undefined }[], host: Host): Promise<void> {
  for (const { text, file } of reports) if (file !== undefined) await deliver(text, file, host);
  for (const { text, file } of reports) if (file === undefined) await deliver(text, file, host);
}
