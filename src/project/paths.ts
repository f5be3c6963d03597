import nodePath, { posix, type PlatformPath } from 'node:path';

// All paths of the project are relative to its root, with '/': '' is the root, '../x' is beside it.

/** `path` with '/' between its parts. */
export function toSlashes(path: string, platform: PlatformPath = nodePath): string {
  return platform.sep === '/' ? path : path.replaceAll(platform.sep, '/');
}

/** An absolute path as seen from the absolute folder `root`; undefined when it is on another drive. */
export function fromRoot(root: string, path: string, platform: PlatformPath = nodePath): string | undefined {
  const relative = platform.relative(root, path);
  return platform.isAbsolute(relative) ? undefined : toSlashes(relative, platform);
}

/** The path leaves the folder that it is relative to. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

/** `path` is `folder` or lies in it. */
export function isIn(path: string, folder: string): boolean {
  return folder === '' ? !isOutside(path) : path === folder || path.startsWith(`${folder}/`);
}

/** Parts joined, with '.', '..' and a last '/' resolved. */
export function joinPaths(...parts: string[]): string {
  const joined = posix.join(...parts);
  if (joined === '.' || joined === './') return '';
  return joined.endsWith('/') ? joined.slice(0, -1) : joined;
}

/** The folder that a path is in. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A folder and those around it, innermost first, up to `top`: '' or a run of '..'. */
export function* foldersUp(folder: string, top = ''): Generator<string> {
  const limit = climbs(top);
  for (let at = folder; climbs(at) <= limit; ) {
    yield at;
    if (at === top) return;
    at = at === '' || isOutside(at) ? joinPaths(at, '..') : folderOf(at);
  }
}

function climbs(path: string): number {
  return path.split('/').filter((part) => part === '..').length;
}
