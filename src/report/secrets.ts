import type { Finding, Location } from '../model/finding.ts';

/** What no output may show of one line: 0-based offsets in the line, in order, without overlaps. */
export type Hidden = [start: number, end: number][];

/** Text of a file as analysed, relative to the root; `undefined` when it cannot be had. */
export type Source = (file: string) => string | undefined;

export const MASK = '***';

const QUOTED = /(?<=["'`])[^"'`\s(){};,<>]{16,}(?=["'`])/g;
const BARE = /[A-Za-z0-9+/_-]{40,}/g;
/** What stands alone in a comment or in a sentence. */
const WORD = /(?<![A-Za-z0-9])[A-Za-z0-9]{20,}(?![A-Za-z0-9])/g;
const CREDENTIALS = /(:\/\/[^\s/:@"'`]*:)([^\s/@"'`]+)@/g;
const WORDS = /^[A-Za-z]+\d{0,3}$/;

/** Bits a character, after Shannon. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}

function isScrambled(piece: string): boolean {
  if (piece.length < 6 || /^\d+$/.test(piece)) return false;
  if (!WORDS.test(piece)) return true;
  const capitals = piece.replace(/[^A-Z]/g, '').length;
  return piece.length >= 16 && capitals / piece.length > 0.25 && /[a-z]/.test(piece);
}

/** Whether a text looks drawn at random (a key, a token, a hash) rather than made of words, such as a path or a name. */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || entropy(text) < 3) return false;
  return text.split(/[^A-Za-z0-9]+/).some(isScrambled);
}

/** Lower case, capitals and digits change places as often as by chance (6 in 10), and not as in a name of several words (3 in 10), which has digits in one place. */
function isShuffled(word: string): boolean {
  if (!/\d/.test(word) || !/[A-Za-z]/.test(word) || !looksRandom(word)) return false;
  const changes = word.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes / (word.length - 1) >= (/\d[A-Za-z]+\d/.test(word) ? 0.3 : 0.42);
}

/** The parts of a line of code that look like keys, tokens or passwords in URLs. */
export function suspects(line: string): Hidden {
  const found: Hidden = [];
  for (const match of line.matchAll(QUOTED)) if (looksRandom(match[0])) found.push([match.index, match.index + match[0].length]);
  for (const match of line.matchAll(BARE)) {
    const mixed = /[a-z]/.test(match[0]) && /[A-Z]/.test(match[0]) && /\d/.test(match[0]);
    if (mixed && looksRandom(match[0])) found.push([match.index, match.index + match[0].length]);
  }
  for (const match of line.matchAll(WORD)) if (isShuffled(match[0])) found.push([match.index, match.index + match[0].length]);
  for (const match of line.matchAll(CREDENTIALS)) {
    const start = match.index + match[1]!.length;
    found.push([start, start + match[2]!.length]);
  }
  return merged(found);
}

function merged(ranges: Hidden): Hidden {
  const result: Hidden = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (end > start) result.push([start, end]);
  }
  return result;
}

/** A range of a text, with what is hidden in the whole text replaced by `***`. */
export function masked(text: string, hidden: Hidden, from = 0, to = text.length): string {
  let shown = '';
  let at = from;
  for (const [start, end] of hidden) {
    if (end <= from || start >= to) continue;
    shown += text.slice(at, Math.max(at, start)) + MASK;
    at = end;
  }
  return shown + text.slice(at, Math.max(at, to));
}

/** Lines of the analysed files, each with what must stay hidden of it. */
export interface Lines {
  /** 1-based; `undefined` past the end of the file, or when there is no text. */
  line(file: string, number: number): { text: string; hidden: Hidden } | undefined;
}

/** All that the findings say must stay hidden. */
export function masksOf(findings: Finding[]): Location[] {
  return findings.flatMap(({ mask }) => mask ?? []);
}

/**
 * A view of the sources that knows what to hide. A mask of any finding holds for all: the line with the secret may stand in
 * the frame of a neighbour. Besides the masks, everything that looks like a key is hidden.
 *
 * @param more masks of findings that are not shown
 */
export function hiddenLines(findings: Finding[], source: Source, more: Location[] = []): Lines {
  const masks = [...masksOf(findings), ...more];
  const files = new Map<string, string[] | undefined>();
  return {
    line(file, number) {
      if (!files.has(file)) files.set(file, source(file)?.split(/\r\n|[\r\n\u2028\u2029]/));
      const text = files.get(file)?.[number - 1];
      if (text === undefined) return undefined;
      const own: Hidden = masks.filter((mask) => mask.file === file && mask.line <= number && number <= mask.endLine)
        .map((mask) => [mask.line === number ? mask.column - 1 : 0, mask.endLine === number ? mask.endColumn - 1 : text.length]);
      return { text, hidden: merged([...own, ...suspects(text)]) };
    },
  };
}
