import type { Manifest } from './manifest.ts';
import { mapTargets } from './package-map.ts';
import { isOutside, joinPaths } from './paths.ts';
import type { Probe } from './probe.ts';

/**
 * The source file that a package of the project gives for a subpath ('' for the package itself): by its `exports`, then
 * by its entries, then by the folders that source is usually in. More lenient than Node, which sees what was built.
 */
export function resolveInPackage(probe: Probe, manifest: Manifest, subpath: string): string | undefined {
  const { folder } = manifest;
  const exported = mapTargets(manifest.exports, subpath === '' ? '.' : `./${subpath}`);
  const usual = subpath === '' ? [...manifest.entries, 'src/index'] : [subpath, `src/${subpath}`];
  for (const target of [...exported, ...usual]) {
    if (isOutside(joinPaths(target))) continue;
    const file = probe.built(joinPaths(folder, target), manifest);
    if (file !== undefined) return file;
  }
  return subpath === '' ? probe.folder(folder) : undefined;
}

/** The files that `#name` may stand for: targets in the package, or names of other packages. */
export function internalTargets(manifest: Manifest, specifier: string): string[] {
  return mapTargets(manifest.imports, specifier);
}
