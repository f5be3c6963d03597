import type { Config, FunctionValue, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, functionsOf, lineEndAfter, packageOf, pathOf, truth, type Program } from '../../link/index.ts';
import type { Dialect, Element, JudgeContext } from '../../guards/index.ts';
import { unique } from '../detail.ts';
import { contextFor, declareRoute, exported, exportNames, HTTP_METHODS } from '../file-routes.ts';
import { nameOfValue } from '../elements.ts';
import type { ProjectFiles } from '../types.ts';
import { dialect, handleDialect, loadDialect, remoteDialect, remoteHandleDialect } from './dialect.ts';
import { applicationsOf, type Application, type RouteFolder } from './places.ts';

interface Walk {
  program: Program;
  context: JudgeContext;
  application: Application;
  /** Hooks, in the order in which `sequence` runs them. */
  hooks: Element[];
}

/** Endpoints, the data of pages, form actions and remote functions; `handle` stands in front of all of them. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  return unique(applicationsOf(program, files).flatMap((application) => {
    const handle = application.hooks && exported(program, application.hooks, 'handle');
    const walk: Walk = { program, context, application, hooks: handle ? hooksOf(handle, handle.value, handleDialect) : [] };
    return [...application.folders.flatMap((folder) => [...endpoints(walk, folder), ...pages(walk, folder)]), ...remotes(walk)];
  }));
}

function hooksOf(handle: Element, value: Value, dialect: Dialect): Element[] {
  if (value.kind === 'result' && pathOf(value.call.callee).at(-1) === 'sequence' && packageOf(value) === '@sveltejs/kit/hooks') {
    return value.call.args.flatMap((arg) => hooksOf(handle, arg, dialect));
  }
  return [{ value, site: handle.site, name: nameOfValue(value) || handle.name, dialect }];
}

function declare(walk: Walk, folder: RouteFolder, method: string, handler: Element, listed?: string): RouteDetail {
  const { application, context, hooks } = walk;
  // What is made when the application is built meets no hooks when it is asked for.
  const prerendered = exportedTruth(walk, handler) && method === 'GET';
  return declareRoute({ framework: 'sveltekit', method, path: folder.path, ...(listed ? { listed } : {}), id: folder.id, handler, before: prerendered ? [] : hooks, application: application.root || '.' }, context);
}

function exportedTruth({ program }: Walk, handler: Element): boolean {
  const value = program.machine.exportOf(handler.site.module.path, 'prerender');
  return value !== undefined && truth(value) === true;
}

function endpoints(walk: Walk, folder: RouteFolder): RouteDetail[] {
  const { server } = folder;
  if (!server) return [];
  return exportNames(walk.program, server).flatMap((name) => {
    const method = HTTP_METHODS.includes(name) ? name : name === 'fallback' ? 'ALL' : undefined;
    const handler = method && exported(walk.program, server, name);
    return handler ? [declare(walk, folder, method, handler)] : [];
  });
}

function pages(walk: Walk, folder: RouteFolder): RouteDetail[] {
  const { page } = folder;
  if (!page) return [];
  const load = exported(walk.program, page, 'load');
  const layouts = folder.layouts.flatMap((module): FunctionValue[] => functionsOf(exported(walk.program, module, 'load')?.value ?? { kind: 'literal', value: undefined }));
  const actions = exported(walk.program, page, 'actions');
  return [
    ...(load ? [declare(walk, folder, 'GET', { ...load, dialect: loadDialect(folder.id, layouts) })] : []),
    ...(actions ? actionsOf(actions).map(({ name, handler }) => declare(walk, folder, 'POST', handler, name === 'default' ? undefined : `${folder.path}?/${name}`)) : []),
  ];
}

/** The functions of `actions`, each where it is written. */
function actionsOf(actions: Element): { name: string; handler: Element }[] {
  return alternatives(actions.value).flatMap((value) => (value.kind !== 'object' ? [] : [...value.props].filter(([name]) => !name.startsWith('\0')).map(([name, action]) => ({
    name, handler: { value: action, name, site: action.kind === 'function' ? { module: action.module, start: action.fn.start, end: headEnd(action) } : actions.site },
  }))));
}

function headEnd({ module, fn }: FunctionValue): number {
  return Math.min(fn.end, lineEndAfter(module, fn.start) ?? fn.end);
}

const REMOTE = new Set(['query', 'command', 'form', 'batch']);

function remotes({ program, context, application, hooks }: Walk): RouteDetail[] {
  const before = hooks.map((hook) => ({ ...hook, dialect: remoteHandleDialect }));
  return application.remotes.flatMap((module) => exportNames(program, module).flatMap((name) => {
    const made = exported(program, module, name);
    const call = made?.value.kind === 'result' && packageOf(made.value) === '$app/server' && REMOTE.has(pathOf(made.value.call.callee).at(-1) ?? '') ? made.value.call : undefined;
    const value = call?.args.findLast((arg) => arg.kind !== 'object' && arg.kind !== 'literal');
    if (!made || !value) return [];
    const handler: Element = { value, site: made.site, name, dialect: remoteDialect };
    return [declareRoute({ framework: 'sveltekit', method: 'RPC', path: name, handler, before, application: application.root || '.', group: module.path }, context)];
  }));
}
