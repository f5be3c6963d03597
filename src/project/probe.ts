import type { Disk } from './disk.ts';
import { isSource } from './folders.ts';
import type { GitIgnore } from './ignore.ts';
import type { Manifest, Manifests } from './manifest.ts';
import { isIn, isOutside, joinPaths, nameOf } from './paths.ts';

/** Finds the source that a path without an extension, with the extension of what it is compiled to, or of a folder, stands for. */
export interface Probe {
  /** A file or folder. */
  path(path: string): string | undefined;
  /** The same when the path may be where a build of `manifest`'s package writes: then the source is preferred. */
  built(path: string, manifest: Manifest): string | undefined;
  /** The main file of a folder. */
  folder(folder: string): string | undefined;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const COMPILED_FROM: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'],
};
/** Folders that builds write to. */
const OUTPUT = new Set(['dist', 'build', 'lib', 'out', 'output', 'es', 'esm', 'cjs']);
/** Folders in them, one for each format of modules. */
const FORMAT = new Set(['esm', 'cjs', 'es', 'mjs', 'commonjs', 'module', 'main', 'node', 'types', 'lib']);

export function openProbe(disk: Disk, manifests: Manifests, gitIgnore: GitIgnore): Probe {
  function isFile(path: string): string | undefined {
    const file = disk.file(path);
    return file !== undefined && isSource(nameOf(file)) && !isOutside(file) && !isInstalled(file) ? file : undefined;
  }

  function file(path: string): string | undefined {
    if (path === '') return undefined;
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
    const stem = path.slice(0, path.length - extension.length);
    return first((COMPILED_FROM[extension] ?? []).map((one) => stem + one), isFile) ?? isFile(path) ?? first(EXTENSIONS.map((one) => path + one), isFile);
  }

  function folder(path: string): string | undefined {
    const real = disk.folder(path);
    if (real === undefined) return undefined;
    const manifest = manifests.at(real);
    return (manifest && first(manifest.entries, (entry) => entryFile(joinPaths(real, entry), manifest))) ?? file(joinPaths(real, 'index'));
  }

  /** An entry that is a folder has an index; its own package.json does not count. */
  function entryFile(path: string, manifest: Manifest): string | undefined {
    return preferSource(path, manifest, (candidate) => file(candidate) ?? file(joinPaths(candidate, 'index')));
  }

  function preferSource(path: string, { folder: top }: Manifest, find: (path: string) => string | undefined): string | undefined {
    const found = find(path);
    if (found !== undefined && !isBuilt(found, top)) return found;
    const inside = isIn(path, top) ? path.slice(top === '' ? 0 : top.length + 1) : '';
    return first(sourcesOf(inside).map((source) => joinPaths(top, source)), find) ?? found;
  }

  function isBuilt(path: string, top: string): boolean {
    const [outermost = ''] = path.slice(top === '' ? 0 : top.length + 1).split('/');
    return ['dist', 'build', 'out'].includes(outermost) || gitIgnore.covers(path, 'file');
  }

  const path = (given: string): string | undefined => file(given) ?? folder(given);
  return { path, folder, built: (given, manifest) => preferSource(given, manifest, path) };
}

/** Where the source of a built file may be, likeliest first, without extension: `dist/esm/a.d.ts` may come from `src/a`. */
export function sourcesOf(built: string): string[] {
  const parts = built.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '').split('/');
  if (parts.length < 2 || !OUTPUT.has(parts[0]!)) return [];
  let rest = parts.slice(1);
  const found = [];
  for (;;) {
    found.push(rest[0] === 'src' ? rest : ['src', ...rest]);
    if (rest.length < 2 || !FORMAT.has(rest[0]!)) break;
    rest = rest.slice(1);
  }
  return [...found, rest].map((source) => source.join('/'));
}

function isInstalled(path: string): boolean {
  return path.split('/').includes('node_modules');
}

function first<Item, Found>(items: Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
