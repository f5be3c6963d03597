import { resolve } from 'node:path';
import type { AnalyzeOptions } from '../../analyze.ts';
import type { Analysis } from '../../model/index.ts';
import type { Project } from '../../project/index.ts';
import { analysisOf } from '../analysis-of.ts';
import { openLive } from './live.ts';
import { openSavedProject } from './saved-project.ts';

/** A project that is analysed again whenever it has changed. */
export interface Watch {
  /** Whether something on disk may not be as it was at the last analysis. Looks so seldom that it costs next to nothing. */
  changed(): boolean;
  /**
   * The analysis of what is there now.
   *
   * @throws ConfigError as `analyze` does; a later one may succeed
   */
  next(onProgress?: AnalyzeOptions['onProgress']): Analysis;
}

export function openWatch({ cwd, paths, configPath, rules, only }: Pick<AnalyzeOptions, 'cwd' | 'paths' | 'configPath' | 'rules' | 'only'>): Watch {
  const saved = openSavedProject(resolve(cwd), paths, () => performance.now(), configPath);
  const live = openLive();
  const selection = { ...(rules ? { rules } : {}), ...(only ? { only } : {}) };
  let last: Project | undefined;
  let problem: string | undefined;

  return {
    changed() {
      try {
        return saved.current() !== last;
      } catch (error) {
        // A file of configuration that is wrong is told of once.
        return String(error) !== problem;
      }
    },
    next(onProgress) {
      last = undefined;
      problem = undefined;
      try {
        const project = saved.current();
        const analysis = analysisOf(project, { ...selection, ...(onProgress ? { onProgress } : {}) }, () => live.look(project, saved.shapeOf(project)));
        last = project;
        return analysis;
      } catch (error) {
        problem = String(error);
        throw error;
      }
    },
  };
}
