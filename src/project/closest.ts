import { distance } from 'fastest-levenshtein';

/** The known word that was probably meant: one that goes on like it, or one with few letters changed. */
export function closest(word: string, known: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const cost = word.length > 2 && other.startsWith(lower) ? 1 : distance(lower, other);
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}
