import { resolve } from 'node:path';
import type { Config, Diagnostic } from '../model/index.ts';
import { ConfigError } from './config-error.ts';
import type { Disk } from './disk.ts';
import { isForeignFolder, isMinified, isRoutedFolder, isSource, isTestFile, isTestFolder } from './folders.ts';
import { compileGlobs, globBase, isGlob } from './globs.ts';
import type { GitIgnore } from './ignore.ts';
import { fromRoot, isOutside, nameOf } from './paths.ts';

export interface DiscoverOptions {
  disk: Disk;
  gitIgnore: GitIgnore;
  config: Pick<Config, 'include' | 'exclude'>;
  /** Absolute: what the patterns of the config are relative to. The root, or a folder around it. */
  configFolder: string;
  /** Files, folders and patterns, from the root, or absolute. They take the place of `include`. */
  paths: string[];
  report(diagnostic: Diagnostic): void;
  /** Which files are meant, by name; default: source code. */
  accepts?(name: string): boolean;
  /** Told what is left out of a folder that is looked at, and why. */
  skipped?(path: string, why: string): void;
}

const WHY = {
  test: 'tests are left out unless other code imports them or the configuration readmits them',
  excluded: 'the configuration excludes it',
  notIncluded: 'the configuration does not include it',
  ignored: 'git ignores it',
};

/** A source file that somebody wrote. */
export function isCode(name: string): boolean {
  return isSource(name) && !isMinified(name);
}

/**
 * The source files to analyse, sorted. A file that is named is taken whatever ignores it; a folder that is named, or
 * that a pattern starts in, is looked at as if nothing around it made it ignored or a folder of tests.
 * @throws ConfigError for a path that is not there, or not in the root
 */
export function discover({ disk, gitIgnore, config, configFolder, paths, report, accepts: isMeant = isCode, skipped }: DiscoverOptions): string[] {
  const found = new Set<string>();
  const exclude = compileGlobs(config.exclude);
  const include = compileGlobs(config.include);
  const outer = fromRoot(configFolder, disk.root) ?? '';
  const inConfig = (path: string): string => (outer ? `${outer}/${path}` : path);

  function startIn(base: string, accepts: (file: string) => boolean): void {
    const rulesFrom = base !== '' && gitIgnore.covers(base, 'folder') ? base : undefined;

    function walk(folder: string, inTests: boolean, routed: boolean): void {
      const entries = disk.entries(folder, isMeant === isCode ? 'sources' : 'all');
      const isRouted = routed && !entries.has('package.json');
      for (const [name, kind] of entries) {
        const path = folder ? `${folder}/${name}` : name;
        if (kind === 'file') {
          if (!isMeant(name)) continue;
          const why = leavesOut(path, inTests || isTestFile(name));
          if (why === undefined) found.add(path);
          else skipped?.(path, why);
        } else if (kind === 'folder') {
          const tests = inTests || isTestFolder(name, isRouted);
          const why = isForeignFolder(name, entries) ? 'what is installed, built or a tool keeps is in it' : staysOutOf(path, tests);
          if (why === undefined) walk(path, tests, isRouted || isRoutedFolder(name, nameOf(folder)));
          else skipped?.(path, why);
        } else {
          skipped?.(path, 'a link: what it leads to is looked at where it is');
        }
      }
    }

    function staysOutOf(path: string, tests: boolean): string | undefined {
      if (!exclude.hasReadmissions && tests) return WHY.test;
      if (!exclude.hasReadmissions && exclude.test(inConfig(path), 'folder').matched) return WHY.excluded;
      return gitIgnore.ignores(path, 'folder', rulesFrom) ? WHY.ignored : undefined;
    }

    function leavesOut(path: string, isTest: boolean): string | undefined {
      if (isTest && !exclude.hasReadmissions) return WHY.test;
      if (!accepts(path)) return WHY.notIncluded;
      if (gitIgnore.ignores(path, 'file', rulesFrom)) return WHY.ignored;
      const { matched, readmitted } = exclude.test(inConfig(path), 'file');
      if (isTest) return readmitted ? undefined : WHY.test;
      return matched ? WHY.excluded : undefined;
    }

    walk(base, false, false);
  }

  function addFile(file: string): void {
    if (isSource(nameOf(file))) found.add(file);
    else report({ kind: 'skipped-file', file, message: 'The file was skipped: it is not JavaScript or TypeScript code.' });
  }

  if (paths.length === 0) startIn('', (path) => include.test(inConfig(path), 'file').matched);
  for (const given of paths) {
    const path = fromRoot(disk.root, resolve(disk.root, given));
    if (path === undefined || isOutside(path)) throw new ConfigError(`${given}: outside of the folder that is analysed, ${disk.root}.`);
    const file = disk.file(path);
    const folder = disk.folder(path);
    if (file !== undefined) addFile(file);
    else if (folder !== undefined) startIn(folder, () => true);
    else if (!isGlob(given)) throw new ConfigError(`${given}: no such file or folder.`);
    else {
      const pattern = compileGlobs([path]);
      const base = disk.folder(globBase(path));
      if (base !== undefined) startIn(base, (candidate) => pattern.test(candidate, 'file').matched);
    }
  }
  return [...found].sort();
}
