/** Text that is put into a file at an offset. */
export interface Insertion { at: number; text: string }

/** Puts texts in; those for one offset in the order given. */
export function insert(text: string, insertions: Insertion[]): string {
  return insertions.toReversed().sort((a, b) => b.at - a.at).reduce((result, { at, text: piece }) => result.slice(0, at) + piece + result.slice(at), text);
}

/** Offset behind the last character between two offsets that is neither blank nor in a comment; `from` when there is none. No strings may stand there. */
export function lastCode(text: string, from: number, to: number): number {
  const code = text.slice(from, to).replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length));
  return from + code.trimEnd().length;
}

/** The blanks that the line of an offset starts with; undefined when more than parentheses stands in front of the offset. */
export function indentBefore(text: string, offset: number): string | undefined {
  return /(?:^|\n)([ \t]*)\(*$/.exec(text.slice(0, offset))?.[1];
}

/** How the file ends its lines. */
export function newlineOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/**
 * One more element behind the last of a list in brackets: on a line of its own where the last one has that, with a comma behind it
 * where the last one has that.
 *
 * @param last offsets of the last element, without its parentheses; undefined when the list is empty
 * @param close offset of the closing bracket
 */
export function appendElement(text: string, element: string, last: { start: number; end: number } | undefined, close: number): Insertion[] {
  if (!last) return [{ at: close, text: element }];
  const end = lastCode(text, last.end, close);
  const comma = text[end - 1] === ',' && end > last.end;
  const indent = indentBefore(text, last.start);
  const alone = indent !== undefined && text.slice(end, close).includes('\n');
  if (!alone) return [{ at: end, text: `${comma ? ' ' : ', '}${element}` }];
  const line = text.slice(end, close).indexOf('\n');
  const lineEnd = end + (text[end + line - 1] === '\r' ? line - 1 : line);
  const added = `${newlineOf(text)}${indent}${element}`;
  return comma ? [{ at: lineEnd, text: `${added},` }] : [{ at: end, text: ',' }, { at: lineEnd, text: added }];
}
