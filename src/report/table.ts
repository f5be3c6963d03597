import { clip, clipStart, pad, width } from './text.ts';

export interface Column {
  title: string;
  /** It may be cut down to this many characters; a column without it is never cut. */
  least?: number;
  /** The end says most: it is cut at the start. */
  keepEnd?: boolean;
}

export interface Cell { text: string; paint?: (text: string) => string }

const GAP = '  ';

/**
 * Lays rows out in columns: a line of titles, then one line a row.
 *
 * @param room columns of the terminal: the widest columns that may be cut are cut until a line fits; without it nothing is cut
 */
export function table(columns: Column[], rows: Cell[][], { room, heading = (text) => text }: { room?: number; heading?: (text: string) => string } = {}): string[] {
  const widths = columns.map((column, at) => Math.max(width(column.title), ...rows.map((row) => width(row[at]!.text))));
  const gaps = GAP.length * (columns.length - 1);
  while (room !== undefined && gaps + widths.reduce((sum, size) => sum + size, 0) > room) {
    let widest = -1;
    columns.forEach(({ least }, at) => {
      if (least !== undefined && widths[at]! > least && (widest < 0 || widths[at]! > widths[widest]!)) widest = at;
    });
    if (widest < 0) break;
    widths[widest]!--;
  }
  const line = (cells: Cell[]) => cells.map(({ text, paint = (same) => same }, at) => {
    const cut = (columns[at]!.keepEnd ? clipStart : clip)(text, widths[at]!);
    return paint(cut) + (at === cells.length - 1 ? '' : pad('', widths[at]! - width(cut)));
  }).join(GAP).trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, paint: heading }))), ...rows.map(line)];
}
