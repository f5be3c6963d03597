import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PART = '.part';
/** Whoever has been writing for so long was ended, in milliseconds. */
const ABANDONED = 3_600_000;

/**
 * Writes a file of a cache. Whoever reads sees the whole file or none, and a process that is ended while it writes leaves a part that
 * nobody reads. A full disk or a folder that cannot be written to is no error: nothing is kept then.
 *
 * @returns whether it was written
 */
export function writeWhole(folder: string, name: string, content: Uint8Array | string): boolean {
  const part = join(folder, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}${PART}`);
  try {
    writeFileSync(part, content, { flag: 'wx', mode: 0o644 });
    renameSync(part, join(folder, name));
    return true;
  } catch {
    remove(part);
    return false;
  }
}

/** Takes away what processes left that were ended while they wrote. */
export function removeAbandoned(folder: string, now = Date.now()): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith('.') || !name.endsWith(PART)) continue;
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && stats.mtimeMs < now - ABANDONED) remove(path);
  }
}

/** Removes a file, or a folder with all that is in it. One that is gone, or that the system holds on to, is left alone. */
export function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another process has it open (Windows), or may write where this one may not.
  }
}

/** Names of what is in a folder; none when it is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
