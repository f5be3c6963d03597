import { createHash } from 'node:crypto';
import type { Finding, Location } from '../../model/finding.ts';
import { hiddenLines, masked, type Lines, type Source } from '../../report/secrets.ts';

/** A finding as a baseline remembers it: no line numbers, no wording, no code. */
export interface Entry {
  rule: string;
  route?: string;
  file: string;
  fingerprint: string;
  identity?: string;
  /** Hash of the code it is about, without white space and with secrets masked; '' when that is too short to tell one place from another. */
  code: string;
}

/** Findings and the files they are in, as a baseline remembers them. */
export interface Remembered {
  /** In the order of the findings they were made of. */
  entries: Entry[];
  /** By file: hashes of some of its lines, of which similar files have many in common. */
  sketches: Map<string, string[]>;
}

const LEAST_CODE = 8;
const LEAST_LINE = 6;
const SKETCH = 16;

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function codeOf({ file, line, endLine, column, endColumn }: Location, lines: Lines): string {
  let code = '';
  for (let at = line; at <= endLine; at++) {
    const one = lines.line(file, at);
    if (!one) break;
    code += masked(one.text, one.hidden, at === line ? column - 1 : 0, at === endLine ? endColumn - 1 : one.text.length);
  }
  const plain = code.replace(/\s+/g, '');
  return plain.length < LEAST_CODE ? '' : hash(plain, 16);
}

/** The smallest hashes of a file's lines: a sample that two versions of one text mostly agree on (bottom-k sketch, Cohen and Kaplan 2007). */
function sketchOf(file: string, lines: Lines): string[] {
  const hashes = new Set<string>();
  for (let at = 1, one = lines.line(file, at); one; one = lines.line(file, ++at)) {
    const text = masked(one.text, one.hidden).trim();
    if (text.length >= LEAST_LINE) hashes.add(hash(text, 8));
  }
  return [...hashes].sort().slice(0, SKETCH);
}

/** Share of lines that two files have in common, 0 to 1, estimated from their sketches. */
export function similarity(one: string[] | undefined, other: string[] | undefined): number {
  if (!one || !other || one.length === 0 || other.length === 0) return 0;
  const sample = [...new Set([...one, ...other])].sort().slice(0, SKETCH);
  return sample.filter((it) => one.includes(it) && other.includes(it)).length / sample.length;
}

/** @param masks of findings that are not among these */
export function remember(findings: Finding[], source: Source, masks: Location[] = []): Remembered {
  const lines = hiddenLines(findings, source, masks);
  const sketches = new Map<string, string[]>();
  const entries = findings.map((finding): Entry => {
    if (!sketches.has(finding.file)) sketches.set(finding.file, sketchOf(finding.file, lines));
    return {
      rule: finding.ruleId,
      ...(finding.route === undefined ? {} : { route: finding.route }),
      file: finding.file,
      fingerprint: finding.fingerprint,
      ...(finding.identity === undefined ? {} : { identity: finding.identity }),
      code: codeOf(finding, lines),
    };
  });
  return { entries, sketches };
}
