import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { AnalyzeOptions } from '../analyze.ts';
import type { FactsCache } from '../cache/index.ts';
import { extract } from '../extract/index.ts';
import { openProject } from '../project/index.ts';

/**
 * Extracts a share of a project's files into a cache, as far as they are not there.
 *
 * @param share from 1 to `count`. A file is always in the same of so many shares, wherever that is asked: by its path
 * @returns how many files the project has, and how many of them are in the share and could be read
 * @throws ConfigError
 */
export function fillCache({ cwd, paths, configPath, onProgress, trace }: AnalyzeOptions, cache: Pick<FactsCache, 'find' | 'keep'>, share: { index: number; count: number }): { all: number; taken: number } {
  trace?.enter('opening');
  const project = openProject({ cwd: resolve(cwd), ...(paths ? { paths } : {}), ...(configPath ? { configPath } : {}), trace });
  const files = project.files.filter((file) => shareOf(file, share.count) === share.index);
  let taken = 0;
  files.forEach((file, i) => {
    if (i % 50 === 0) onProgress?.('reading', i, files.length);
    trace?.enter('reading', file);
    const text = project.read(file);
    if (text === undefined) return;
    taken++;
    const known = cache.find(file, text);
    trace?.facts(known ? 'kept' : 'extracted');
    if (!known) cache.keep(file, text, extract(file, text));
  });
  trace?.enter('reporting');
  return { all: project.files.length, taken };
}

function shareOf(file: string, count: number): number {
  return (createHash('sha256').update(file).digest().readUInt32BE() % count) + 1;
}
