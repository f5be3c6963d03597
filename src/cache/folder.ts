import { lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** What the user asked for. */
export interface CacheRequest {
  /** `--cache`, `--no-cache`; undefined: neither. */
  enabled?: boolean | undefined;
  /** `--cache-location`, from the folder that is analysed. */
  location?: string | undefined;
  /** `AUTHLINT_CACHE`: a folder, `1` for the usual one, `0` for none. */
  environment?: string | undefined;
}

/**
 * The folder that a project's cache is in (absolute), made when it is not there; undefined when none is wanted, or it cannot be made.
 * Without a location it is `node_modules/.cache/authlint` where there is a `node_modules`, and `.authlint-cache` elsewhere.
 *
 * A folder of the project that is a link, or is in one, is not used: what is analysed is not trusted to say where files are written.
 *
 * @param root absolute
 */
export function openCacheFolder(root: string, { enabled, location, environment = '' }: CacheRequest): string | undefined {
  if (enabled === false) return undefined;
  if (location !== undefined) return made(resolve(root, location));
  const isSwitch = /^(?:0|1|true|false|)$/.test(environment);
  if (enabled !== true && /^(?:0|false|)$/.test(environment)) return undefined;
  if (!isSwitch) return made(resolve(root, environment));
  const usual = usualFolder(root);
  return usual === undefined ? undefined : made(usual);
}

function usualFolder(root: string): string | undefined {
  const installed = join(root, 'node_modules');
  const isInstalled = lstatSync(installed, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folders = isInstalled ? [join(installed, '.cache'), join(installed, '.cache', 'authlint')] : [join(root, '.authlint-cache')];
  return folders.some((folder) => lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) ? undefined : folders.at(-1);
}

/** Backup tools leave out folders with such a file. Source: "Cache Directory Tagging Specification", bford.info/cachedir. */
const TAG = 'Signature: 8a477f597d28d172789f06886806bc55\n# This folder is the cache of authlint. It can be removed at any time.\n';

function made(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of [['CACHEDIR.TAG', TAG], ['.gitignore', '*\n']] as const) {
      try {
        writeFileSync(join(folder, name), content, { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    return realpathSync(folder);
  } catch {
    // Where nothing can be written, there may still be something to read.
    return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined;
  }
}

/** A folder as people say it: from the root when it is in it. */
export function shownFolder(root: string, folder: string): string {
  const path = relative(root, folder);
  return path.startsWith('..') ? folder : path.split(sep).join('/');
}
