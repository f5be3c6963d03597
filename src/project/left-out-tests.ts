import { resolve } from 'node:path';
import { isCode, type DiscoverOptions } from './discover.ts';
import { isForeignFolder } from './folders.ts';
import { compileGlobs, globBase, isGlob } from './globs.ts';
import { folderOf, foldersUp, fromRoot, isIn, nameOf } from './paths.ts';

/**
 * Tells of a file that discovery did not give whether nothing leaves it out but its being a test: the configuration includes it and does not exclude
 * it, git does not ignore it, and nobody installed or built it.
 */
export function leftOutTests({ disk, gitIgnore, config, configFolder, paths }: Omit<DiscoverOptions, 'report' | 'accepts' | 'skipped'>): (file: string) => boolean {
  const exclude = compileGlobs(config.exclude);
  const include = compileGlobs(config.include);
  const outer = fromRoot(configFolder, disk.root) ?? '';
  const inConfig = (path: string): string => (outer ? `${outer}/${path}` : path);
  const places = paths.length === 0 ? [{ base: '', accepts: (file: string) => include.test(inConfig(file), 'file').matched }] : paths.flatMap(placeOf);

  function placeOf(given: string): { base: string; accepts(file: string): boolean }[] {
    const path = fromRoot(disk.root, resolve(disk.root, given)) ?? given;
    const folder = disk.folder(path);
    if (folder !== undefined) return [{ base: folder, accepts: () => true }];
    if (!isGlob(given)) return [];
    const pattern = compileGlobs([path]);
    const base = disk.folder(globBase(path));
    return base === undefined ? [] : [{ base, accepts: (file) => pattern.test(file, 'file').matched }];
  }

  function isOwn(file: string, base: string): boolean {
    const rulesFrom = base !== '' && gitIgnore.covers(base, 'folder') ? base : undefined;
    if (gitIgnore.ignores(file, 'file', rulesFrom)) return false;
    for (const folder of foldersUp(folderOf(file))) {
      if (folder === base) return true;
      if (isForeignFolder(nameOf(folder), disk.entries(folderOf(folder))) || gitIgnore.ignores(folder, 'folder', rulesFrom)) return false;
    }
    return false;
  }

  return (file) => isCode(nameOf(file)) && !exclude.test(inConfig(file), 'file').matched
    && places.some(({ base, accepts }) => isIn(file, base) && accepts(file) && isOwn(file, base));
}
