import { buildIds } from '../cache/build.ts';
import { openCacheFolder } from '../cache/folder.ts';
import type { FactsCache } from '../cache/facts-cache.ts';
import { openResultCache, type ResultCache } from '../cache/result-cache.ts';
import type { Host } from './host.ts';

/** What earlier runs kept for this one, and it for later ones. */
export interface Kept {
  /** Absolute. */
  folder: string;
  results: ResultCache;
  /** Opened when it is first asked for: whoever has a result needs no facts. */
  facts(): Promise<FactsCache>;
  /** Writes what is new. */
  flush(): void;
}

/** The cache of the folder that is analysed; undefined when the user wants none, or this code was not built. */
export function openKept({ cwd, env, cache }: Pick<Host, 'cwd' | 'env' | 'cache'>): Kept | undefined {
  const build = buildIds();
  const folder = build && openCacheFolder(cwd, { ...cache, environment: env.AUTHLINT_CACHE });
  if (!build || folder === undefined) return undefined;
  let facts: FactsCache | undefined;
  return {
    folder,
    results: openResultCache(folder, cwd, build),
    facts: async () => (facts ??= (await import('../cache/facts-cache.ts')).openFactsCache(folder, build)),
    flush() {
      facts?.flush();
      facts?.close();
    },
  };
}

/**
 * Does something with the facts on disk, where the user wants them, and writes those that are new, also when it fails.
 *
 * @param use is given an option for the engine
 */
export async function withFacts<T>(host: Pick<Host, 'cwd' | 'env' | 'cache'>, use: (option: { cache?: FactsCache }) => T | Promise<T>): Promise<T> {
  const kept = openKept(host);
  try {
    return await use(kept ? { cache: await kept.facts() } : {});
  } finally {
    kept?.flush();
  }
}
