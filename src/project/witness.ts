import { createHash } from 'node:crypto';
import { closeSync, fstatSync, readFileSync, statSync, type Stats } from 'node:fs';
import type { EntryKind } from './disk.ts';
import { isForeignFolder, isMinified, isSource } from './folders.ts';
import { openRegular } from './read.ts';

/** What is directly in a folder, by name. */
export interface Entries extends Iterable<[string, EntryKind]> {
  get(name: string): EntryKind | undefined;
  has(name: string): boolean;
}

/** Told what is asked of the disk, and what the answer was: whoever asks the same again knows what the answer depended on. Paths are relative to the root. */
export interface Witness {
  /** A file was read. @param bytes undefined: it cannot be read, or is larger than what is read at all */
  file(path: string, stats: Stats | undefined, bytes: Uint8Array | undefined): void;
  /** A folder was read; `entries` tell in turn which names were asked for. @param stats of the folder before it was read */
  folder(path: string, stats: Stats | undefined, entries: ReadonlyMap<string, EntryKind>): Entries;
  /** All names in a folder were looked at: those of source files and folders, or every one. */
  listed(path: string, which: Listed): void;
  /** A link was followed. @param target undefined: to nowhere, or out of the root */
  link(path: string, target: { path: string; kind: EntryKind } | undefined): void;
  /** Something else that has an answer. */
  fact(question: string, answer: string): void;
}

export type Listed = 'sources' | 'all';

/** Another text whenever the file or folder is written; '' when there is none. */
export function stampOf(stats: Stats | undefined): string {
  return stats ? `${stats.mtimeMs}:${stats.ctimeMs}:${stats.size}:${stats.ino}` : '';
}

/** A name for content. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 32);
}

/**
 * Whether there being such a name, and of what, makes a difference to someone who looks for all sources in a folder: folders of what is
 * installed or built are passed by.
 */
function counts(name: string, kind: EntryKind, which: Listed): boolean {
  if (kind === 'folder') return !isForeignFolder(name, NO_SIBLINGS);
  return which === 'all' || (isSource(name) && !isMinified(name));
}

const NO_SIBLINGS = { has: () => false };

/** Names in a folder, as far as someone who looks at all of them minds. */
export function digestOfNames(entries: Iterable<[string, EntryKind]>, which: Listed): string {
  const names = [];
  for (const [name, kind] of entries) if (counts(name, kind, which)) names.push(`${kind} ${name}`);
  return digestOf(names.sort().join('\0'));
}

/** The content of a file. @throws what the operating system says */
export function readWatched(absolute: string, path: string, witness: Witness | undefined): Buffer {
  let stats: Stats | undefined;
  let bytes: Buffer | undefined;
  try {
    const descriptor = openRegular(absolute);
    try {
      stats = fstatSync(descriptor);
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return bytes;
  } finally {
    witness?.file(path, stats ?? statSync(absolute, { throwIfNoEntry: false }), bytes);
  }
}
