import { findDescribed } from '../frameworks/house/find.ts';
import { frameworks } from '../frameworks/registry.ts';
import { declareIntent } from '../guards/intent.ts';
import type { Program } from '../link/index.ts';
import type { AuthMap, Diagnostic, ModuleFacts, Trace } from '../model/index.ts';
import type { Project } from '../project/index.ts';

/** The entry points of a program, and what there is to say to the user of how they are declared. */
export function findRoutes(project: Project, modules: ModuleFacts[], program: Program, trace?: Trace): { map: AuthMap; diagnostics: Diagnostic[] } {
  const map: AuthMap = { routes: [], details: new Map() };
  const sources = new Set(modules.flatMap((module) => module.imports.map((one) => one.source)));
  for (const framework of frameworks) {
    trace?.enter('mapping', framework.name);
    if (!(framework.isPresent?.(program, project) ?? uses(sources, framework.model.packages))) continue;
    for (const detail of framework.find(program, project.config, project)) {
      map.routes.push(detail.route);
      map.details.set(detail.route, detail);
    }
  }
  trace?.enter('mapping', 'described in the configuration');
  const described = findDescribed(program, project.config, project, [...map.details.values()]);
  if (described.routes.length > 0) {
    map.routes = [...map.routes.filter((route) => !described.replaced.has(map.details.get(route)!)), ...described.routes.map((detail) => detail.route)];
    described.replaced.forEach((detail) => map.details.delete(detail.route));
    described.routes.forEach((detail) => map.details.set(detail.route, detail));
  }
  const diagnostics = [...described.diagnostics];
  trace?.enter('mapping', 'what is public on purpose');
  declareIntent(map, program, project.config, diagnostics);
  return { map, diagnostics };
}

function uses(sources: Set<string>, packages: string[]): boolean {
  return [...sources].some((source) => packages.some((name) => source === name || source.startsWith(`${name}/`)));
}
