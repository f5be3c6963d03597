import type { Config, PackageModel, RouteDetail } from '../model/index.ts';
import type { Program } from '../link/index.ts';

/** What is on disk beside the analysed source code. Paths are relative to the root, with `/`. */
export interface ProjectFiles {
  /** Files that are not source code, by name: schemas, deployment descriptions. Sorted. Each call walks the tree: ask once. */
  documents(accepts: (name: string) => boolean): string[];
  /** Decoded text of a file; `undefined` if it cannot be read. */
  read(file: string): string | undefined;
  /** Names and version ranges that the package.json files around a file depend on; the nearest wins. */
  dependencies(file: string): ReadonlyMap<string, string>;
}

/** A framework: how it is recognised, what its calls mean, and the entry points that a program of it has. */
export interface Framework {
  name: string;
  /** The packages by which it is recognised, and what calling them means. */
  model: PackageModel;
  /**
   * Whether it is there, where imports alone do not say so (routes that are files and import nothing). Default: one of the
   * model's packages is imported.
   */
  isPresent?(program: Program, files: ProjectFiles): boolean;
  /** Entry points in a stable order. Called only when the framework is there. */
  find(program: Program, config: Config, files: ProjectFiles): RouteDetail[];
}
