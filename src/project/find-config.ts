import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDisk } from './disk.ts';
import { openJsonFiles, type JsonFiles } from './json-files.ts';
import { fromRoot } from './paths.ts';

const NAMES = ['authlint.config.json', 'authlint.config.jsonc'];
export const MANIFEST = 'package.json';
/** The key of a package.json that holds the configuration. */
export const CONFIG_KEY = 'authlint';

/** The configuration (absolute) that holds for a folder (absolute, and there): its own, or that of the nearest folder around it. */
export function findConfig(folder: string): string | undefined {
  const silent = (): void => undefined;
  return findConfigWith(folder, openJsonFiles(openDisk(folder, [], silent), silent));
}

/** The same with files that are open. The search ends at the top of the repository. */
export function findConfigWith(cwd: string, files: JsonFiles): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const own = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (own !== undefined) return own;
    const manifest = join(folder, MANIFEST);
    if (files.object(fromRoot(cwd, manifest) ?? '')?.[CONFIG_KEY] !== undefined) return manifest;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}
