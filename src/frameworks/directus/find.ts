import type { Config, FunctionValue, ResultValue, RouteDetail, Site } from '../../model/index.ts';
import { external, type Program } from '../../link/index.ts';
import { findRoutes } from '../connect-servers.ts';
import { callLater } from '../late-calls.ts';
import type { Framework, ProjectFiles } from '../types.ts';
import { CONTEXT, dialect } from './dialect.ts';
import { endpointsOf, isInFolder } from './extensions.ts';
import { isRouter, PACKAGES, routerFor, VERBS } from './model.ts';

export const isPresent: Framework['isPresent'] = (program, files) => program.modules.some(({ path }) => isInFolder(path) || PACKAGES.some((name) => files.dependencies(path).has(name)));

/** Every route of every endpoint. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const bases = new Map<ResultValue, string>();
  for (const { fn, base } of endpointsOf(program, files)) {
    const router = routerFor(fn);
    const site: Site = { module: fn.module, start: fn.fn.start, end: fn.fn.end };
    bases.set(router, base);
    leaveToDirectus(program, fn);
    program.machine.given.push(router);
    callLater(program.machine, fn, [router, CONTEXT], fn.self, site);
  }
  return findRoutes(program, config, { name: 'directus', dialect, verbs: VERBS, layers: ['use'], kindOf: (value) => (isRouter(value) ? 'app' : undefined), base: (router) => bases.get(router) ?? '/', ordered: () => true });
}

/** Nobody in the project calls the function, so that its parameter passed for a router of whatever package it looks like. */
function leaveToDirectus({ machine }: Program, { module, fn }: FunctionValue): void {
  for (const { call } of machine.given) {
    if (call.module === module && fn.start <= call.expr.start && call.expr.end <= fn.end) call.callee = external(PACKAGES[0]!, ['parameter']);
  }
}
