import type { Config, PackageModel, ProjectFiles, RouteDetail } from '../model/index.ts';
import type { Program } from '../link/index.ts';

export type { ProjectFiles };

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
