import { gzipSync } from 'node:zlib';

/** What GitHub code scanning takes of one upload; it refuses a file with more. */
export const LIMITS = { results: 25_000, gzipBytes: 10_000_000 };

/** What GitHub shows of one run. */
export const SHOWN = 5000;

/**
 * The longest beginning of a list that can be uploaded.
 *
 * @param items what matters most comes first
 * @param write the whole file with these items
 */
export function fitting<Item>(items: Item[], write: (kept: Item[]) => string, limits = LIMITS): { text: string; kept: number } {
  let kept = Math.min(items.length, limits.results);
  for (;;) {
    const text = write(items.slice(0, kept));
    // Compressed it is not larger, apart from a few bytes.
    if (kept === 0 || text.length * 3 < limits.gzipBytes) return { text, kept };
    const size = gzipSync(text).length;
    if (size <= limits.gzipBytes) return { text, kept };
    kept = Math.min(kept - 1, Math.floor(kept * (limits.gzipBytes / size) * 0.95));
  }
}
