import { similarity, type Entry, type Remembered } from './entry.ts';

/** From this share of common lines on, a file counts as another one renamed. */
const SAME_FILE = 0.5;

/** One way in which a finding of today can be one of before: what both must have in common, and what else must hold. */
interface Way {
  /** Equal for the two; undefined: the entry does not take part. */
  key(entry: Entry): string | undefined;
  /** The old file has to be gone: if it is still there, the finding in the other file is another one. */
  renamed?: boolean;
  /** Least share of common lines of the two files. */
  alike?: number;
}

const key = (...parts: (string | undefined)[]): string | undefined => parts.every((part) => part !== undefined && part !== '') ? parts.join('\0') : undefined;

/** From certain to likely. What one way has matched, the next ones leave alone. */
const WAYS: Way[] = [
  { key: ({ fingerprint, code }) => `${fingerprint}\0${code}` },
  { key: ({ file, identity, code }) => key(file, identity, code) },
  { key: ({ fingerprint }) => fingerprint },
  { key: ({ file, identity }) => key(file, identity) },
  // A route that is now declared under another path, or in an order that changed what tells it apart.
  { key: ({ file, rule, code }) => key(file, rule, code) },
  { key: ({ identity, code }) => key(identity, code), renamed: true },
  // What a route is about names it wherever it is declared.
  { key: ({ route, identity, code }) => key(route, identity, code) },
  { key: ({ route, identity }) => key(route, identity), renamed: true },
  { key: ({ identity }) => identity, renamed: true, alike: SAME_FILE },
  { key: ({ rule, code }) => key(rule, code), renamed: true, alike: SAME_FILE },
];

/**
 * Which findings of today are those of before: by rule, identity and code in the same file, wherever the lines are now; then in a
 * file that took the place of one that is gone, the most similar first.
 *
 * @param isGone whether a file of before is no longer there
 * @returns for each entry of `now`, the index of its entry of `before`, or undefined
 */
export function match(before: Remembered, now: Remembered, isGone: (file: string) => boolean): (number | undefined)[] {
  const found = now.entries.map((): number | undefined => undefined);
  const open = new Set(before.entries.keys());
  const likeness = (old: Entry, entry: Entry): number => old.file === entry.file ? 1 : similarity(before.sketches.get(old.file), now.sketches.get(entry.file));
  for (const way of WAYS) {
    const byKey = new Map<string, number[]>();
    for (const index of open) {
      const old = before.entries[index]!;
      const id = way.key(old);
      if (id === undefined || (way.renamed && !isGone(old.file))) continue;
      byKey.set(id, [...(byKey.get(id) ?? []), index]);
    }
    now.entries.forEach((entry, at) => {
      const id = found[at] === undefined ? way.key(entry) : undefined;
      const candidates = (id === undefined ? undefined : byKey.get(id))?.filter((index) => open.has(index)) ?? [];
      const [best] = candidates.map((index) => ({ index, like: likeness(before.entries[index]!, entry) }))
        .filter(({ like }) => like >= (way.alike ?? 0)).sort((a, b) => b.like - a.like || a.index - b.index);
      if (!best) return;
      found[at] = best.index;
      open.delete(best.index);
    });
  }
  return found;
}
