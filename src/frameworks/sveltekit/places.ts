import type { ModuleFacts } from '../../model/index.ts';
import { textOf, type Program } from '../../link/index.ts';
import { join } from '../../guards/index.ts';
import { moduleAt, settingOf, stemOf } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';

/** A folder below the routes: a page or an endpoint, by what is in it. */
export interface RouteFolder {
  /** What SvelteKit calls the route: its folder, with groups and brackets as written. */
  id: string;
  path: string;
  server: ModuleFacts | undefined;
  page: ModuleFacts | undefined;
  /** Server modules of the layouts around its page, outermost first. */
  layouts: ModuleFacts[];
}

export interface Application {
  /** The folder of the package, with a slash at its end, or ''. */
  root: string;
  folders: RouteFolder[];
  hooks: ModuleFacts | undefined;
  /** Modules with functions that pages call from afar. */
  remotes: ModuleFacts[];
}

const ROUTE_FILE = /(^|\/)\+(server|page\.server|layout\.server)\.[cm]?[jt]s$/;

/** Every application: a package that depends on SvelteKit, with files that it makes routes of. */
export function applicationsOf(program: Program, files: ProjectFiles): Application[] {
  const own = program.modules.filter((module) => files.dependencies(module.path).has('@sveltejs/kit'));
  const configs = own.filter((module) => /(^|\/)svelte\.config\.[cm]?[jt]s$/.test(module.path)).map((module) => module.path.replace(/[^/]+$/, ''));
  const usual = own.filter((module) => ROUTE_FILE.test(module.path) || /\.remote\.[cm]?[jt]s$/.test(module.path)).flatMap((module) => /^(.*?)src\//.exec(module.path)?.[1] ?? []);
  return [...new Set([...configs, ...usual])].sort().map((root) => applicationAt(program, root, own));
}

function applicationAt(program: Program, root: string, own: ModuleFacts[]): Application {
  const config = moduleAt(program, root, 'svelte.config');
  const setting = (...names: string[]): string | undefined => { const value = settingOf(program, config, 'kit', ...names); return value && textOf(value); };
  const routes = `${root}${(setting('files', 'routes') ?? 'src/routes').replace(/^\.\//, '').replace(/\/$/, '')}/`;
  const hooks = setting('files', 'hooks', 'server') ?? 'src/hooks.server';
  const base = setting('paths', 'base') ?? '';
  const byFolder = new Map<string, Record<string, ModuleFacts>>();
  for (const module of own) {
    const match = module.path.startsWith(routes) ? ROUTE_FILE.exec(module.path) : null;
    if (!match) continue;
    const folder = module.path.slice(routes.length, match.index).replace(/\/$/, '');
    byFolder.set(folder, { ...byFolder.get(folder), [match[2]!]: module });
  }
  const folders = [...byFolder].map(([folder, found]): RouteFolder => ({
    id: `/${folder}`, path: join(base, addressOf(folder)), server: found.server, page: found['page.server'],
    layouts: around(folder).flatMap((one) => byFolder.get(one)?.['layout.server'] ?? []),
  }));
  return {
    root, folders, hooks: moduleAt(program, root, hooks, `${hooks}/index`),
    remotes: own.filter((module) => module.path.startsWith(`${root}src/`) && /\.remote$/.test(stemOf(module.path))),
  };
}

/** The folder and those around it, outermost first. */
function around(folder: string): string[] {
  const parts = folder.split('/').filter((part) => part !== '');
  return ['', ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
}

/** The address of a folder, in the contract's form ("Advanced routing", svelte.dev). */
export function addressOf(folder: string): string {
  return `/${folder.split('/').filter((part) => part !== '' && !/^\([^)]*\)$/.test(part)).map(segmentOf).join('/')}`;
}

function segmentOf(part: string): string {
  if (/^\[\.\.\.[^\]]*\]$/.test(part)) return '*';
  return part
    .replace(/\[(x|u)\+([0-9a-f-]+)\]/gi, (_, _kind: string, codes: string) => codes.split('-').map((code) => String.fromCodePoint(parseInt(code, 16))).join(''))
    .replace(/\[\[?(?:\.\.\.)?([^\]=]+)(?:=[^\]]*)?\]?\]/g, ':$1');
}
