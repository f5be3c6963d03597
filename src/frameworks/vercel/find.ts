import type { Config, FunctionValue, ModuleFacts, RouteDetail } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import { connect, fetchApi, type Dialect, type Element } from '../../guards/index.ts';
import { contextFor, declareRoute, exported, exportNames, HTTP_METHODS } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { unique } from '../detail.ts';

/** `api/users/[id].ts` of a project that is deployed there: files and folders that begin with `_` or `.` are no functions. */
const FILE = /^(.*?)api\/((?:[^/_.][^/]*\/)*[^/_.][^/]*)\.[cm]?[jt]sx?$/;
const OWN_ROUTES = ['next', 'nuxt', '@sveltejs/kit', 'astro', '@remix-run/node', 'solid-start', '@solidjs/start', 'gatsby', '@redwoodjs/core', 'nitropack', '@nestjs/core', 'fastify'];

/** The folders whose `api` holds functions: those with a vercel.json, or whose functions import the platform's types. */
export function rootsOf(program: Program, files: ProjectFiles): Set<string> {
  const roots = new Set(files.documents((name) => name === 'vercel.json').map((file) => file.slice(0, -'vercel.json'.length)));
  for (const module of program.modules) if (module.imports.some(({ source }) => source === '@vercel/node' || source === '@vercel/edge')) { const found = FILE.exec(module.path); if (found) roots.add(found[1]!); }
  return roots;
}

/** Every function that is a file below `api`. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const roots = rootsOf(program, files);
  const node = contextFor(program, config, connect);
  const web = contextFor(program, config, fetchApi);
  return unique(program.modules.flatMap((module): RouteDetail[] => {
    const found = FILE.exec(module.path);
    if (!found || !roots.has(found[1]!) || OWN_ROUTES.some((name) => files.dependencies(module.path).has(name)) || /\.(test|spec|d)$/.test(found[2]!)) return [];
    const path = addressOf(found[2]!);
    const declare = (method: string, handler: Element, dialect: Dialect): RouteDetail => declareRoute({ framework: 'vercel', method, path, handler: { ...handler, dialect }, application: `${found[1]!}api` }, dialect === connect ? node : web);
    const methods = exportNames(program, module).filter((name) => HTTP_METHODS.includes(name)).flatMap((name) => exported(program, module, name) ?? []).map((handler) => declare(handler.name, handler, fetchApi));
    if (methods.length > 0) return methods;
    const handler = exported(program, module, 'default') ?? exported(program, module, 'export=');
    const fn = handler && alternatives(handler.value).find((one): one is FunctionValue => one.kind === 'function');
    return handler && fn ? [declare('ALL', handler, isWeb(program, module, fn) ? fetchApi : connect)] : [];
  }));
}

/** A default export is called with Node's request and response, unless the function runs at the edge. */
function isWeb(program: Program, module: ModuleFacts, fn: FunctionValue): boolean {
  const settings = program.machine.exportOf(module.path, 'config');
  const runtime = settings?.kind === 'object' ? settings.props.get('runtime') : undefined;
  return (runtime?.kind === 'literal' && String(runtime.value).includes('edge')) || fn.fn.params.length < 2;
}

function addressOf(rest: string): string {
  const parts = rest.split('/').map((part) => part.replace(/^\[\.\.\.(\w+)\]$/, '*').replace(/^\[(\w+)\]$/, ':$1'));
  if (parts.at(-1) === 'index') parts.pop();
  return `/${['api', ...parts].join('/')}`;
}
