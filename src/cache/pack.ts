import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * A file with many entries, of which few may be wanted: the names of all are at the front, and each entry is read by itself.
 *
 *     mark 8, digest of the table 16, number of entries 4, then for each: key 16, place 6, length 4, digest 8; then the entries
 */
const MARK = Buffer.from('authlnt1');
const HEAD = 28;
const ROW = 34;
export const KEY_BYTES = 16;
const DIGEST_BYTES = 8;

export const PACK_NAME = /^[0-9a-f]{32}\.pack$/;

/** An entry by its key, 16 bytes in hex. */
export type PackEntries = Map<string, Uint8Array>;

/** What a pack with these entries holds, and the name that it gets: the same entries have the same name. */
export function packOf(entries: PackEntries): { name: string; content: Buffer } {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = Buffer.alloc(4 + sorted.length * ROW);
  rows.writeUInt32LE(sorted.length, 0);
  let place = 0;
  sorted.forEach(([key, bytes], i) => {
    const at = 4 + i * ROW;
    rows.set(Buffer.from(key, 'hex'), at);
    rows.writeUIntLE(place, at + KEY_BYTES, 6);
    rows.writeUInt32LE(bytes.length, at + KEY_BYTES + 6);
    rows.set(digest(bytes, DIGEST_BYTES), at + KEY_BYTES + 10);
    place += bytes.length;
  });
  const content = Buffer.concat([MARK, digest(rows, KEY_BYTES), rows, ...sorted.map(([, bytes]) => bytes)]);
  return { name: `${digest(content, KEY_BYTES).toString('hex')}.pack`, content };
}

/** A pack that is open. */
export interface Pack {
  path: string;
  /** Of the file, in bytes. */
  size: number;
  has(key: string): boolean;
  keys(): Iterable<string>;
  /** Undefined when it has no such entry, or no longer the one that was written. */
  entry(key: string): Uint8Array | undefined;
  close(): void;
}

/** @returns undefined when it cannot be read, or is not what was written */
export function openPack(path: string): Pack | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(file);
    const table = readTable(file, size);
    if (table) return { path, size, has: (key) => table.has(key), keys: () => table.keys(), entry: (key) => readEntry(file, table.get(key)), close: () => closeSync(file) };
  } catch {
    // Cut off, or on a disk that fails: nothing of it is used.
  }
  closeSync(file);
  return undefined;
}

interface Row { place: number; length: number; digest: Buffer }

function readTable(file: number, size: number): Map<string, Row> | undefined {
  const head = read(file, 0, HEAD);
  if (!head?.subarray(0, MARK.length).equals(MARK)) return undefined;
  const count = head.readUInt32LE(HEAD - 4);
  const start = HEAD + count * ROW;
  if (start > size) return undefined;
  const rows = read(file, HEAD - 4, 4 + count * ROW);
  if (!rows || !digest(rows, KEY_BYTES).equals(head.subarray(MARK.length, MARK.length + KEY_BYTES))) return undefined;
  const table = new Map<string, Row>();
  for (let at = 4; at < rows.length; at += ROW) {
    table.set(rows.toString('hex', at, at + KEY_BYTES), {
      place: start + rows.readUIntLE(at + KEY_BYTES, 6), length: rows.readUInt32LE(at + KEY_BYTES + 6), digest: rows.subarray(at + KEY_BYTES + 10, at + ROW),
    });
  }
  return table;
}

function readEntry(file: number, row: Row | undefined): Uint8Array | undefined {
  if (!row) return undefined;
  try {
    const bytes = read(file, row.place, row.length);
    return bytes && digest(bytes, DIGEST_BYTES).equals(row.digest) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function read(file: number, place: number, length: number): Buffer | undefined {

  const bytes = Buffer.allocUnsafe(length);
  return readSync(file, bytes, 0, length, place) === length ? bytes : undefined;
}

function digest(bytes: Uint8Array, length: number): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, length);
}
