import type { Config, RouteDetail, Site, Value } from '../../model/index.ts';
import { textOf, walkModule, type Program } from '../../link/index.ts';
import { accessOf, connect, normalize, type Element } from '../../guards/index.ts';
import { detailOf, unique } from '../detail.ts';
import { contextFor, moduleAt } from '../file-routes.ts';
import { member } from '../named.ts';
import type { Framework, ProjectFiles } from '../types.ts';
import { actionOf } from './actions.ts';
import { policiesOf, policyNamed } from './policies.ts';

const ROUTES = /(^|\/)config\/routes\.[cm]?[jt]s$/;

function rootsOf(program: Program, files: ProjectFiles): string[] {
  return program.modules.filter((module) => ROUTES.test(module.path) && files.dependencies(module.path).has('sails')).map((module) => module.path.replace(ROUTES, '$1'));
}

export const isPresent: Framework['isPresent'] = (program, files) => rootsOf(program, files).length > 0;

/** Every route that is written down; blueprints make more of the models. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, connect);
  return unique(rootsOf(program, files).flatMap((root) => {
    const module = moduleAt(program, root, 'config/routes')!;
    const table = member(program.machine.exportOf(module.path, '*'), 'routes');
    const policies = policiesOf(program, root, moduleAt(program, root, 'config/policies'));
    const sites = new Map<string, Site>();
    walkModule(module, { expr(expr) { if (expr.kind === 'object') for (const one of expr.properties) if (one.key !== '' && !sites.has(one.key)) sites.set(one.key, { module, start: one.start, end: Math.min(one.end, one.value.start) }); } });
    if (table?.kind !== 'object') return [];
    return [...table.props].flatMap(([key, value]): RouteDetail[] => {
      const [, verb, path] = /^(?:(all|get|post|put|patch|delete|options|head)\s+)?(\/\S*|r\|.*)$/i.exec(key) ?? [];
      if (path === undefined) return [];
      const steps = value.kind === 'array' ? value.elements : [value];
      const site = sites.get(key) ?? { module, start: 0, end: 0 };
      const before = steps.flatMap((step): Element[] => {
        const policy = member(step, 'policy');
        const name = policy && textOf(policy);
        return name === undefined ? [] : [policyNamed(program, root, name, site)];
      });
      const target = steps.findLast((step: Value) => !member(step, 'policy'));
      const action = target && actionOf(program, root, target);
      const method = verb?.toUpperCase() ?? 'ALL';
      const full = normalize(path);
      const handler: Element | undefined = action?.fn && { value: action.fn, site, name: action.name || action.fn.fn.name, dialect: action.dialect };
      const front = [...before, ...(action && action.name !== '' ? policies(action.name) : [])];
      const unknown = action && !action.fn ? `the action \`${action.name}\` was not found` : undefined;
      const verdict = accessOf({ request: { method, path: full, base: '/' }, before: front, handler, unknown }, context);
      return [detailOf({ framework: 'sails', method, path: full, site, handler, own: [...front, ...(handler ? [handler] : [])], verdict, group: `sails:${root}${action?.name.split('/').slice(0, -1).join('/') ?? ''}`, application: `sails:${root}` })];
    });
  }));
}
