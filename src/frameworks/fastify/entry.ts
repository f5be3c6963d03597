import type { ResultValue } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import type { ProjectFiles } from '../types.ts';

/** A plugin that fastify-cli starts as the application (`fastify start app.js`): nothing is around it. */
export function isEntryPlugin(program: Program, root: ResultValue, files: ProjectFiles): boolean {
  const { path } = root.call.module;
  if (!files.dependencies(path).has('fastify-cli')) return false;
  return !program.modules.some((module) => module.path !== path && module.imports.some((one) => {
    const target = program.machine.host.resolve(module.path, one.source);
    return target?.kind === 'file' && target.file === path;
  }));
}
