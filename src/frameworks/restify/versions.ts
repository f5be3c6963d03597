import type { ResultValue } from '../../model/index.ts';
import type { ProjectFiles } from '../types.ts';

/**
 * Whether a server is of a version in which `use` protects only what is registered after it: from version 7 on, what was given to
 * `use` runs before the handlers of every route (restify: "6.x to 7.x migration guide").
 */
export function protectsInOrder(project: ProjectFiles): (app: ResultValue) => boolean {
  return (app) => {
    const range = project.dependencies(app.call.module.path).get('restify') ?? '';
    const major = /\d+/.exec(range)?.[0];
    return major !== undefined && Number(major) < 7;
  };
}
