import type { Colors } from 'picocolors/types.js';
import type { Location } from '../model/finding.ts';
import { MASK, type Hidden, type Lines } from './secrets.ts';
import { printable, width } from './text.ts';

const AROUND = 2;
const TAB = '  ';

/** What is printed for each UTF-16 unit of a line, and the column it is printed at; one column more than there are units. */
interface Cells { texts: string[]; columns: number[] }

function cells(line: string, hidden: Hidden): Cells {
  const texts: string[] = [];
  const columns = [0];
  const put = (text: string) => {
    texts.push(text);
    columns.push(columns.at(-1)! + width(text));
  };
  for (let at = 0; at < line.length;) {
    const mask = hidden.find(([start, end]) => start <= at && at < end);
    if (mask) {
      put(at === mask[0] ? MASK : '');
      at++;
      continue;
    }
    const char = String.fromCodePoint(line.codePointAt(at)!);
    put(char === '\t' ? TAB : printable(char));
    for (let extra = 1; extra < char.length; extra++) put('');
    at += char.length;
  }
  return { texts, columns };
}

function show({ texts, columns }: Cells, from: number, room: number): string {
  return texts.filter((_, at) => columns[at]! >= from && columns[at + 1]! <= from + room).join('').trimEnd();
}

/**
 * Five lines of code around a place, numbered, the place marked with `>` and `^`. Secrets are masked and control characters
 * made visible. Lines that are too long for `columns` are cut around the place.
 *
 * @returns lines of text; none when the source cannot be had
 */
export function frame(place: Location, lines: Lines, { colors, columns = 120 }: { colors: Colors; columns?: number }): string[] {
  const marked = lines.line(place.file, place.line);
  if (!marked) return [];
  const last = place.line + AROUND;
  const gutter = String(last).length;
  const room = Math.max(20, columns - gutter - 5);
  const result: string[] = [];
  for (let number = Math.max(1, place.line - AROUND); number <= last; number++) {
    const line = lines.line(place.file, number);
    const afterLastBreak = line?.text === '' && number > place.endLine && !lines.line(place.file, number + 1);
    if (!line || afterLastBreak) break;
    const drawn = cells(line.text, line.hidden);
    const inside = place.line <= number && number <= place.endLine;
    const column = (unit: number) => drawn.columns[Math.min(unit - 1, line.text.length)]!;
    const start = number === place.line ? column(place.column) : 0;
    const from = number === place.line && column(line.text.length + 1) > room ? Math.max(0, start - 20) : 0;
    const label = `${String(number).padStart(gutter)} |`;
    result.push(`${inside ? colors.red('>') : ' '} ${colors.dim(label)} ${show(drawn, from, room)}`.trimEnd());
    if (number !== place.line) continue;
    const end = place.endLine === place.line ? column(place.endColumn) : column(line.text.trimEnd().length + 1);
    const carets = '^'.repeat(Math.max(1, Math.min(end - start, room - (start - from))));
    result.push(`  ${colors.dim(`${' '.repeat(gutter)} |`)} ${' '.repeat(start - from)}${colors.red(carets)}`);
  }
  return result;
}
