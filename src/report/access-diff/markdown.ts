import { code, markdownTable, plainText } from '../markdown-text.ts';
import { accessInWords, CHANGES, isNewlyOpen, type AccessDiff, type Change, type RouteChange } from './compare.ts';
import { reasonText, totals } from './text.ts';

/** GitHub takes comments of up to 65 536 characters. */
const MOST_CHARACTERS = 60_000;

const TITLES: Record<Change, string> = {
  weaker: 'Weaker: more callers get through than before', new: 'New routes', changed: 'Changed: other callers get through, or it cannot be said',
  stronger: 'Stronger', gone: 'Gone',
};

function row(one: RouteChange): string[] {
  const place = one.after ?? one.before!;
  const why = one.reasons.length > 0 ? one.reasons.map((reason) => plainText(reasonText(reason))).join('<br>') : plainText(`${place.file}:${place.line}`);
  const access = (route: RouteChange['before']): string => route ? plainText(accessInWords(route)) : '';
  return [code(`${one.method} ${one.path}`), access(one.before), isNewlyOpen(one) ? `**${access(one.after)}**` : access(one.after), why];
}

/**
 * The difference of two maps in Markdown, for a comment on a pull request. It fits into one: rows that do not are counted.
 *
 * @param names of the two maps
 */
export function diffMarkdown(diff: AccessDiff, { base, head }: { base: string; head: string }): string {
  const lines = ['### Who may call what', '', `${code(base)} to ${code(head)}: ${totals(diff)}.`, ''];
  let room = MOST_CHARACTERS;
  for (const kind of CHANGES) {
    const some = diff.changes.filter(({ change }) => change === kind);
    if (some.length === 0) continue;
    const rows: string[][] = [];
    for (const cells of some.map(row)) {
      const length = cells.reduce((sum, cell) => sum + cell.length + 3, 2);
      if (length > room) break;
      room -= length;
      rows.push(cells);
    }
    const folded = kind === 'gone' || kind === 'stronger';
    lines.push(folded ? `<details><summary>${TITLES[kind]} (${some.length})</summary>` : `#### ${TITLES[kind]} (${some.length})`, '');
    if (rows.length > 0) lines.push(...markdownTable(['Route', 'Before', 'After', 'Why, or where'], rows), '');
    if (rows.length < some.length) lines.push(`And ${some.length - rows.length} more.`, '');
    if (folded) lines.push('</details>', '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
