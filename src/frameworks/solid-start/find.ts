import type { Config, RouteDetail, Value } from '../../model/index.ts';
import { packageOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { contextFor, declareRoute, exported, exportNames, HTTP_METHODS, moduleAt, modulesBelow, stemOf } from '../file-routes.ts';
import { serverFunctions } from '../server-functions.ts';
import type { ProjectFiles } from '../types.ts';
import { chainDialect, dialect, functionDialect, middlewareDialect } from './dialect.ts';
import { ownFiles } from './package.ts';

/** API routes that files export, and functions that run on the server only. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  const isOwn = ownFiles(program, files);
  const middleware = new Map<string, Element[]>();
  const before = (root: string): Element[] => {
    let known = middleware.get(root);
    if (!known) middleware.set(root, (known = middlewareOf(program, root)));
    return known;
  };
  const routes = modulesBelow(program.modules, ['src/routes', 'app/routes'], (module) => isOwn(module.path)).flatMap(({ module, root, rest }) => exportNames(program, module).flatMap((name) => {
    const handler = HTTP_METHODS.includes(name) ? exported(program, module, name) : undefined;
    return handler ? [declareRoute({ framework: 'solid-start', method: name, path: addressOf(stemOf(rest)), handler, before: before(root), application: root || '.' }, context)] : [];
  }));
  const functions = modulesBelow(program.modules, ['src', 'app'], (module) => isOwn(module.path)).flatMap(({ module, root }) => serverFunctions(program, module).map(({ name, value, site, wrapper }) => declareRoute({
    framework: 'solid-start', method: wrapper === 'action' ? 'ACTION' : 'RPC', path: name, handler: { value, site, name, dialect: functionDialect }, before: before(root), application: root || '.', group: module.path,
  }, context)));
  return unique([...routes, ...functions]);
}

/** The address of a file below the routes ("Routing", docs.solidjs.com). */
export function addressOf(stem: string): string {
  const parts = stem.split('/').filter((part) => !/^\([^)]*\)$/.test(part)).map((part) => part.replace(/\([^)]*\)$/, ''));
  if (parts.at(-1) === 'index') parts.pop();
  return `/${parts.map((part) => (/^\[\.{3}[^\]]*\]$/.test(part) ? '*' : part.replace(/\[\[?(?:\.{3})?([^\]]+)\]\]?/g, ':$1'))).join('/')}`;
}

/** `createMiddleware({ onRequest })`, or since version 2 `createMiddleware([(event, next) => ...])`: the default export of the middleware's file. */
function middlewareOf(program: Program, root: string): Element[] {
  const module = moduleAt(program, `${root}src/`, 'middleware', 'middleware/index') ?? moduleAt(program, root, 'app/middleware');
  const made = module && exported(program, module, 'default');
  if (!made || made.value.kind !== 'result' || packageOf(made.value) !== '@solidjs/start/middleware') return [];
  const options = made.value.call.args[0];
  if (options?.kind === 'array') return options.elements.map((value) => ({ value, site: made.site, name: nameOfValue(value) || 'middleware', dialect: chainDialect }));
  const first = options?.kind === 'object' ? options.props.get('onRequest') : undefined;
  const list: Value[] = first?.kind === 'array' ? first.elements : first ? [first] : [];
  return list.map((value) => ({ value, site: made.site, name: nameOfValue(value) || 'onRequest', dialect: middlewareDialect }));
}
