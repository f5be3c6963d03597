import { mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fromRoot, isOutside } from '../project/paths.ts';
import { reasonOf } from '../project/read.ts';
import { UsageError } from './host.ts';

export interface Change {
  /** Relative to the root, with '/'. */
  file: string;
  /** Its text without a byte order mark. */
  before: string;
  after: string;
}

const MARK = '\uFEFF';

/**
 * Puts new texts in the place of those that were read. All are written beside their files first, and then moved: when one
 * cannot be, none is; and each file has either its old text or its new one, whenever it is looked at. A byte order mark and the
 * permissions stay.
 *
 * @param root absolute
 * @throws UsageError when a file is elsewhere than in the root, is not what was read, or cannot be written
 */
export function replaceFiles(root: string, changes: Change[]): void {
  const staged: { file: string; target: string; folder: string; bytes: Buffer }[] = [];
  try {
    for (const change of changes) staged.push(stage(realpathSync(root), root, change));
    for (const { file, target, bytes } of staged) if (!readFileSync(target).equals(bytes)) throw changed(file);
    for (const { target, folder } of staged) renameSync(join(folder, basename(target)), target);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The changes cannot be written: ${reasonOf(error)}.`);
  } finally {
    for (const { folder } of staged) rmSync(folder, { recursive: true, force: true });
  }
}

function stage(realRoot: string, root: string, { file, before, after }: Change): { file: string; target: string; folder: string; bytes: Buffer } {
  const target = realpathSync(join(root, file));
  const inside = fromRoot(realRoot, target);
  if (inside === undefined || isOutside(inside)) throw new UsageError(`${file} is not in ${root}: nothing was written.`);
  const bytes = readFileSync(target);
  const mark = bytes.equals(Buffer.from(before)) ? '' : bytes.equals(Buffer.from(MARK + before)) ? MARK : undefined;
  if (mark === undefined) throw changed(file);
  // A folder beside the file is on the same file system, and nobody else has one of its name.
  const folder = mkdtempSync(join(dirname(target), '.authlint-'));
  try {
    writeFileSync(join(folder, basename(target)), mark + after, { mode: statSync(target).mode });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { file, target, folder, bytes };
}

function changed(file: string): UsageError {
  return new UsageError(`${file} has changed since it was read, or is not in UTF-8: nothing was written. Run it again.`);
}
