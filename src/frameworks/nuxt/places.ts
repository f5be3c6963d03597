import type { ModuleFacts } from '../../model/index.ts';
import { textOf, type Program } from '../../link/index.ts';
import { HTTP_METHODS, moduleAt, settingOf, stemOf } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';
import { PACKAGES } from './model.ts';

/** A file of the server: what it answers, or what stands in front of everything (`middleware`). */
export interface ServerFile {
  module: ModuleFacts;
  method: string;
  path: string;
}

export interface Server {
  /** The folder with its own `api`, `routes` and `middleware`. */
  folder: string;
  /** What serves it: the application that it is a layer of. */
  application: string;
  routes: ServerFile[];
  middleware: ModuleFacts[];
}

const PLACED = /^(.*?)((?:^|\/)server\/|)(api|routes|middleware)\/(.+)\.[cm]?[jt]s$/;

/** The servers of a project: `server/` of applications and layers of Nuxt, the folder of an application of Nitro. */
export function serversOf(program: Program, files: ProjectFiles): Server[] {
  const servers = new Map<string, Server>();
  const at = (folder: string): Server => {
    let server = servers.get(folder);
    if (!server) servers.set(folder, (server = { folder, application: folder, routes: [], middleware: [] }));
    return server;
  };
  for (const module of program.modules) {
    const place = placeOf(program, module, files.dependencies(module.path));
    if (!place) continue;
    if (place.kind === 'middleware') at(place.folder).middleware.push(module);
    else at(place.folder).routes.push(...fileRoute(module, place.kind === 'api' ? `api/${place.rest}` : place.rest));
  }
  for (const module of program.modules) {
    if (!/(^|\/)(nuxt|nitro)\.config\.[cm]?[jt]s$/.test(module.path)) continue;
    const root = module.path.replace(/[^/]+$/, '');
    configured(program, module, at(servers.has(`${root}server/`) || !servers.has(root) ? `${root}server/` : root));
  }
  const all = [...servers.values()].filter((one) => one.routes.length > 0);
  // Middleware without routes beside it is that of a layer: it is in front of everything that is served with it.
  const lone = [...servers.values()].filter((one) => one.routes.length === 0 && one.middleware.length > 0);
  return all.map((one) => ({ ...one, middleware: [...lone.flatMap((other) => other.middleware), ...one.middleware] }));
}

/** An application of Nuxt may have the package from a layer that it extends; its configuration is its own. */
function isNuxt(program: Program, before: string, dependencies: ReadonlyMap<string, string>): boolean {
  return ['nuxt', 'nuxt-nightly', 'nuxt3'].some((name) => dependencies.has(name)) || moduleAt(program, before, 'nuxt.config') !== undefined;
}

interface Place { folder: string; kind: 'api' | 'routes' | 'middleware'; rest: string }

function placeOf(program: Program, module: ModuleFacts, dependencies: ReadonlyMap<string, string>): Place | undefined {
  const match = PLACED.exec(module.path);
  if (!match) return undefined;
  const [, before, server, kind, rest] = match as unknown as [string, string, string, Place['kind'], string];
  const place: Place = { folder: `${before}${server}`, kind, rest };
  if (server && isNuxt(program, before.replace(/[^/]$/, '$&/'), dependencies)) return place;
  // Nitro alone has them beside its configuration, or in a folder that this names.
  const config = moduleAt(program, place.folder.replace(/[^/]$/, '$&/'), 'nitro.config') ?? (server ? moduleAt(program, before.replace(/[^/]$/, '$&/'), 'nitro.config') : undefined);
  return config || (server && PACKAGES.some((name) => dependencies.has(name))) ? place : undefined;
}

const SUFFIX = /(\.(connect|delete|get|head|options|patch|post|put|trace))?(\.(dev|prod|prerender))?$/;

/** The address of a file ("File-system routing", nitro.build); what is there only while developing is none. */
export function fileRoute(module: ModuleFacts, rest: string): ServerFile[] {
  const stem = stemOf(rest).replace(/\(([^(/\\]+)\)\//g, '');
  const [suffix, , verb, , environment] = SUFFIX.exec(stem) ?? [''];
  if (environment === 'dev') return [];
  const path = `/${stem.slice(0, stem.length - suffix.length)}`
    .replace(/\[\.{3}\w*\]/g, '*')
    .replace(/\[([^/\]]+)\]/g, ':$1')
    .replace(/(^|\/)index$/, '$1')
    .replace(/(.)\/$/, '$1');
  return [{ module, path, method: verb?.toUpperCase() ?? 'ALL' }];
}

/** Handlers that a configuration lists: `serverHandlers` of Nuxt, `handlers` of Nitro. */
function configured(program: Program, config: ModuleFacts, server: Server): void {
  for (const names of [['serverHandlers'], ['nitro', 'handlers'], ['handlers']]) {
    const list = settingOf(program, config, ...names);
    for (const one of list?.kind === 'array' ? list.elements : []) {
      if (one.kind !== 'object') continue;
      const text = (name: string): string | undefined => { const value = one.props.get(name); return value && textOf(value); };
      const target = program.machine.host.resolve(config.path, text('handler') ?? '');
      const module = target?.kind === 'file' ? program.module(target.file) : undefined;
      const route = text('route');
      if (!module) continue;
      if (text('middleware') === 'true') server.middleware.push(module);
      else if (route !== undefined) server.routes.push({ module, path: route.replace(/\*\*(:\w+)?/g, '*'), method: HTTP_METHODS.find((method) => method === text('method')?.toUpperCase()) ?? 'ALL' });
    }
  }
}
