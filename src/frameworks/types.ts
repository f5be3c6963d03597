import type { Config, PackageModel, RouteDetail } from '../model/index.ts';
import type { Program } from '../link/index.ts';

/** A framework: how it is recognised, what its calls mean, and the entry points that a program of it has. */
export interface Framework {
  name: string;
  /** The packages by which it is recognised, and what calling them means. */
  model: PackageModel;
  /** Entry points in a stable order. Called only when one of the packages is imported. */
  find(program: Program, config: Config): RouteDetail[];
}
