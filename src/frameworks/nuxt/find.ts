import type { Config, RouteDetail } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { unique } from '../detail.ts';
import { contextFor, declareRoute, exported } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { dialect, middlewareDialect } from './dialect.ts';
import { appRoutes } from './app.ts';
import { partsOf } from './handlers.ts';
import { serversOf } from './places.ts';

/** Handlers that are files, behind the middleware of their server; and applications of h3 that code puts together. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  const details = serversOf(program, files).flatMap((server) => {
    const first = [...server.middleware].sort((a, b) => (a.path < b.path ? -1 : 1)).flatMap((module) => elementsOf(exported(program, module, 'default')));
    return server.routes.flatMap(({ module, method, path }) => {
      const made = exported(program, module, 'default');
      if (!made) return [];
      const { before, handler } = partsOf({ ...made, name: 'handler' });
      return [declareRoute({ framework: 'nuxt', method, path, handler, before: [...first, ...before], application: server.application }, context)];
    });
  });
  return unique([...details, ...appRoutes(program, context)]);
}

function elementsOf(middleware: Element | undefined): Element[] {
  if (!middleware) return [];
  const name = middleware.site.module.path.replace(/^.*\/|\.[cm]?[jt]s$/g, '');
  const { before, handler } = partsOf({ ...middleware, name });
  return [...before, { ...handler, dialect: middlewareDialect }];
}
