import { statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namesIn, remove, removeAbandoned } from './atomic.ts';

/** Folders of a cache are called so, followed by a build's digest. */
export const FACTS = 'facts-';
export const RESULTS = 'results-';

/** What other builds kept stays for so long after its last use, in milliseconds. */
const OTHER_BUILDS = 14 * 24 * 3_600_000;
/** How exactly the last use of a file is known, in milliseconds. */
const USE_STEP = 24 * 3_600_000;
/** Larger packs are left as they are, in bytes: to make one of them costs more than it brings. */
const LARGE = 32 * 1024 * 1024;

/**
 * The packs that are to become one with what is written now: none while there are few, and otherwise the small ones, so that each byte
 * is written anew a few times only, however often something is added.
 *
 * @param bytes that are written now
 */
export function toMerge<Item extends { size: number }>(packs: Item[], bytes: number, most: number): Item[] {
  const merged: Item[] = [];
  let total = bytes;
  for (const pack of [...packs].sort((a, b) => a.size - b.size)) {
    const few = packs.length - merged.length < most;
    if (pack.size > LARGE || (few && (merged.length === 0 || pack.size > 2 * total))) break;
    merged.push(pack);
    total += pack.size;
  }
  return merged;
}

/** Marks files as used, where the last use that is known is long ago. */
export function noteUse(paths: string[], now = Date.now()): void {
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats || now - stats.mtimeMs < USE_STEP) continue;
    try {
      utimesSync(path, now / 1000, now / 1000);
    } catch {
      // Only whoever owns it may: it goes earlier than it would.
    }
  }
}

/**
 * Removes what was used longest ago of a build's own folder, until the rest is no larger than allowed, and the folders that other builds
 * have not used for long.
 *
 * @param own absolute: `facts-` or `results-` of this build
 * @param kept the name of a file that stays
 * @param most in bytes
 */
export function makeRoom(own: string, kept: string, most: number, now = Date.now()): void {
  removeAbandoned(own, now);
  const files = statsIn(own).sort((a, b) => b.used - a.used);
  let total = statSync(join(own, kept), { throwIfNoEntry: false })?.size ?? 0;
  for (const { name, size } of files) {
    if (name === kept) continue;
    total += size;
    if (total > most) remove(join(own, name));
  }
  for (const name of namesIn(dirname(own))) {
    if (name === basename(own) || !(name.startsWith(FACTS) || name.startsWith(RESULTS))) continue;
    const folder = join(dirname(own), name);
    if (isOf(name, basename(own)) && statsIn(folder).every(({ used }) => used < now - OTHER_BUILDS)) remove(folder);
  }
}

/** Facts and results of this build have different digests: each looks after its own kind. */
function isOf(name: string, own: string): boolean {
  return [FACTS, RESULTS].some((kind) => name.startsWith(kind) && own.startsWith(kind));
}

function statsIn(folder: string): { name: string; size: number; used: number }[] {
  return namesIn(folder).filter((name) => !name.startsWith('.')).flatMap((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ name, size: stats.size, used: stats.mtimeMs }] : [];
  });
}
