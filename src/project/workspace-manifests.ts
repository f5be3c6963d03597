import { globSync } from 'tinyglobby';
import { toSlashes } from './paths.ts';

/**
 * The package.json files of the packages that a workspace is made of, sorted.
 *
 * @param folder absolute; what is returned is relative to it, with '/'
 * @param patterns of folders
 */
export function workspaceManifests(folder: string, patterns: string[]): string[] {
  return globSync(patterns.map(manifestPattern), {
    cwd: folder,
    ignore: ['**/node_modules/**', '**/.git/**'],
    expandDirectories: false,
    followSymbolicLinks: false,
  }).map((file) => toSlashes(file)).sort();
}

function manifestPattern(pattern: string): string {
  const negated = pattern.startsWith('!') ? '!' : '';
  return `${negated}${pattern.slice(negated.length).replace(/^(?:\.?\/)+|(?<!\/)\/+$/g, '')}/package.json`;
}
