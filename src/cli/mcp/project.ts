import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { AnalyzeOptions, FactsStore } from '../../analyze.ts';
import type { Analysis } from '../../model/finding.ts';
import { fromRoot, isOutside } from '../../project/paths.ts';
import { UsageError } from '../host.ts';

/** The project that a server answers for, as it is on disk at each question. */
export interface ServedProject {
  /** Absolute. */
  root: string;
  /** All routes; no rule runs. */
  routes(): Analysis;
  /**
   * What the rules find, with a text in place of what a file has on disk.
   * @param file relative to the root
   * @throws UsageError when the file is not part of the project
   */
  check(file: string, text: string | undefined): Analysis;
  /**
   * A path as given by a client, relative to the root with '/'.
   * @throws UsageError when it is elsewhere, by itself or through a link
   */
  locate(path: string): string;
}

/** @param root absolute */
export function serveProject(root: string, configPath: string | undefined, analyze: (options: AnalyzeOptions) => Analysis): ServedProject {
  const facts: FactsStore = new Map();
  const base = { cwd: root, facts, ...(configPath ? { configPath } : {}) };
  return {
    root,
    routes: () => analyze({ ...base, only: [] }),
    check(file, text) {
      if (text === undefined && !statSync(resolve(root, file), { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);
      const result = analyze({ ...base, ...(text === undefined ? {} : { overlays: new Map([[file, text]]) }) });
      if (!facts.has(file)) throw new UsageError(`${file} is not analysed: it is no JavaScript or TypeScript, or a test, or the configuration or .gitignore leaves it out.`);
      return result;
    },
    locate: (path) => locate(root, path),
  };
}

function locate(root: string, path: string): string {
  const refused = (): UsageError => new UsageError(`${path} is not in ${root}, and is not looked at.`);
  const inside = fromRoot(root, isAbsolute(path) ? path : resolve(root, path));
  if (inside === undefined || inside === '' || isOutside(inside)) throw refused();
  // Of a file that is not there yet, the folder that is there counts.
  for (let at = resolve(root, inside); ; at = resolve(at, '..')) {
    if (!statSync(at, { throwIfNoEntry: false })) continue;
    const real = fromRoot(realpathSync(root), realpathSync(at));
    if (real === undefined || isOutside(real)) throw refused();
    return inside;
  }
}
