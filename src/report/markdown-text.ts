import { printable } from './text.ts';

/** What stays an ordinary character, and nothing to GitHub or GitLab: a mention, a reference to an issue, a link, a formula. */
const NOTHING = '&#8203;';

function entities(text: string): string {
  return text.replace(/[^A-Za-z0-9 ]/g, (char) => char.codePointAt(0)! < 128 ? `&#${char.codePointAt(0)};` : char);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;', $: '&#36;' };

/** Text as it is, in one line: no mark of Markdown, no HTML, no end of a table's cell, nobody mentioned. */
export function plainText(text: string): string {
  return printable(text).replace(/[\\`*_[\]~!&<>|$@#]|:(?=\/\/)|\bwww(?=\.)/gi, (mark) => {
    if (mark === '@' || mark === ':' || mark.length > 1) return mark + NOTHING;
    if (mark === '#') return `\\#${NOTHING}`;
    return ENTITIES[mark] ?? `\\${mark}`;
  });
}

/** Code in one line, also in the cell of a table. */
export function code(text: string): string {
  const shown = printable(text);
  if (shown.trim() === '') return '';
  // In a table a bar ends the cell inside of code too, and a backslash before it is read in more than one way.
  if (/[|]|##\w*\[/.test(shown)) return `<code>${entities(shown)}</code>`;
  const fence = '`'.repeat(1 + longestRun(shown));
  const room = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${room}${shown}${room}${fence}`;
}

/** A message of ours, with its parts in backticks as code, and all else as plain text. */
export function richText(text: string): string {
  return text.split(/`([^`]*[^`\s][^`]*)`/).map((part, index) => index % 2 === 1 ? code(part) : plainText(part)).join('');
}

/** Lines as a block of code; they are printable already. */
export function codeBlock(lines: string[]): string[] {
  const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...lines.map(longestRun))));
  return [`${fence}text`, ...lines, fence];
}

/** A link with any text that is Markdown already. */
export function link(text: string, target: string): string {
  return `[${text}](${target})`;
}

/** A table; cells are Markdown already, and right-aligned where the title starts with a space. */
export function markdownTable(titles: string[], rows: string[][]): string[] {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [row(titles.map((title) => title.trim())), row(titles.map((title) => title.startsWith(' ') ? '---:' : '---')), ...rows.map(row)];
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
