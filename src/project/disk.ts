import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../model/index.ts';
import { folderOf, fromRoot, isOutside, joinPaths, nameOf } from './paths.ts';
import { reasonOf } from './read.ts';
import { readWatched, type Entries, type Listed, type Witness } from './witness.ts';

export type EntryKind = 'file' | 'folder' | 'link';

/** The file tree as it was when first looked at: every folder is read at most once. Paths are relative to the root. */
export interface Disk {
  /** Absolute. */
  root: string;
  /** The top of the repository that the root is in, as seen from the root; '' when it is in none. */
  top: string;
  /**
   * What is directly in a folder; empty when there is no such folder. Links are not resolved.
   * @param listed whoever asks goes through all names, of sources and folders or of everything; default: looks for single names
   */
  entries(folder: string, listed?: Listed): Entries;
  /** The path of a file in the root with all links resolved; undefined when there is none, or it is elsewhere. Exact in case. */
  file(path: string): string | undefined;
  /** The same of a folder. */
  folder(path: string): string | undefined;
  absolute(path: string): string;
  /** The content of a file. @throws what the operating system says */
  bytes(path: string): Buffer;
}

const NOTHING: Entries = new Map();
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/**
 * @param root absolute
 * @param overlays files that exist besides those on disk
 * @param report told of folders that cannot be read
 * @param witness told of all that is asked
 */
export function openDisk(root: string, overlays: Iterable<string>, report: (diagnostic: Diagnostic) => void, witness?: Witness): Disk {
  const realRoot = realpathSync(root);
  const unsaved = tree(overlays);
  const listings = new Map<string, Entries>();
  const folders = new Map<string, string | undefined>([['', '']]);
  const links = new Map<string, { path: string; kind: EntryKind } | undefined>();

  const absolute = (path: string): string => join(root, path);

  /** Paths that leave the root and come back to it are those of what they come back to. */
  function inRoot(path: string): string {
    return isOutside(path) ? (fromRoot(root, resolve(root, path)) ?? path) : path;
  }

  function read(folder: string): Entries {
    const stats = witness && statSync(absolute(folder), { throwIfNoEntry: false });
    let entries = new Map<string, EntryKind>();
    try {
      entries = entriesOf(absolute(folder));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!MISSING.has(code)) witness?.fact(JSON.stringify(['unreadable', folder]), '');
      if (!MISSING.has(code)) report({ kind: 'unreadable-file', file: folder || '.', message: `The folder cannot be read: ${reasonOf(error)}.` });
    }
    for (const [name, kind] of unsaved.get(folder) ?? []) if (!entries.has(name)) entries.set(name, kind);
    return witness?.folder(folder, stats, entries) ?? (entries.size > 0 ? entries : NOTHING);
  }

  function entries(folder: string, listed?: Listed): Entries {
    const path = inRoot(folder);
    let listing = listings.get(path);
    if (!listing) listings.set(path, (listing = read(path)));
    if (listed) witness?.listed(path, listed);
    return listing;
  }

  function follow(link: string): { path: string; kind: EntryKind } | undefined {
    if (links.has(link)) return links.get(link);
    const target = followed(root, link, realRoot);
    witness?.link(link, target);
    links.set(link, target);
    return target;
  }

  function folder(given: string): string | undefined {
    const path = inRoot(given);
    if (isOutside(path)) return path;
    if (!folders.has(path)) folders.set(path, locate(path, 'folder'));
    return folders.get(path);
  }

  function locate(path: string, wanted: EntryKind): string | undefined {
    const parent = folder(folderOf(path));
    if (parent === undefined) return undefined;
    const real = joinPaths(parent, nameOf(path));
    const kind = entries(parent).get(nameOf(path));
    if (kind !== 'link') return kind === wanted ? real : undefined;
    const target = follow(real);
    return target?.kind === wanted ? target.path : undefined;
  }

  const top = repositoryTop(root);
  witness?.fact('top', placeOf(root, top));
  return { root, top, entries, file: (path) => locate(inRoot(path), 'file'), folder, absolute, bytes: (path) => readWatched(resolve(root, path), path, witness) };
}

/** What is directly in a folder (absolute). @throws as `readdirSync` */
export function entriesOf(absolute: string): Map<string, EntryKind> {
  const entries = new Map<string, EntryKind>();
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    const kind = kindOf(entry);
    if (kind) entries.set(entry.name, kind);
  }
  return entries;
}

/** What a link leads to, with the path in the root; undefined: to nowhere, in a circle, or out of the root. */
export function followed(root: string, link: string, realRoot = realpathSync(root)): { path: string; kind: EntryKind } | undefined {
  try {
    const real = realpathSync(join(root, link));
    const path = fromRoot(realRoot, real);
    if (path === undefined || isOutside(path)) return undefined;
    const stats = statSync(real);
    return stats.isFile() || stats.isDirectory() ? { path, kind: stats.isFile() ? 'file' : 'folder' } : undefined;
  } catch {
    return undefined;
  }
}

/** The folders from the top of the repository to the root, as .gitignore files see them. */
export function placeOf(root: string, top = repositoryTop(root)): string {
  const climbs = top === '' ? 0 : top.split('/').length;
  return `${top}:${root.split(/[\\/]/).slice(-climbs || Infinity).join('/')}`;
}

function kindOf(entry: Dirent): EntryKind | undefined {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : undefined;
}

function tree(files: Iterable<string>): Map<string, Map<string, EntryKind>> {
  const folders = new Map<string, Map<string, EntryKind>>();
  for (const file of files) {
    let kind: EntryKind = 'file';
    for (let path = file; path !== ''; path = folderOf(path)) {
      const parent = folderOf(path);
      let names = folders.get(parent);
      if (!names) folders.set(parent, (names = new Map<string, EntryKind>()));
      names.set(nameOf(path), kind);
      kind = 'folder';
    }
  }
  return folders;
}

function repositoryTop(root: string): string {
  let up = '';
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return up;
    if (dirname(folder) === folder) return '';
    up = joinPaths(up, '..');
  }
}
