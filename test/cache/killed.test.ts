import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openFactsCache } from '../../src/cache/index.ts';
import { extract } from '../../src/extract/index.ts';

/** `AUTHLINT_KILLS=100` for more. */
const KILLS = Number(process.env.AUTHLINT_KILLS ?? 8);
const TEXTS = 24;

const home = mkdtempSync(join(tmpdir(), 'authlint-killed-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const textOf = (number: number): string => `export const value${number} = { of: [${number}, 'a', 'b'], then(done) { return done(${number}); } };\n`.repeat(number + 1);

it(`processes that are ended at any time lose nothing that was written, and leave nothing that is wrong (${KILLS} times)`, async () => {
  const build = { facts: 'aaaa', engine: 'bbbb' };
  const writer = join(home, 'writer.mjs');
  buildSync({
    stdin: {
      contents: `
        import { readFileSync } from 'node:fs';
        import { openFactsCache } from './src/cache/index.ts';
        const facts = new Map(JSON.parse(readFileSync(process.env.FACTS, 'utf8')));
        for (let round = 0; ; round++) {
          const cache = openFactsCache(process.env.FOLDER, ${JSON.stringify(build)}, { bytes: 1e9, packs: 3 });
          for (const [text, one] of facts) if ((round + one.length) % 5 === 0 && !cache.find(one.path, text)) cache.keep(one.path, text, one);
          cache.flush();
          cache.close();
          if (round === 0) process.stdout.write('ready');
        }`,
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)), loader: 'ts',
    },
    bundle: true, platform: 'node', format: 'esm', outfile: writer, logLevel: 'error',
  });
  const facts = Array.from({ length: TEXTS }, (_, number) => [textOf(number), extract(`src/${number}.ts`, textOf(number))] as const);
  writeFileSync(join(home, 'facts.json'), JSON.stringify(facts));
  const folder = join(home, 'cache');
  const known = new Set<number>();
  for (let kill = 0; kill < KILLS; kill++) {
    const processes = [0, 1].map(() => spawn(process.execPath, [writer], { env: { ...process.env, FACTS: join(home, 'facts.json'), FOLDER: folder }, stdio: ['ignore', 'pipe', 'inherit'] }));
    await Promise.all(processes.map((one) => once(one.stdout, 'data')));
    await setTimeout((kill * 7) % 40);
    await Promise.all(processes.map((one) => { one.kill('SIGKILL'); return once(one, 'exit'); }));
    const cache = openFactsCache(folder, build);
    facts.forEach(([text, one], number) => {
      const found = cache.find(one.path, text);
      if (found) expect(found).toEqual(one);
      if (found) known.add(number);
      expect({ kill, number, found: found !== undefined }).toEqual({ kill, number, found: known.has(number) });
    });
    expect(cache.counts.broken).toBe(0);
    cache.close();
  }
  expect(known.size).toBeGreaterThan(0);
  const cache = openFactsCache(folder, build);
  facts.forEach(([text, one]) => { if (!cache.find(one.path, text)) cache.keep(one.path, text, one); });
  cache.flush();
  expect(facts.every(([text, one]) => cache.find(one.path, text) !== undefined)).toBe(true);
  cache.close();
  expect(readdirSync(join(folder, 'facts-aaaa')).filter((name) => name.endsWith('.pack')).length).toBeLessThanOrEqual(9);
}, 120_000);
