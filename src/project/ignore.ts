import ignore, { type Ignore } from 'ignore';
import type { Disk } from './disk.ts';
import { isTame } from './globs.ts';
import type { JsonFiles } from './json-files.ts';
import { folderOf, foldersUp, isIn, isOutside, joinPaths } from './paths.ts';

/** The rules of one .gitignore, and of those in the folders around it. */
interface Layer {
  folder: string;
  rules: Ignore;
  /** A path of the root as seen from `folder`. */
  seen(path: string): string;
  outer: Layer | undefined;
}

export interface GitIgnore {
  /** Whether git ignores a file or folder, given that it ignores none of the folders around it. `within`: rules of outer folders do not count. */
  ignores(path: string, kind: 'file' | 'folder', within?: string): boolean;
  /** Whether git ignores it, or a folder that it is in. */
  covers(path: string, kind: 'file' | 'folder'): boolean;
}

/**
 * .gitignore files in the root, in its folders, and around it up to the top of the repository. They count in a plain
 * folder as they do in a checkout. A root that is itself ignored is looked at as if it stood alone.
 */
export function openGitIgnore(disk: Disk, files: JsonFiles): GitIgnore {
  const layers = new Map<string, Layer | undefined>();
  const covered = new Map<string, boolean>([['', false]]);
  let top = disk.top;

  function layerOf(folder: string): Layer | undefined {
    if (!layers.has(folder)) {
      const outer = folder === top ? undefined : layerOf(folder === '' || isOutside(folder) ? joinPaths(folder, '..') : folderOf(folder));
      layers.set(folder, disk.entries(folder).has('.gitignore') ? layer(folder, outer) : outer);
    }
    return layers.get(folder);
  }

  function layer(folder: string, outer: Layer | undefined): Layer {
    const patterns = (files.text(joinPaths(folder, '.gitignore')) ?? '').split(/\r?\n/).filter(isTame);
    const rules = ignore({ ignorecase: false }).add(patterns);
    const climb = isOutside(folder) ? rootSeenFrom(disk, folder) : '';
    return { folder, rules, outer, seen: (path) => (climb ? `${climb}/${path}` : folder ? path.slice(folder.length + 1) : path) };
  }

  function ignores(path: string, kind: 'file' | 'folder', within?: string): boolean {
    for (let at = layerOf(folderOf(path)); at; at = at.outer) {
      if (within !== undefined && !isIn(at.folder, within)) return false;
      const { ignored, unignored } = at.rules.test(at.seen(path) + (kind === 'folder' ? '/' : ''));
      if (ignored || unignored) return ignored;
    }
    return false;
  }

  function rootIsIgnored(): boolean {
    for (const folder of foldersUp('..', top)) {
      const own = layerOf(folder);
      if (own?.folder === folder && own.rules.test(`${rootSeenFrom(disk, folder)}/`).ignored) return true;
    }
    return false;
  }

  if (top !== '' && rootIsIgnored()) {
    top = '';
    layers.clear();
  }

  function covers(path: string, kind: 'file' | 'folder'): boolean {
    if (kind === 'file') return covers(folderOf(path), 'folder') || ignores(path, kind);
    let known = covered.get(path);
    if (known === undefined) covered.set(path, (known = covers(folderOf(path), 'folder') || ignores(path, kind)));
    return known;
  }

  return { ignores, covers };
}

/** The root's path in a folder around it. */
function rootSeenFrom(disk: Disk, folder: string): string {
  const climbs = folder.split('/').length;
  return disk.root.split(/[\\/]/).filter(Boolean).slice(-climbs).join('/');
}
