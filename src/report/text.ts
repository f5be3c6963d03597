// C0 and C1 controls, DEL, the marks that reorder, hide or break a line (CVE-2021-42574), and halves of surrogate pairs.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const COMBINING = /\p{Mn}|\p{Me}/u;

function escaped(char: string): string {
  const code = char.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * One line that is safe to print: control characters, escape sequences and bidirectional marks that come from analysed
 * code or from file names become visible (`\x1b`), so that they cannot act on the terminal.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** As `printable`, but line breaks are kept: one array element a line. */
export function printableLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(printable);
}

/**
 * Text for a log that a CI service reads along. What it would take for a command of its own (GitHub Actions `::name::` at the
 * start of a line and `##[name]`, Azure Pipelines `##vso[`, TeamCity `##teamcity[`) is broken up, visibly.
 */
export function inert(text: string): string {
  return unmarked(text).replace(/^([^\S\r\n\u2028\u2029]*):(?=:)/gm, '$1\\x3a');
}

/** What would be a command wherever it stands in a line (`##vso[`) is broken up, visibly. */
export function unmarked(text: string): string {
  return text.replace(/##(?=\w*\[)/g, '#\\x23');
}

/** JSON that a terminal and a CI log can show: what they would act on is written as `\uXXXX`, which reads back the same. */
export function printableJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(/##(?=\w*\[)/g, '#\\u0023');
  return text.replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Columns that a printable text takes in a terminal. */
export function width(text: string): number {
  let columns = 0;
  for (const char of text) columns += COMBINING.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}

/** Fills a text with spaces up to that many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** Cuts a text to that many columns; a cut shows as `…`. */
export function clip(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += width(char);
    if (used > columns - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Cuts the beginning off a text, for what says most at its end, such as a path with a line. */
export function clipStart(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  return [...clip([...text].reverse().join(''), columns)].reverse().join('');
}

/** `1 route`, `2 routes`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
