import type { Config, ModuleFacts, RouteDetail, Value } from '../../model/index.ts';
import { packageOf, pathOf, textOf, truth, type Program } from '../../link/index.ts';
import { join, type Dialect, type Element, type JudgeContext } from '../../guards/index.ts';
import { unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { contextFor, declareRoute, exported, exportNames, HTTP_METHODS, moduleAt, modulesBelow, settingOf, stemOf } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { actionDialect, actionMiddlewareDialect, dialect, middlewareDialect } from './dialect.ts';

/** Endpoints among the pages, and actions; `onRequest` stands in front of what is made on request. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  const own = program.modules.filter((module) => files.dependencies(module.path).has('astro'));
  const roots = new Set([
    ...own.flatMap((module) => /^(.*?)astro\.config\.[cm]?[jt]s$/.exec(module.path)?.[1] ?? []),
    ...modulesBelow(own, ['src/pages', 'src/actions'], () => true).map((one) => one.root),
  ]);
  return unique([...roots].sort().flatMap((root) => applicationAt(program, own, root, context)));
}

function applicationAt(program: Program, own: ModuleFacts[], root: string, context: JudgeContext): RouteDetail[] {
  const config = moduleAt(program, root, 'astro.config');
  const setting = (...names: string[]): string | undefined => { const value = settingOf(program, config, ...names); return value && textOf(value); };
  const source = `${root}${(setting('srcDir') ?? './src').replace(/^\.\//, '').replace(/\/$/, '')}/`;
  const middleware = moduleAt(program, source, 'middleware', 'middleware/index');
  const onRequest = middleware && exported(program, middleware, 'onRequest');
  const isServed = setting('output') === 'server';
  const application = root || '.';
  const pages = `${source}pages/`;
  const endpoints = own.filter((module) => module.path.startsWith(pages)).flatMap((module): RouteDetail[] => {
    const path = addressOf(stemOf(module.path.slice(pages.length)));
    if (path === undefined || /\.[jt]sx$/.test(module.path)) return [];
    const prerendered = isPrerendered(program, module) ?? !isServed;
    return exportNames(program, module).flatMap((name) => {
      const method = HTTP_METHODS.includes(name) || name === 'ALL' ? name : undefined;
      // What is made when the site is built is a file, which answers nothing but GET, and meets no middleware.
      if (!method || (prerendered && method !== 'GET')) return [];
      const handler = exported(program, module, name);
      const before = onRequest && !prerendered ? elementsOf(onRequest, onRequest.value, middlewareDialect) : [];
      return handler ? [declareRoute({ framework: 'astro', method, path: join(setting('base') ?? '', path), handler: prerendered ? { ...handler, given: { proves: 'nothing', basis: 'body' } } : handler, before, application }, context)] : [];
    });
  });
  const actions = moduleAt(program, source, 'actions/index', 'actions');
  const server = actions && exported(program, actions, 'server');
  return [...endpoints, ...(server ? actionsIn(server.value, '').flatMap(({ name, handler }) => {
    const before = onRequest ? elementsOf(onRequest, onRequest.value, actionMiddlewareDialect(name)) : [];
    return [declareRoute({ framework: 'astro', method: 'ACTION', path: name, handler, before, application, group: handler.site.module.path }, context)];
  }) : [])];
}

function isPrerendered(program: Program, module: ModuleFacts): boolean | undefined {
  const value = program.machine.exportOf(module.path, 'prerender');
  return value && truth(value);
}

/** The address of a page's file ("Routing"); what begins with `_` is none. */
export function addressOf(stem: string): string | undefined {
  const parts = stem.split('/');
  if (parts.some((part) => part.startsWith('_'))) return undefined;
  const address = parts.map((part) => (/^\[\.{3}[^\]]*\]$/.test(part) ? '*' : part.replace(/\[(?:\.{3})?([^\]]+)\]/g, ':$1')));
  if (address.at(-1) === 'index') address.pop();
  return `/${address.join('/')}`;
}

function elementsOf(given: Element, value: Value, dialect: Dialect): Element[] {
  if (value.kind === 'result' && pathOf(value.call.callee).at(-1) === 'sequence' && /^astro/.test(packageOf(value) ?? '')) return value.call.args.flatMap((arg) => elementsOf(given, arg, dialect));
  return [{ value, site: given.site, name: nameOfValue(value) || given.name, dialect }];
}

/** Actions by their names, those inside objects with dots. */
function actionsIn(value: Value, prefix: string): { name: string; handler: Element }[] {
  if (value.kind === 'result' && packageOf(value) === 'astro:actions') {
    const { module, expr, args } = value.call;
    const options = args[0];
    const handler = options?.kind === 'object' ? options.props.get('handler') : undefined;
    return handler ? [{ name: prefix, handler: { value: handler, name: prefix, site: { module, start: expr.start, end: expr.callee.end }, dialect: actionDialect } }] : [];
  }
  if (value.kind !== 'object') return [];
  return [...value.props].filter(([name]) => !name.startsWith('\0')).flatMap(([name, inner]) => actionsIn(inner, prefix === '' ? name : `${prefix}.${name}`));
}
