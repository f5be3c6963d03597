import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import type { InferredOptionTypes } from 'yargs';
import { namesIn, remove } from '../cache/atomic.ts';
import { buildIds } from '../cache/build.ts';
import { shownFolder } from '../cache/folder.ts';
import { takeOver } from '../cache/merge.ts';
import { FACTS, RESULTS } from '../cache/room.ts';
import { isGlob } from '../project/globs.ts';
import { count } from '../report/text.ts';
import { nothingToAnalyse } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError, write } from './host.ts';
import { openKept } from './kept.ts';
import { config, last } from './options.ts';
import { progressLine } from './terminal.ts';

const options = {
  shard: { type: 'string', requiresArg: true, coerce: last<string>, describe: 'Take this share of the files only, such as 2/4: the second of four' },
  merge: { type: 'string', requiresArg: true, coerce: (given?: string | string[]) => given === undefined ? undefined : [given].flat(), conflicts: 'shard', describe: 'Take over what is kept in this folder, such as another machine\'s share; repeatable, and a pattern' },
  clear: { type: 'boolean', coerce: last<boolean>, conflicts: ['shard', 'merge'], describe: 'Remove what is kept' },
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const cache: Command<Args> = {
  usage: 'cache [paths..]',
  describe: 'Fill the cache with what the files hold, so that a later run need not read them all; several machines can do a share each',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint cache', 'Fill the cache'],
    ['authlint cache --shard 2/4', 'The second quarter of the files, on the second of four machines'],
    ['authlint cache --merge "packages/*/.authlint-cache"', 'What was kept package by package becomes one'],
    ['authlint cache --clear', 'Remove what is kept'],
  ],
  async run({ paths, shard, merge, clear, config: configPath }, host) {
    const share = shardOf(shard);
    if (host.cache?.enabled === false) throw new UsageError('With --no-cache there is no cache to fill or clear.');
    const kept = openKept({ ...host, cache: { ...host.cache, enabled: true } });
    if (!kept) throw new UsageError('The folder of the cache cannot be made, or is a link. Name another with --cache-location.');
    const place = shownFolder(host.cwd, kept.folder);
    if (clear) {
      for (const name of kindsIn(kept.folder)) remove(join(kept.folder, name));
      await write(host.stdout, `${place} is empty.\n`);
      return EXIT.clean;
    }
    if (merge) {
      const folders = merge.flatMap((given) => foldersOf(given, host.cwd));
      const packs = folders.reduce((sum, folder) => sum + takeOver(kept.folder, folder, buildIds()!), 0);
      await write(host.stdout, `${count(packs, 'pack')} taken over from ${count(folders.length, 'folder')}. ${place}: ${sizeOf(kept.folder)}.\n`);
      return EXIT.clean;
    }
    const { fillCache } = await import('../analyze/fill-cache.ts');
    const facts = await kept.facts();
    const progress = progressLine(host.stderr);
    let files;
    try {
      files = fillCache({ cwd: host.cwd, ...(paths?.length ? { paths } : {}), ...(configPath ? { configPath } : {}), onProgress: progress.report, ...(host.trace ? { trace: host.trace } : {}) }, facts, share);
    } finally {
      kept.flush();
      progress.clear();
    }
    if (files.all === 0) throw nothingToAnalyse(paths);
    const { hits, misses, unkept } = facts.counts;
    const which = shard === undefined ? count(files.taken, 'file') : `${files.taken} of ${count(files.all, 'file')}`;
    await write(host.stdout, `${which}: ${misses + unkept} extracted, ${hits} already there${unkept > 0 ? `, ${unkept} that cannot be kept` : ''}. ${place}: ${sizeOf(kept.folder)}.\n`);
    return EXIT.clean;
  },
};

function shardOf(given: string | undefined): { index: number; count: number } {
  if (given === undefined) return { index: 1, count: 1 };
  const [, index, all] = /^(\d{1,4})\/(\d{1,4})$/.exec(given) ?? [];
  const share = { index: Number(index), count: Number(all) };
  if (index === undefined || share.index < 1 || share.index > share.count) throw new UsageError(`--shard needs a share such as 1/4, up to 4/4, not "${given}".`);
  return share;
}

/** @throws UsageError when a folder is not there, or is no cache */
function foldersOf(given: string, cwd: string): string[] {
  const found = isGlob(given) ? globSync(given, { cwd, onlyDirectories: true, expandDirectories: false, followSymbolicLinks: false, dot: true, ignore: ['**/node_modules/**/node_modules/**'] }) : [given];
  const folders = found.map((one) => resolve(cwd, one)).filter((one) => existsSync(join(one, 'CACHEDIR.TAG'))).sort();
  // Of a pattern, none may be there yet: nothing was restored.
  if (folders.length === 0 && !isGlob(given)) throw new UsageError(`There is no cache in ${given}.`);
  return folders;
}

/** What this tool has put into a folder: there may be more in it. */
function kindsIn(folder: string): string[] {
  return namesIn(folder).filter((name) => name.startsWith(FACTS) || name.startsWith(RESULTS));
}

function sizeOf(folder: string): string {
  const files = kindsIn(folder).flatMap((kind) => namesIn(join(folder, kind)).map((name) => join(folder, kind, name)));
  const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
