import { statSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { entriesOf, followed, placeOf, type EntryKind } from './disk.ts';
import { findConfig } from './find-config.ts';
import { isMinified, isSource } from './folders.ts';
import { fromRoot, isIn } from './paths.ts';
import { MAX_BYTES } from './read.ts';
import { digestOf, digestOfNames, readWatched, stampOf, type Listed, type Witness } from './witness.ts';
import { workspaceManifests } from './workspace-manifests.ts';

/** What was asked of the disk, and answered. Plain data without absolute paths, for another folder with the same content. */
export interface Seen {
  /** Path, stamp, and a digest of the content; in its place, why there is none. */
  files: [path: string, stamp: string, content: string][];
  /** Path, stamp, digests of the names that were gone through, and single names with what they were. */
  folders: [path: string, stamp: string, listed: { [which in Listed]?: string }, asked: Record<string, EntryKind | ''>][];
  links: [path: string, target: string][];
  facts: [question: string, answer: string][];
}

/** In place of a stamp that cannot be relied on. */
const NO_STAMP = '?';
/** A file that is written twice in this time may have one stamp, in milliseconds: file systems tell time in steps of up to two seconds. */
const STEP = 2000;

export interface Watch extends Witness {
  /** What was seen; undefined when it changed meanwhile. */
  seen(): Seen | undefined;
}

/**
 * @param own a folder that whoever watches writes into, relative to the root: what is in it does not count
 * @param now as the file system tells time, in milliseconds
 */
export function watch(own?: string, now = Date.now()): Watch {
  const files = new Map<string, { stamp: string; content: string }>();
  const folders = new Map<string, { stamp: string; entries: ReadonlyMap<string, EntryKind>; listed: Set<Listed>; asked: Set<string> }>();
  const links = new Map<string, string>();
  const facts = new Map<string, string>();
  let steady = true;
  const isOwn = (path: string): boolean => own !== undefined && own !== '' && isIn(path, own);

  function settle(map: Map<string, string>, key: string, value: string): void {
    if ((map.get(key) ?? value) !== value) steady = false;
    map.set(key, value);
  }

  return {
    file(path, stats, bytes) {
      if (isOwn(path)) return;
      const content = contentOf(stats, bytes);
      const known = files.get(path);
      if (known && known.content !== content) steady = false;
      files.set(path, { stamp: known && known.stamp !== stampOf(stats) ? NO_STAMP : relied(stats, now), content });
    },
    folder(path, stats, entries) {
      if (isOwn(path)) return entries;
      const asked = new Set<string>();
      folders.set(path, { stamp: relied(stats, now), entries, listed: new Set(), asked });
      return {
        get: (name) => (asked.add(name), entries.get(name)),
        has: (name) => (asked.add(name), entries.has(name)),
        [Symbol.iterator]: () => entries[Symbol.iterator](),
      };
    },
    listed: (path, which) => void folders.get(path)?.listed.add(which),
    link: (path, target) => settle(links, path, targetOf(target)),
    fact: (question, answer) => settle(facts, question, answer),
    seen() {
      if (!steady) return undefined;
      return {
        files: [...files].map(([path, { stamp, content }]) => [path, stamp, content]),
        folders: [...folders].map(([path, { stamp, entries, listed, asked }]) => [path, stamp,
          Object.fromEntries([...listed].map((which) => [which, digestOfNames(entries, which)])),
          Object.fromEntries([...asked].filter((name) => !isTold(name, listed)).map((name) => [name, entries.get(name) ?? '']))]),
        links: [...links],
        facts: [...facts],
      };
    },
  };
}

/** The digest of all sources in a folder tells of this name, too. */
function isTold(name: string, listed: Set<Listed>): boolean {
  return listed.size > 0 && isSource(name) && !isMinified(name);
}

function relied(stats: Stats | undefined, now: number): string {
  return stats && Math.max(stats.mtimeMs, stats.ctimeMs) > now - STEP ? NO_STAMP : stampOf(stats);
}

function contentOf(stats: Stats | undefined, bytes: Uint8Array | undefined): string {
  if (bytes) return digestOf(bytes);
  return stats ? (stats.size > MAX_BYTES ? `larger: ${stats.size}` : 'unreadable') : 'missing';
}

function targetOf(target: { path: string; kind: EntryKind } | undefined): string {
  return target ? `${target.kind} ${target.path}` : '';
}

/**
 * What was seen, with the stamps of today, if the disk would answer all questions as it did; otherwise the path of the first thing that
 * is another now. What has its old stamp is not read.
 *
 * @param root absolute
 */
export function seenAgain(root: string, seen: Seen, now = Date.now()): { seen: Seen; changed: boolean } | string {
  let changed = false;
  const restamped = (old: string, path: string): { stamp: string; stats: Stats | undefined } | undefined => {
    const stats = statSync(resolve(root, path), { throwIfNoEntry: false });
    if (stampOf(stats) === old) return undefined;
    const stamp = relied(stats, now);
    changed ||= stamp !== old;
    return { stamp, stats };
  };
  for (const [question, answer] of seen.facts) if (answerTo(root, question) !== answer) return question;
  for (const folder of seen.folders) {
    const [path, old, listed, asked] = folder;
    const fresh = restamped(old, path);
    if (!fresh) continue;
    const entries = namesIn(resolve(root, path));
    if (Object.entries(listed).some(([which, digest]) => digestOfNames(entries, which as Listed) !== digest)) return path;
    if (Object.entries(asked).some(([name, kind]) => (entries.get(name) ?? '') !== kind)) return path;
    folder[1] = fresh.stamp;
  }
  for (const [path, target] of seen.links) if (targetOf(followed(root, path)) !== target) return path;
  for (const file of seen.files) {
    const [path, old, content] = file;
    const fresh = restamped(old, path);
    if (!fresh) continue;
    if (contentOf(fresh.stats, bytesOf(resolve(root, path), fresh.stats)) !== content) return path;
    file[1] = fresh.stamp;
  }
  return { seen, changed };
}

function answerTo(root: string, question: string): string | undefined {
  if (question === 'top') return placeOf(root);
  if (question === 'config') {
    const path = findConfig(root);
    return path === undefined ? '' : fromRoot(root, path) ?? path;
  }
  const [what, folder, patterns] = JSON.parse(question) as [string, string, string[]];
  return what === 'workspace' ? workspaceManifests(join(root, folder), patterns).join('\n') : undefined;
}

function namesIn(folder: string): Map<string, EntryKind> {
  try {
    return entriesOf(folder);
  } catch {
    return new Map();
  }
}

function bytesOf(path: string, stats: Stats | undefined): Uint8Array | undefined {
  if (!stats || stats.size > MAX_BYTES) return undefined;
  try {
    return readWatched(path, path, undefined);
  } catch {
    return undefined;
  }
}
