import { resolve } from 'node:path';
import { analysisOf } from './analyze/analysis-of.ts';
import { takeSnapshot, type FactsStore } from './analyze/snapshot.ts';
import type { FactsCache } from './cache/index.ts';
import type { Analysis, RuleSetting, Trace } from './model/index.ts';
import { openProject, type Witness } from './project/index.ts';

export { applySuppressions } from './analyze/suppressions.ts';
export { compareFindings, runRule } from './analyze/run-rule.ts';
export { glance, type Clock, type Glance } from './analyze/live/glance.ts';
export { openLive, type Kept, type Live } from './analyze/live/live.ts';
export { openWatch, type Watch } from './analyze/live/watch.ts';
export { openSavedProject, type SavedProject } from './analyze/live/saved-project.ts';
export { takeSnapshot, type FactsStore, type Snapshot } from './analyze/snapshot.ts';

export interface AnalyzeOptions {
  /** What paths are relative to. */
  cwd: string;
  /** Files, folders or globs; default: everything under `cwd`. */
  paths?: string[];
  configPath?: string;
  /** Over the configuration's. */
  rules?: Record<string, RuleSetting>;
  /** Run only these rules. */
  only?: string[];
  /** Text that takes the place of what is on disk, by path from `cwd` with '/'. */
  overlays?: Map<string, string>;
  /** Facts of an earlier run in the same folder, which are taken where texts are the same; brought up to date. */
  facts?: FactsStore;
  onProgress?(phase: string, done: number, total: number): void;
  trace?: Trace;
  /** Facts on disk; flushed and closed by whoever opened it. */
  cache?: Pick<FactsCache, 'find' | 'keep'>;
  /** Told what is read of the disk. Not with overlays. */
  witness?: Witness;
}

/**
 * Analyses a project: what is on disk, its facts, its routes, and what the rules say of them.
 *
 * @throws ConfigError for a bad configuration, an unknown rule or a path that does not exist
 */
export function analyze(options: AnalyzeOptions): Analysis {
  const { trace } = options;
  trace?.enter('opening');
  const project = openProject({ cwd: resolve(options.cwd), ...pick(options) });
  return analysisOf(project, options, () => takeSnapshot(project, { facts: options.facts, onProgress: options.onProgress, trace, cache: options.cache }));
}

function pick({ paths, configPath, overlays, trace, witness }: AnalyzeOptions): Pick<AnalyzeOptions, 'paths' | 'configPath' | 'overlays' | 'trace' | 'witness'> {
  return { ...(paths ? { paths } : {}), ...(configPath ? { configPath } : {}), ...(overlays ? { overlays } : {}), ...(trace ? { trace } : {}), ...(witness ? { witness } : {}) };
}
