import { computeLineStarts } from '../../extract/lines.ts';
import type { ModuleFacts } from '../../model/index.ts';
import { ByteReader } from './bytes.ts';
import { build, type Build } from './build.ts';
import { KNOWN_SHAPES, parseShape } from './shapes.ts';
import { BITS, MARK, TAG } from './tags.ts';
import { readTextParts } from './text-parts.ts';

const known: Build[] = [];

/**
 * The facts that `encodeFacts` wrote of this text.
 *
 * @param path of the file, relative to the root
 * @throws an error of any kind when the bytes are not what was written
 */
export function decodeFacts(bytes: Uint8Array, path: string, text: string): ModuleFacts {
  const input = new ByteReader(bytes);
  if (known.length === 0) for (const layout of KNOWN_SHAPES) known.push(build(parseShape(layout)));
  const shapes = [...known];
  for (let count = input.uint(); count > 0; count--) shapes.push(build(parseShape(input.text())));
  const reader = new FactsReader(input, shapes, readTextParts(input, text));
  const facts = reader.value() as Omit<ModuleFacts, 'path' | 'lineStarts' | 'length'>;
  if (input.at !== bytes.length) throw new RangeError('There is more than one file.');
  return { path, lineStarts: computeLineStarts(text), length: text.length, ...facts };
}

/** Reads values one after the other. */
export class FactsReader {
  private readonly input: ByteReader;
  private readonly shapes: readonly Build[];
  private readonly strings: readonly string[];
  private readonly made: object[] = [];
  private lastStart = 0;

  constructor(input: ByteReader, shapes: readonly Build[], strings: readonly string[]) {
    this.input = input;
    this.shapes = shapes;
    this.strings = strings;
  }

  /** The next `start`; `end` comes after it. */
  start(): number {
    return (this.lastStart += this.input.int());
  }

  length(): number {
    return this.input.int();
  }

  value(): unknown {
    const head = this.input.uint();
    const which = head >>> 3;
    switch (head % BITS) {
      case TAG.object: {
        const object = (this.shapes[which] ?? broken())(this);
        this.made.push(object);
        return object;
      }
      case TAG.string: return this.string(which);
      case TAG.integer: return which % 2 === 1 ? -(which + 1) / 2 : which / 2;
      case TAG.array: return this.array(which);
      case TAG.mark: return this.mark(which);
      case TAG.again: return this.made[which] ?? broken();
      case TAG.written: return Number(this.string(which).replaceAll('_', ''));
      default: return broken();
    }
  }

  private string(id: number): string {
    return this.strings[id] ?? broken();
  }

  private array(count: number): unknown[] {
    const items: unknown[] = [];
    for (let i = 0; i < count; i++) items.push(this.value());
    this.made.push(items);
    return items;
  }

  private mark(which: number): unknown {
    switch (which) {
      case MARK.null: return null;
      case MARK.true: return true;
      case MARK.false: return false;
      case MARK.undefined: return undefined;
      default: return broken();
    }
  }
}

function broken(): never {
  throw new RangeError('The bytes are not those of facts.');
}
