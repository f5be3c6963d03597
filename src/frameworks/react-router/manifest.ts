import type { ModuleFacts, Value } from '../../model/index.ts';
import { settle, textOf, truth, type Program } from '../../link/index.ts';
import { join } from '../../guards/index.ts';
import { moduleAt, settingOf } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { named, parentsOf } from './conventions.ts';
import { conventionIn, PACKAGES, type Convention } from './model.ts';

/** A module that a path leads to, with those around it, outermost first. */
export interface RouteModule {
  module: ModuleFacts;
  path: string;
  parents: ModuleFacts[];
}

export interface Application {
  /** The folder with `root.tsx`, with a slash at its end. */
  folder: string;
  routes: RouteModule[];
  /** Middleware that routes export is run. */
  middleware: boolean;
}

/** Every application: a folder with a root module, and routes beside it. */
export function applicationsOf(program: Program, files: ProjectFiles): Application[] {
  return program.modules.flatMap((module): Application[] => {
    const match = /^(.*\/|)root\.[jt]sx?$/.exec(module.path);
    if (!match || !PACKAGES.some((name) => files.dependencies(module.path).has(name))) return [];
    const folder = match[1]!;
    const table = moduleAt(program, folder, 'routes');
    if (!table && !program.modules.some((one) => one.path.startsWith(`${folder}routes/`))) return [];
    const around = folder.replace(/[^/]+\/$/, '');
    const config = moduleAt(program, around, 'react-router.config', 'remix.config');
    const basename = textOf(settingOf(program, config, 'basename') ?? { kind: 'literal', value: '' }) ?? '';
    const root: RouteModule = { module, path: join('/', basename), parents: [] };
    const routes = table ? fromTable(program, folder, table, root) : byConvention(program, folder, 'routes', defaultConvention(files.dependencies(module.path)), root, '');
    return [{ folder, routes: [root, ...routes], middleware: runsMiddleware(program, config, files.dependencies(module.path)) }];
  });
}

function defaultConvention(dependencies: ReadonlyMap<string, string>): Convention {
  const version = ['@remix-run/node', '@remix-run/server-runtime', '@remix-run/dev'].map((name) => dependencies.get(name)).find((one) => one !== undefined);
  return version && /^[~^]?1\b/.test(version) ? 'folders' : 'flat';
}

/** Since React Router 8; before, where a flag says so ("Middleware", reactrouter.com). */
function runsMiddleware(program: Program, config: ModuleFacts | undefined, dependencies: ReadonlyMap<string, string>): boolean {
  const version = dependencies.get('react-router') ?? dependencies.get('@react-router/dev') ?? '';
  const major = Number(/\d+/.exec(version)?.[0] ?? 0);
  if (major >= 8) return true;
  return ['v8_middleware', 'unstable_middleware'].some((flag) => { const value = settingOf(program, config, 'future', flag); return value !== undefined && truth(value) === true; });
}

function fromTable(program: Program, folder: string, table: ModuleFacts, root: RouteModule): RouteModule[] {
  const value = program.machine.exportOf(table.path, 'default');
  return value ? entries(program, folder, settle(value), root, '') : [];
}

function entries(program: Program, folder: string, value: Value, parent: RouteModule, prefix: string): RouteModule[] {
  if (value.kind === 'union') return value.values.flatMap((one) => entries(program, folder, one, parent, prefix));
  if (value.kind !== 'array') return [];
  return value.elements.flatMap((given): RouteModule[] => {
    const one = settle(given);
    if (one.kind === 'array') return entries(program, folder, one, parent, prefix);
    if (one.kind !== 'object') return [];
    const convention = conventionIn(one);
    if (convention) return byConvention(program, folder, convention.folder, convention.convention, parent, join(prefix, convention.prefix));
    const file = textOf(one.props.get('file') ?? { kind: 'literal', value: undefined });
    const module = file === undefined ? undefined : moduleOf(program, folder, file);
    const own = one.props.get('path');
    const path = join(parent.path, join(prefix, addressOf(own)));
    const route: RouteModule = { module: module ?? parent.module, path, parents: [...parent.parents, parent.module] };
    const inner = one.props.get('children');
    return [...(module ? [route] : []), ...(inner ? entries(program, folder, settle(inner), module ? route : { ...parent, path }, '') : [])];
  });
}

function moduleOf(program: Program, folder: string, file: string): ModuleFacts | undefined {
  const path = `${folder}${file.replace(/^\.\//, '')}`;
  return program.module(path) ?? moduleAt(program, '', path.replace(/\.[cm]?[jt]sx?$/, ''));
}

function addressOf(path: Value | undefined): string {
  const text = path && (textOf(path) ?? ':unknown');
  return text && text !== 'undefined' && text !== 'null' ? text.replace(/\?(?=\/|$)/g, '') : '';
}

function byConvention(program: Program, folder: string, routes: string, convention: Convention, root: RouteModule, prefix: string): RouteModule[] {
  const base = `${folder}${routes.replace(/\/$/, '')}/`;
  const files = program.modules.filter((one) => one.path.startsWith(base)).flatMap((one) => named(one.path.slice(base.length), convention) ?? []);
  return files.map((one) => ({
    module: program.module(base + one.file)!,
    path: join(root.path, join(prefix, one.segments.join('/'))),
    parents: [...root.parents, root.module, ...parentsOf(one, files).map((parent) => program.module(base + parent.file)!)],
  }));
}
