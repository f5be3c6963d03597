import { hiddenLines, masked, suspects, type Lines, type Source } from '../secrets.ts';
import type { Finding } from '../../model/finding.ts';
import { printable } from '../text.ts';
import type { MapFile, MapPlace } from './data.ts';

/** Lines shown before and after a place. */
const AROUND = 2;
/** A line of code is cut after this many characters: minified code has no line ends. */
const WIDEST = 200;

/** Collects the files that a page points into, with the lines around each place. */
export interface Files {
  files: MapFile[];
  place(at: { file: string; line: number }): MapPlace;
}

/**
 * @param findings their masks hold for every line that is shown
 */
export function collectFiles(findings: Finding[], source: Source): Files {
  const lines = hiddenLines(findings, source);
  const files: MapFile[] = [];
  const indexes = new Map<string, number>();
  return {
    files,
    place({ file, line }) {
      let index = indexes.get(file);
      if (index === undefined) {
        index = files.push({ name: safe(file), lines: {} }) - 1;
        indexes.set(file, index);
      }
      const kept = files[index]!.lines;
      for (let number = Math.max(1, line - AROUND); number <= line + AROUND; number++) {
        const text = kept[number] ?? shown(lines, file, number);
        if (text === undefined) break;
        kept[number] = text;
      }
      return [index, line];
    },
  };
}

function shown(lines: Lines, file: string, number: number): string | undefined {
  const line = lines.line(file, number);
  if (!line) return undefined;
  const text = masked(line.text, line.hidden).trimEnd();
  return printable((text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text).replaceAll('\t', '  '));
}

/** A text from the analysed code: control characters and bidirectional marks made visible, what looks like a key hidden. */
export function safe(text: string): string {
  return printable(masked(text, suspects(text)));
}
