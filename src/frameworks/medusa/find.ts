import type { Config, RouteDetail } from '../../model/index.ts';
import { literal, type Program } from '../../link/index.ts';
import { connect, normalize, type Element } from '../../guards/index.ts';
import { contextFor, declareRoute, exported, exportNames, HTTP_METHODS, modulesBelow, moduleAt } from '../file-routes.ts';
import type { Framework, ProjectFiles } from '../types.ts';
import { middlewaresOf } from './middlewares.ts';
import { PACKAGES } from './model.ts';

const FOLDERS = ['src/api'];

function usesMedusa(files: ProjectFiles, file: string): boolean {
  return [...PACKAGES, '@medusajs/utils', '@medusajs/core-flows'].some((name) => files.dependencies(file).has(name));
}

export const isPresent: Framework['isPresent'] = (program, files) => program.modules.some((module) => /(^|\/)src\/api\/(.*\/)?route\.[cm]?[jt]s$/.test(module.path) && usesMedusa(files, module.path));

/** Paths that ask for someone by convention (docs.medusajs.com, "Protected API routes"): staff, and customers for what is their own. */
const PROTECTED: { pattern: RegExp; who: string }[] = [{ pattern: /^\/admin(\/|$)/, who: 'user' }, { pattern: /^\/store\/customers\/me(\/|$)/, who: 'customer' }];

/** Every exported method of every `route` file. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, connect);
  const placed = modulesBelow(program.modules, FOLDERS, (module) => usesMedusa(files, module.path)).filter(({ rest }) => /(^|\/)route\.[cm]?[jt]s$/.test(rest));
  const middlewares = new Map<string, ReturnType<typeof middlewaresOf>>();
  return placed.flatMap(({ module, root, folder, rest }) => {
    let inFront = middlewares.get(root);
    if (!inFront) middlewares.set(root, (inFront = middlewaresOf(program, moduleAt(program, `${root}${folder}/`, 'middlewares'))));
    const path = normalize(rest.replace(/(^|\/)route\.[cm]?[jt]s$/, '').replace(/\[(\w+)\]/g, ':$1'));
    const optOut = program.machine.exportOf(module.path, 'AUTHENTICATE');
    const open = optOut?.kind === 'literal' && optOut.value === false;
    return exportNames(program, module).filter((name) => HTTP_METHODS.includes(name)).flatMap((method): RouteDetail[] => {
      const handler = exported(program, module, method);
      if (!handler) return [];
      const rule = open ? undefined : PROTECTED.find(({ pattern }) => pattern.test(path));
      const convention: Element[] = rule ? [{ value: literal(true), site: handler.site, name: `authenticate ${rule.who}`, given: { proves: 'authentication', basis: 'library', reason: `routes below \`${path.split('/').slice(0, rule.who === 'user' ? 2 : 4).join('/')}\` ask for a ${rule.who} by convention` } }] : [];
      return [declareRoute({ framework: 'medusa', method, path, handler, before: [...convention, ...inFront(method, path)], application: `medusa:${root}` }, context)];
    });
  });
}
