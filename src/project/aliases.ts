import type { Manifest } from './manifest.ts';
import { joinPaths } from './paths.ts';
import type { PathMapping } from './tsconfig.ts';

/** Prefixes that frameworks and templates define in files that are made by their tools, with the folders of a package that they stand for. */
const CUSTOMARY: [prefix: string, folders: string[]][] = [
  ['@/', ['src', '', 'app']],
  ['~/', ['src', '', 'app']],
  ['@@/', ['']],
  ['~~/', ['']],
  ['$lib/', ['src/lib']],
  ['#server/', ['server']],
  ['#shared/', ['shared']],
];

/**
 * Where a name may be by `paths`: an exact pattern, or that with the longest part before its `*`.
 * `catchAll`: the pattern `*` counts. Source: "Path mapping", TypeScript documentation, module resolution reference.
 */
export function pathTargets({ paths }: PathMapping, specifier: string, catchAll: boolean): string[] {
  const exact = paths.get(specifier);
  if (exact && !specifier.includes('*')) return exact;
  let best: { prefix: string; suffix: string; targets: string[] } | undefined;
  for (const [pattern, targets] of paths) {
    const star = pattern.indexOf('*');
    if (star < 0 || (pattern === '*' && !catchAll)) continue;
    const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
    const matches = specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix);
    if (matches && (!best || prefix.length > best.prefix.length)) best = { prefix, suffix, targets };
  }
  if (!best) return [];
  const middle = specifier.slice(best.prefix.length, specifier.length - best.suffix.length);
  return best.targets.map((target) => joinPaths(target.replace('*', () => middle)));
}

/** Where a name may be by the `_moduleAliases` of a package.json. */
export function aliasTargets({ aliases, folder }: Manifest, specifier: string): string[] {
  return [...aliases]
    .filter(([alias]) => specifier === alias || specifier.startsWith(`${alias}/`))
    .sort(([a], [b]) => b.length - a.length)
    .map(([alias, target]) => joinPaths(folder, target, specifier.slice(alias.length)));
}

/** Where a name may be by custom, in the package of this folder. */
export function customaryTargets(folder: string, specifier: string): string[] {
  const [prefix, folders] = CUSTOMARY.find(([one]) => specifier.startsWith(one)) ?? ['', []];
  return folders.map((one) => joinPaths(folder, one, specifier.slice(prefix.length)));
}
