import type { Finding, Suggestion } from '../model/index.ts';

/** Offsets in the file as it is before any edit; `start === end` inserts. */
export interface FileEdit { file: string; start: number; end: number; text: string }

export function editsOf(finding: Pick<Finding, 'file'>, suggestion: Suggestion): FileEdit[] {
  return suggestion.edits.map(({ start, end, text, file = finding.file }) => ({ file, start, end, text }));
}

/** Whether it cannot be said what both together would give: they share a part of the text, or touch. */
export function conflict(some: FileEdit[], others: FileEdit[]): boolean {
  return some.some((one) => others.some((other) => one.file === other.file && one.start <= other.end && other.start <= one.end));
}

/**
 * A text after edits that all speak of it as it was. Insertions at one place keep their order.
 * @returns undefined when edits overlap, or reach beyond the text
 */
export function applied(text: string, edits: FileEdit[]): string | undefined {
  let output = '';
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    output += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return output + text.slice(at);
}

/** Where an offset of the text is after the edits: what is inserted just there may come before it or behind. */
export function moved(offset: number, edits: FileEdit[]): [least: number, most: number] {
  let least = offset;
  let most = offset;
  for (const { start, end, text } of edits) {
    const growth = text.length - (end - start);
    if (end < offset || (end === offset && start < end)) least += growth;
    if (end <= offset) most += growth;
  }
  return [least, most];
}
