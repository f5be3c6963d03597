import type { Config, RouteDetail } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import { unique } from '../detail.ts';
import { contextFor } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { actionsOf, hasActions } from './actions.ts';
import { appOf, appsOf, type NextApp } from './apps.ts';
import { routeDialect } from './dialects.ts';
import { middlewareOf, type Middleware } from './middleware.ts';
import { pagesRoutes } from './pages.ts';
import { appRoutes } from './routes.ts';

/** Frameworks that have server functions of their own under the same directive. */
const OTHERS = ['@solidjs/start', 'vinxi', '@tanstack/react-start', '@tanstack/solid-start', 'waku', '@redwoodjs/web', 'rwsdk'];

/** Route handlers, API routes and server actions of every Next.js application of the project. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const apps = appsOf(program, files);
  const context = contextFor(program, config, routeDialect);
  const middleware = new Map<NextApp, Middleware | undefined>(apps.map((app) => [app, middlewareOf(program, app)]));
  const details: RouteDetail[] = [];
  for (const module of program.modules) {
    const app = appOf(apps, module.path);
    if (app) details.push(...appRoutes(program, app, module, middleware.get(app), context), ...pagesRoutes(program, app, module, middleware.get(app), context));
    // A package beside the application may hold actions for it.
    if (apps.length > 0 && hasActions(module) && (app || !OTHERS.some((name) => files.dependencies(module.path).has(name)))) {
      details.push(...actionsOf(program, module, (app ?? apps[0]!).root || '.', context));
    }
  }
  return unique(details);
}
