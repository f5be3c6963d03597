import type { Config, FunctionValue, ModuleFacts, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import { accessOf, caller, fetchApi, normalize, type Dialect, type Element } from '../../guards/index.ts';
import { detailOf, unique } from '../detail.ts';
import { contextFor, siteOfExport } from '../file-routes.ts';
import { member, method } from '../named.ts';
import type { ProjectFiles } from '../types.ts';
import { branchesOf } from '../url-branches.ts';

/** `fetch(request, env, ctx)`; settings and secrets are members of `env`. */
const dialect: Dialect = {
  ...fetchApi, name: 'workers',
  arguments: () => [caller('request', 'request'), { kind: 'builtin', name: 'process.env' }, caller('context', 'context')],
};

const known = new WeakMap<ProjectFiles, string[]>();

/** Folders with a configuration of Wrangler. */
export function workerFolders(files: ProjectFiles): string[] {
  let found = known.get(files);
  if (!found) known.set(files, (found = files.documents((name) => /^wrangler\.(toml|jsonc?)$/.test(name)).map((file) => file.replace(/[^/]*$/, ''))));
  return found;
}

/** The branches of a Worker's `fetch` as routes; one that asks for no path answers for all of them. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  const folders = workerFolders(files);
  return unique(program.modules.filter((module) => module.exports.some((one) => one.name === 'default') && folders.some((folder) => module.path.startsWith(folder))).flatMap((module): RouteDetail[] => {
    const fn = fetchOf(program, module);
    if (!fn) return [];
    const site = siteOfExport(module, 'default');
    const handler: Element = { value: fn, site, name: 'fetch' };
    return branchesOf(program, fn).map((branch) => {
      const path = normalize(branch.path);
      // Conditions of the code are asked of an address that a request may have.
      const verdict = accessOf({ request: { method: branch.method, path: path.replace(/:\w+/g, '1').replace(/\*$/, 'x'), base: '/' }, before: [], handler }, context);
      return detailOf({ framework: 'workers', method: branch.method, path, site: branch.site, handler, own: [handler], verdict, group: module.path, application: module.path });
    });
  }));
}

function fetchOf(program: Program, module: ModuleFacts): FunctionValue | undefined {
  const made: Value | undefined = program.machine.exportOf(module.path, 'default');
  if (made?.kind !== 'object') return undefined;
  const fn = member(made, 'fetch') ?? method(program.machine, made, 'fetch');
  return fn && alternatives(fn).find((one): one is FunctionValue => one.kind === 'function');
}
