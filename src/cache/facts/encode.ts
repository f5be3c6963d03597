import { computeLineStarts } from '../../extract/lines.ts';
import type { ModuleFacts } from '../../model/index.ts';
import { ByteWriter } from './bytes.ts';
import { ShapeNumbers } from './shapes.ts';
import { BITS, MARK, TAG } from './tags.ts';
import { NotInText, TextPartsWriter } from './text-parts.ts';

/** Strings that the extractor chose: they are in no file. Messages of the parser are shown to everyone. */
const OURS = new Set(['variant', 'operator', 'form', 'syntax', 'directive', 'message']);

type PlainObject = Record<string, unknown>;

/**
 * Facts as bytes, from which `decodeFacts` makes the same facts with the same text: the same objects in two places are one object
 * again. The path is left out, and so is every string of the file.
 *
 * @returns undefined for facts that cannot be read off the text: they have to be extracted each time
 */
export function encodeFacts(facts: ModuleFacts, text: string): Uint8Array | undefined {
  const { path: _, lineStarts, length, ...rest } = facts;
  if (length !== text.length || !sameNumbers(lineStarts, computeLineStarts(text))) return undefined;
  try {
    return new FactsWriter(text).write(rest);
  } catch (error) {
    if (error instanceof NotInText || error instanceof RangeError) return undefined;
    throw error;
  }
}

class FactsWriter {
  private readonly out = new ByteWriter();
  private readonly parts: TextPartsWriter;
  private readonly text: string;
  private readonly shapes = new ShapeNumbers();
  /** Objects and arrays that are written, by number: some are in several places. */
  private readonly written = new Map<object, number>();
  private lastStart = 0;

  constructor(text: string) {
    this.text = text;
    this.parts = new TextPartsWriter(text);
  }

  write(facts: object): Uint8Array {
    this.value(facts, 0, this.text.length, '');
    const whole = new ByteWriter();
    whole.uint(this.shapes.own.length);
    for (const { layout } of this.shapes.own) whole.text(layout);
    this.parts.write(whole);
    whole.append(this.out.taken());
    return whole.taken();
  }

  private value(value: unknown, start: number, end: number, key: string): void {
    const { out } = this;
    switch (typeof value) {
      case 'string': return out.uint(this.parts.id(value, start, end, OURS.has(key)) * BITS + TAG.string);
      case 'number': return this.number(value, start, end);
      case 'boolean': return out.uint((value ? MARK.true : MARK.false) * BITS + TAG.mark);
      case 'undefined': return out.uint(MARK.undefined * BITS + TAG.mark);
      case 'object': return value === null ? out.uint(MARK.null * BITS + TAG.mark) : this.reference(value, start, end, key);
      default: throw new RangeError('Facts are plain data.');
    }
  }

  /** Numbers that someone wrote down may be somebody's PIN. */
  private number(value: number, start: number, end: number): void {
    if (Number.isInteger(value) && Math.abs(value) <= this.text.length + 1 && !Object.is(value, -0)) return this.out.uint((value < 0 ? -2 * value - 1 : 2 * value) * BITS + TAG.integer);
    const written = this.text.slice(start, end);
    if (Number(written.replaceAll('_', '')) !== value) throw new NotInText('A number is not in the text.');
    this.out.uint(this.parts.id(written, start, end, false) * BITS + TAG.written);
  }

  private reference(value: object, start: number, end: number, key: string): void {
    const known = this.written.get(value);
    if (known !== undefined) return this.out.uint(known * BITS + TAG.again);
    if (Array.isArray(value)) {
      this.out.uint(value.length * BITS + TAG.array);
      for (const item of value) this.value(item, start, end, key);
    } else this.object(value as PlainObject, start, end);
    this.written.set(value, this.written.size);
  }

  private object(object: PlainObject, outerStart: number, outerEnd: number): void {
    const shape = this.shapes.of(object);
    this.out.uint(shape.id * BITS + TAG.object);
    const { start = outerStart, end = outerEnd } = object as { start?: number; end?: number };
    if (shape.spanned) {
      this.out.int(start - this.lastStart);
      this.out.int(end - start);
      this.lastStart = start;
    }
    for (const key of shape.keys) this.value(object[key], start, end, key);
  }
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
