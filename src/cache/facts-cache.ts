import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModuleFacts } from '../model/index.ts';
import { namesIn, remove, writeWhole } from './atomic.ts';
import type { BuildIds } from './build.ts';
import { decodeFacts, encodeFacts } from './facts/index.ts';
import { KEY_BYTES, openPack, PACK_NAME, packOf, type Pack, type PackEntries } from './pack.ts';
import { FACTS, makeRoom, noteUse, toMerge } from './room.ts';

/** What became of the files whose facts were asked for. */
export interface FactsCounts {
  /** Taken from the cache. */
  hits: number;
  /** Extracted, and kept for the next time. */
  misses: number;
  /** Extracted, and to be extracted the next time again: their facts cannot be written without their text. */
  unkept: number;
  /** Entries that were not what was written. They are among the misses. */
  broken: number;
}

/** Facts of files by their text, on disk, for all processes and machines that look at the same text. */
export interface FactsCache {
  /** The facts that were kept of this text. @param path relative to the root */
  find(path: string, text: string): ModuleFacts | undefined;
  /** Takes facts that were just extracted. They are on disk after the next `flush`. */
  keep(path: string, text: string, facts: ModuleFacts): void;
  readonly counts: Readonly<FactsCounts>;
  /** Writes what is new, and makes room. The cache can be used further. */
  flush(): void;
  /** Gives files back to the system; what was not flushed is lost. */
  close(): void;
}

/** Of all packs of a build, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024;
/** No facts: it throws. */
const NOTHING = new Uint8Array();
/** With more packs than these, small ones become one. */
const MOST_PACKS = 8;

/**
 * @param folder of the cache (absolute)
 * @param limits of the whole, in bytes, and of the number of packs
 */
export function openFactsCache(folder: string, { facts: build }: BuildIds, limits = { bytes: MOST_BYTES, packs: MOST_PACKS }): FactsCache {
  const own = join(folder, `${FACTS}${build}`);
  const counts: FactsCounts = { hits: 0, misses: 0, unkept: 0, broken: 0 };
  const fresh: PackEntries = new Map();
  const used = new Set<Pack>();
  const unreadable: string[] = [];
  let packs: Pack[] | undefined;

  function opened(): Pack[] {
    if (packs) return packs;
    packs = [];
    for (const name of namesIn(own).filter((one) => PACK_NAME.test(one)).sort()) {
      const pack = openPack(join(own, name));
      if (pack) packs.push(pack);
      else unreadable.push(join(own, name));
    }
    return packs;
  }

  function kept(key: string, path: string, text: string): ModuleFacts | undefined {
    const waiting = fresh.get(key);
    if (waiting) return decodeFacts(waiting, path, text);
    for (const pack of opened()) {
      if (!pack.has(key)) continue;
      try {
        const facts = decodeFacts(pack.entry(key) ?? NOTHING, path, text);
        used.add(pack);
        return facts;
      } catch {
        counts.broken++;
      }
    }
    return undefined;
  }

  function flush(): void {
    noteUse([...used].map(({ path }) => path));
    used.clear();
    if (fresh.size === 0 && (packs?.length ?? 0) <= limits.packs) return;
    try {
      mkdirSync(own, { recursive: true });
    } catch {
      return;
    }
    const entries: PackEntries = new Map(fresh);
    const merged = toMerge(opened(), [...fresh.values()].reduce((sum, bytes) => sum + bytes.length, 0), limits.packs);
    for (const pack of merged) {
      for (const key of pack.keys()) {
        const bytes = entries.has(key) ? undefined : pack.entry(key);
        if (bytes) entries.set(key, bytes);
      }
    }
    for (const path of unreadable.splice(0)) remove(path);
    const { name, content } = packOf(entries);
    if (!writeWhole(own, name, content)) return;
    fresh.clear();
    for (const pack of merged) if (pack.path !== join(own, name)) remove(pack.path);
    close();
    makeRoom(own, name, limits.bytes);
  }

  function close(): void {
    for (const pack of packs ?? []) pack.close();
    packs = undefined;
  }

  return {
    counts,
    find(path, text) {
      const key = keyOf(path, text);
      const known = key === undefined ? undefined : kept(key, path, text);
      if (known) counts.hits++;
      return known;
    },
    keep(path, text, facts) {
      const key = keyOf(path, text);
      const bytes = key === undefined ? undefined : encodeFacts(facts, text);
      if (key === undefined || bytes === undefined) {
        counts.unkept++;
        return;
      }
      fresh.set(key, bytes);
      counts.misses++;
    },
    flush,
    close,
  };
}

/**
 * Extraction sees a path's extension and the text. A text with half a surrogate pair has no key: in UTF-8, all halves are the same.
 */
function keyOf(path: string, text: string): string | undefined {
  if (!isWellFormed(text)) return undefined;
  const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
  return createHash('sha256').update(`${extension}\0`).update(text, 'utf8').digest('hex').slice(0, 2 * KEY_BYTES);
}

/** ECMAScript 2024, which Node 20 has and its declared library does not. */
function isWellFormed(text: string): boolean {
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}
