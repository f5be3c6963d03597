import type { Config, ModuleFacts, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import type { Dialect, Element, JudgeContext } from '../../guards/index.ts';
import { unique } from '../detail.ts';
import { contextFor, declareRoute, exported } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { dialect, dialectBehind, middlewareDialect, middlewareDialectBehind } from './dialect.ts';
import { applicationsOf, type Application, type RouteModule } from './manifest.ts';
import { isClosed, methodsOf } from './methods.ts';
import { serverOf, type Server } from './server.ts';

/** Loaders answer GET, actions what changes something; of the modules around a route, only middleware stands in front of it. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  return unique(applicationsOf(program, files).flatMap((application) => {
    const server = serverOf(program, application.folder.replace(/[^/]+\/$/, ''));
    const own = server.context ? { ...context, dialect: dialectBehind(server.context) } : context;
    const middleware = server.context ? middlewareDialectBehind(server.context) : middlewareDialect;
    return application.routes.flatMap((route) => routesOf(program, application, route, { ...server, middleware }, own));
  }));
}

function routesOf(program: Program, application: Application, route: RouteModule, server: Server & { middleware: Dialect }, context: JudgeContext): RouteDetail[] {
  const { module, path } = route;
  const before = [...server.front, ...(application.middleware ? [...new Set([...route.parents, module])].flatMap((one) => middlewareOf(program, one, server.middleware)) : [])];
  const declare = (method: string, handler: Element): RouteDetail => declareRoute({ framework: 'react-router', method, path, handler, before, application: application.folder, unknown: server.unknown }, context);
  const loader = exported(program, module, 'loader');
  const action = exported(program, module, 'action');
  return [
    ...(loader && !isClosed(loader, path, context) ? [declare('GET', loader)] : []),
    ...(action ? methodsOf(action, path, context).map((method) => declare(method, action)) : []),
  ];
}

function middlewareOf(program: Program, module: ModuleFacts, dialect: Dialect): Element[] {
  const given = exported(program, module, 'middleware') ?? exported(program, module, 'unstable_middleware');
  if (!given) return [];
  return alternatives(given.value).flatMap((value): Element[] => {
    const elements: Value[] = value.kind === 'array' ? value.elements : [value];
    return elements.map((one) => ({ value: one, site: given.site, name: (one.kind === 'function' && one.fn.name) || given.name, dialect }));
  });
}
