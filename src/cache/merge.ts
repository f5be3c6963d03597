import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, writeWhole } from './atomic.ts';
import type { BuildIds } from './build.ts';
import { openPack, PACK_NAME } from './pack.ts';
import { FACTS } from './room.ts';

/**
 * Copies what one cache has of this build's facts into another. Results stay: they are those of another folder.
 *
 * @param into absolute, as is `from`
 * @returns how many packs were copied; those that are there already, or that are broken, are not
 */
export function takeOver(into: string, from: string, { facts: build }: BuildIds): number {
  const [target, source] = [into, from].map((folder) => join(folder, `${FACTS}${build}`)) as [string, string];
  if (target === source) return 0;
  mkdirSync(target, { recursive: true });
  return namesIn(source).filter((name) => {
    if (!PACK_NAME.test(name) || existsSync(join(target, name))) return false;
    const pack = openPack(join(source, name));
    pack?.close();
    return pack !== undefined && writeWhole(target, name, readFileSync(join(source, name)));
  }).length;
}
