import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm run metamorphic` sets it. */
export const runsAll = process.env['METAMORPHIC'] === 'all';

/** The applications that are transformed: those of the fixtures, or of the folder that METAMORPHIC_APPS names. */
export const appsFolder = process.env['METAMORPHIC_APPS'] ?? fileURLToPath(new URL('../../fixtures/apps', import.meta.url));

export function apps(): string[] {
  return readdirSync(appsFolder).sort();
}

/** Everything, or so many of it, chosen by SEED (default 1). */
export function sample<T>(all: T[], count: number): T[] {
  if (runsAll) return all;
  let state = Number(process.env['SEED'] ?? 1);
  const random = (): number => {
    // Mulberry32 (Tommy Ettinger, public domain).
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return all.map((one): [number, T] => [random(), one]).sort(([one], [other]) => one - other).slice(0, count).map(([, one]) => one);
}
