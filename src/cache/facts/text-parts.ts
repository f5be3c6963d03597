import type { ByteReader, ByteWriter } from './bytes.ts';
import { unescaped } from './unescape.ts';

/** How a string is written; the numbers are part of the format. */
const FORM = {
  /** One of `WORDS`. */
  word: 0,
  /** A range of the text. */
  range: 1,
  /** The inside of a literal with escape sequences, as a range of the text. */
  escaped: 2,
  /** Ranges of the text with a space between. */
  spaced: 3,
  /** A small whole number. */
  number: 4,
  /** As it is: words of ours only. */
  plain: 5,
} as const;

/** What facts often say, and no file. */
const WORDS: readonly string[] = [
  '', 'default', '*', 'export=', 'undefined', 'Array', 'constructor', 'value', 'method', 'get', 'set', 'spread', 'property', 'static-block',
  'import', 'export-from', 'require', 'dynamic', 'import-equals', 'for-of', 'for-in', 'for', 'while', 'do', '&&', '||', '??', '=', '!', '===', '!==',
];
const wordIds = new Map(WORDS.map((word, id) => [word, id]));

/** A string of the facts that cannot be read off the text: such facts are not kept. */
export class NotInText extends Error {
  override name = 'NotInText';
}

/**
 * Strings of one file's facts, by number. They are written as places in the file's text, which whoever reads the facts has: so
 * nothing that stands in a file, a password least of all, is ever in the cache.
 */
export class TextPartsWriter {
  private readonly ids = new Map<string, number>();
  private readonly parts: number[][] = [];
  private readonly plain = new Map<number, string>();
  private readonly text: string;
  private last = 0;

  constructor(text: string) {
    this.text = text;
  }

  /**
   * The number of a string.
   * @param start of the syntax that it was read from, as is `end`
   * @param ours it is no word of the file's author, and may be written as it is
   * @throws NotInText
   */
  id(value: string, start: number, end: number, ours: boolean): number {
    let id = this.ids.get(value);
    if (id === undefined) {
      id = this.parts.length;
      this.parts.push(this.describe(value, start, end, ours));
      if (this.parts[id]![0] === FORM.plain) this.plain.set(id, value);
      this.ids.set(value, id);
    }
    return id;
  }

  private describe(value: string, start: number, end: number, ours: boolean): number[] {
    const word = wordIds.get(value);
    if (word !== undefined) return [FORM.word, word];
    const at = this.find(value, start);
    if (at >= 0) return [FORM.range, at, value.length];
    if (/^(?:0|[1-9]\d{0,3})$/.test(value)) return [FORM.number, Number(value)];
    if (ours) return [FORM.plain];
    return this.literal(value, start, end) ?? this.spaced(value, start) ?? notInText();
  }

  private find(value: string, near: number): number {
    const at = this.text.indexOf(value, near);
    return at >= 0 ? at : this.text.lastIndexOf(value, near);
  }

  /** A literal whose inside stands for the value, after one of the marks that a literal or a part of a template begins with. */
  private literal(value: string, start: number, end: number): number[] | undefined {
    const { text } = this;
    for (let from = start; from < end; from++) {
      const mark = text[from]!;
      if (!'"\'`}'.includes(mark)) continue;
      const ends = mark === '`' || mark === '}' ? /\\[^]|`|\$\{/g : mark === '"' ? /\\[^]|"/g : /\\[^]|'/g;
      ends.lastIndex = from + 1;
      for (let match = ends.exec(text); match && match.index < end; match = ends.exec(text)) {
        if (match[0][0] === '\\') continue;
        if (unescaped(text.slice(from + 1, match.index)) === value) return [FORM.escaped, from + 1, match.index - from - 1];
        break;
      }
    }
    return undefined;
  }

  private spaced(value: string, start: number): number[] | undefined {
    const words = value.split(' ').map((word) => ({ at: this.find(word, start), length: word.length }));
    return words.every(({ at }) => at >= 0) ? [FORM.spaced, words.length, ...words.flatMap(({ at, length }) => [at, length])] : undefined;
  }

  write(out: ByteWriter): void {
    out.uint(this.parts.length);
    this.parts.forEach(([form = 0, ...numbers], id) => {
      if (form === FORM.range) this.writeRange(out, numbers);
      else {
        out.uint(form);
        for (const number of numbers) out.uint(number);
        if (form === FORM.plain) out.text(this.plain.get(id)!);
      }
    });
  }

  /** Nearly all are ranges, each a little after the one before: the first byte says both that it is one, and how long. */
  private writeRange(out: ByteWriter, [at = 0, length = 0]: number[]): void {
    out.uint(length + SHORTEST);
    out.int(at - this.last);
    this.last = at + length;
  }
}

/** Numbers below this are forms. */
const SHORTEST = 8;

/** The strings that a `TextPartsWriter` wrote of the same text. */
export function readTextParts(input: ByteReader, text: string): string[] {
  const count = input.uint();
  const strings: string[] = [];
  let last = 0;
  const range = (at: number, length: number): string => {
    if (at < 0 || at + length > text.length) throw new RangeError('A place is not in the text.');
    return text.slice(at, at + length);
  };
  for (let i = 0; i < count; i++) {
    const form = input.uint();
    if (form >= SHORTEST) {
      const at = last + input.int();
      strings.push(range(at, form - SHORTEST));
      last = at + form - SHORTEST;
    } else if (form === FORM.word) strings.push(WORDS[input.uint()] ?? notInText());
    else if (form === FORM.escaped) strings.push(unescaped(range(input.uint(), input.uint())));
    else if (form === FORM.number) strings.push(String(input.uint()));
    else if (form === FORM.plain) strings.push(input.text());
    else if (form === FORM.spaced) strings.push(Array.from({ length: input.uint() }, () => range(input.uint(), input.uint())).join(' '));
    else throw new RangeError('There is no such form.');
  }
  return strings;
}

function notInText(): never {
  throw new NotInText('A string is not in the text.');
}
