const WINDOW = 100;
const BASE = 37n;
const END_OF_FILE = 65535;

/**
 * The `primaryLocationLineHash` of every line of a text, as GitHub code scanning computes it when a log has none: for each
 * line, the hash of the 100 characters from its start on, without spaces and tabs, with line ends as `\n`, the end of the file
 * as 65535, and zeros after it; a polynomial in 37, modulo 2^64, in hexadecimal; then `:` and how many lines have had that
 * hash so far. (Described in github/codeql-action, `src/fingerprints.ts`.)
 *
 * @returns index 0 is line 1
 */
export function lineHashes(text: string): string[] {
  const squeezed = text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '');
  const codes = [...Array.from({ length: squeezed.length }, (_, at) => squeezed.charCodeAt(at)), END_OF_FILE];
  const starts = [0, ...codes.flatMap((code, at) => code === 10 ? [at + 1] : [])];
  const seen = new Map<string, number>();
  return starts.map((start) => {
    let hash = 0n;
    for (let at = start; at < start + WINDOW; at++) hash = BigInt.asUintN(64, hash * BASE + BigInt(codes[at] ?? 0));
    const hex = hash.toString(16);
    const times = (seen.get(hex) ?? 0) + 1;
    seen.set(hex, times);
    return `${hex}:${times}`;
  });
}
