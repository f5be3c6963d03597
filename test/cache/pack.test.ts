import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPack, packOf, type PackEntries } from '../../src/cache/pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'authlint-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entries: PackEntries = new Map([
  ['00112233445566778899aabbccddeeff', Buffer.from('one')],
  ['ffeeddccbbaa99887766554433221100', Buffer.from('another, which is longer')],
  ['0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f', Buffer.alloc(0)],
]);

/** What a pack with this content gives of each entry; undefined: it is no pack. */
function readAs(content: Uint8Array): Map<string, string | undefined> | undefined {
  const path = join(folder, 'some.pack');
  writeFileSync(path, content);
  const pack = openPack(path);
  const found = pack && new Map([...entries.keys()].map((key) => { const bytes = pack.entry(key); return [key, bytes && Buffer.from(bytes).toString()]; }));
  pack?.close();
  return found;
}

const whole = new Map([...entries].map(([key, bytes]) => [key, Buffer.from(bytes).toString()]));

it('gives each entry, and no other', () => {
  const { name, content } = packOf(entries);
  expect(name).toMatch(/^[0-9a-f]{32}\.pack$/);
  expect(readAs(content)).toEqual(whole);
  const path = join(folder, name);
  writeFileSync(path, content);
  const pack = openPack(path)!;
  expect([...pack.keys()].sort()).toEqual([...entries.keys()].sort());
  expect(pack.entry('11112222333344445555666677778888')).toBeUndefined();
  pack.close();
});

it('has a name by what is in it, in any order', () => {
  expect(packOf(new Map([...entries].reverse()))).toEqual(packOf(entries));
  expect(packOf(new Map([...entries].slice(1))).name).not.toBe(packOf(entries).name);
});

it('of a file that was cut off, at most whole entries are read', () => {
  const { content } = packOf(entries);
  for (let length = 0; length < content.length; length++) {
    for (const [key, text] of readAs(content.subarray(0, length)) ?? []) expect([undefined, whole.get(key)]).toContain(text);
  }
});

it('of a file in which a bit changed, at most the entries that were written are read', () => {
  const { content } = packOf(entries);
  for (let at = 0; at < content.length; at++) {
    const changed = Buffer.from(content);
    changed[at]! ^= 1 << at % 8;
    for (const [key, text] of readAs(changed) ?? []) expect([undefined, whole.get(key)]).toContain(text);
  }
});

it('what is no pack is none', () => {
  expect(readAs(Buffer.from(''))).toBeUndefined();
  expect(readAs(readFileSync(new URL(import.meta.url)))).toBeUndefined();
  expect(openPack(join(folder, 'missing.pack'))).toBeUndefined();
  expect(openPack(folder)).toBeUndefined();
});
