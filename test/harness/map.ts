import { takeSnapshot } from '../../src/analyze/snapshot.ts';
import type { AuthMap } from '../../src/model/index.ts';
import { openProject } from '../../src/project/index.ts';
import { projectFolder } from './project-folder.ts';

/** The auth map of a project, as it is made for every host. @param files text by path relative to the root */
export function authMapOf(files: Record<string, string>): AuthMap {
  const folder = projectFolder(files);
  try {
    return takeSnapshot(openProject({ cwd: folder.path })).map;
  } finally {
    folder.remove();
  }
}

/** `METHOD /path` and access of every route, and the roles in brackets. */
export function accessOf(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(authMapOf(files).routes.map((route) => [
    `${route.method} ${route.path}`, `${route.access}${route.roles.length > 0 ? ` [${route.roles.join()}]` : ''}${route.inHandler ? ' in the handler' : ''}`,
  ]));
}
