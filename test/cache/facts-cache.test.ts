import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openFactsCache, type FactsCache } from '../../src/cache/index.ts';
import { extract } from '../../src/extract/index.ts';
import type { ModuleFacts } from '../../src/model/index.ts';

const build = { facts: 'aaaa', engine: 'bbbb' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authlint-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const own = (): string => join(folder, 'facts-aaaa');
const packs = (): string[] => readdirSync(own()).filter((name) => name.endsWith('.pack'));
const textOf = (number: number): string => `export function handler${number}(req, res) { if (!req.user) return res.status(401).end(); res.json(${number}); }\n`;

function taken(cache: FactsCache, path: string, text: string): ModuleFacts {
  const known = cache.find(path, text);
  if (known) return known;
  const facts = extract(path, text);
  cache.keep(path, text, facts);
  return facts;
}

/** What one process does: takes the facts of these files, and ends. */
function run(numbers: number[], { limits, id = build }: { limits?: { bytes: number; packs: number }; id?: typeof build } = {}): FactsCache['counts'] {
  const cache = openFactsCache(folder, id, limits);
  for (const number of numbers) expect(taken(cache, `src/${number}.ts`, textOf(number))).toEqual(extract(`src/${number}.ts`, textOf(number)));
  cache.flush();
  cache.close();
  return { ...cache.counts };
}

it('what was kept is found by another process, and only what is new is written', () => {
  expect(run([1, 2, 3])).toEqual({ hits: 0, misses: 3, unkept: 0, broken: 0 });
  expect(run([1, 2, 3])).toEqual({ hits: 3, misses: 0, unkept: 0, broken: 0 });
  const before = packs();
  expect(run([1, 2, 3, 4])).toMatchObject({ hits: 3, misses: 1 });
  expect(packs()).toHaveLength(2);
  expect(packs()).toEqual(expect.arrayContaining(before));
});

it('facts are found by text and extension, wherever the file is', () => {
  const cache = openFactsCache(folder, build);
  taken(cache, 'a/one.ts', 'const x = <T>y;');
  cache.flush();
  expect(cache.find('b/two.ts', 'const x = <T>y;')).toEqual(extract('b/two.ts', 'const x = <T>y;'));
  expect(['one.js', 'one.tsx', 'one.mts', 'one'].map((path) => cache.find(path, 'const x = <T>y;'))).toEqual([undefined, undefined, undefined, undefined]);
  expect(cache.find('a/one.ts', 'const x = <T>y; ')).toBeUndefined();
  cache.close();
});

it('extraction sees of a path its extension alone', () => {
  const texts = ['await f(); const x = <T>y;', 'var a = 010; delete b;'];
  for (const text of texts) {
    for (const extension of ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.MJS', '']) {
      const [one, other] = [`a${extension}`, `b.test/c.d/.e${extension}`].map((path) => ({ ...extract(path, text), path: '' }));
      expect(one).toEqual(other);
    }
  }
});

it('what another build kept is not read, and goes when it has not been used for long', () => {
  run([1]);
  const other = { facts: 'cccc', engine: 'bbbb' };
  expect(run([1], { id: other })).toMatchObject({ hits: 0, misses: 1 });
  expect(readdirSync(folder).sort()).toEqual(['facts-aaaa', 'facts-cccc']);
  for (const name of packs()) utimesSync(join(own(), name), 0, 0);
  run([2], { id: other });
  expect(readdirSync(folder)).toEqual(['facts-cccc']);
});

it('halves of surrogate pairs are not kept: their bytes would be those of others', () => {
  const cache = openFactsCache(folder, build);
  taken(cache, 'a.ts', 'const a = "\ud800";');
  expect(cache.counts).toMatchObject({ misses: 0, unkept: 1 });
  expect(cache.find('a.ts', 'const a = "\ud801";')).toBeUndefined();
});

describe('room', () => {
  it('many small packs become one, with all that was in them', () => {
    for (let number = 0; number < 20; number++) run([number]);
    expect(packs().length).toBeLessThanOrEqual(8);
    expect(run(Array.from({ length: 20 }, (_, number) => number))).toMatchObject({ hits: 20, misses: 0 });
  });

  it('what was used longest ago goes first', () => {
    for (const number of [1, 2, 3]) {
      run([number]);
      for (const name of packs()) utimesSync(join(own(), name), statSync(join(own(), name)).atime, new Date(statSync(join(own(), name)).mtimeMs - 3 * 24 * 3_600_000));
    }
    expect(run([1])).toMatchObject({ hits: 1 });
    const size = statSync(join(own(), packs()[0]!)).size;
    run([4], { limits: { bytes: size * 2.5, packs: 8 } });
    expect(packs()).toHaveLength(2);
    expect(run([1, 4])).toMatchObject({ hits: 2 });
  });

  it('parts that a process left which was ended go, once they are old', () => {
    run([1]);
    writeFileSync(join(own(), '.a.pack.1.abcd.part'), 'x');
    writeFileSync(join(own(), '.b.pack.2.abcd.part'), 'x');
    utimesSync(join(own(), '.a.pack.1.abcd.part'), 0, 0);
    run([2]);
    expect(readdirSync(own()).filter((name) => name.startsWith('.'))).toEqual(['.b.pack.2.abcd.part']);
  });
});

describe('what is broken is extracted again', () => {
  it.each<[string, (path: string) => void]>([
    ['cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['empty', (path) => truncateSync(path, 0)],
    ['overwritten at its end', (path) => { const bytes = readFileSync(path); bytes.fill(0x20, bytes.length - 40); writeFileSync(path, bytes); }],
    ['overwritten at its front', (path) => { const bytes = readFileSync(path); bytes.fill(0x20, 0, 40); writeFileSync(path, bytes); }],
    ['longer', (path) => appendFileSync(path, 'more')],
    ['a folder', (path) => { rmSync(path); mkdirSync(path); }],
  ])('a pack that is %s', (_name, harm) => {
    run([1, 2, 3, 4, 5]);
    harm(join(own(), packs()[0]!));
    const { hits, misses } = run([1, 2, 3, 4, 5]);
    expect(hits + misses).toBe(5);
    expect(run([1, 2, 3, 4, 5])).toMatchObject({ hits: 5, misses: 0 });
  });

  it('where nothing can be written, everything is extracted', () => {
    writeFileSync(own(), 'a file where the folder would be');
    expect(run([1])).toMatchObject({ hits: 0, misses: 1 });
    expect(run([1])).toMatchObject({ hits: 0, misses: 1 });
  });
});

it('two processes that write at the same time lose nothing', () => {
  const [one, other] = [openFactsCache(folder, build), openFactsCache(folder, build)];
  for (let number = 0; number < 10; number++) taken(number % 2 ? one : other, `${number}.ts`, textOf(number));
  one.flush();
  other.flush();
  expect(run(Array.from({ length: 10 }, (_, number) => number))).toMatchObject({ hits: 10, misses: 0 });
});
