import type { FunctionValue, ModuleFacts, RouteDetail } from '../../model/index.ts';
import { alternatives, textOf, type Program } from '../../link/index.ts';
import { join, normalize, type Element, type JudgeContext } from '../../guards/index.ts';
import { detailOf } from '../detail.ts';
import { areaOf, exported, whyUnresolved } from '../file-routes.ts';
import { placeIn, type NextApp } from './apps.ts';
import { pagesDialect, routeDialect } from './dialects.ts';
import { unwrapped } from './entry.ts';
import { judgePassage } from './judge.ts';
import { methodsOf } from './methods.ts';
import type { Middleware } from './middleware.ts';
import { mountReason } from './mounts.ts';
import { chainedMethods } from './next-connect.ts';
import { pagesPath } from './paths.ts';

const NO_HANDLER = new Set(['object', 'array', 'literal', 'regexp', 'class']);

/** API routes of the pages router: the default export of a file below `pages/api` answers every method. */
export function pagesRoutes(program: Program, app: NextApp, module: ModuleFacts, middleware: Middleware | undefined, given: JudgeContext): RouteDetail[] {
  const place = placeIn(app, module.path, 'pages');
  if (place === undefined || !/^api(\/|$)/.test(place)) return [];
  const element = exported(program, module, 'default');
  if (!element || alternatives(element.value).every((value) => NO_HANDLER.has(value.kind))) return [];
  const own = pagesPath(place);
  const path = app.basePath ? join(app.basePath, own) : own;
  const context = { ...given, dialect: isEdge(program, module) ? routeDialect : pagesDialect };
  const line = { path, base: normalize(app.basePath) };
  const front = middleware?.elementsFor(own) ?? [];
  const declare = (method: string, before: Element[], handler: Element): RouteDetail => {
    const verdict = judgePassage({ request: { ...line, method }, middleware: front, before, handler, unknown: whyUnresolved(handler) }, context);
    const detail = detailOf({
      framework: 'nextjs', method, path, site: element.site, handler, own: [...before, handler], verdict,
      group: `${app.root || '.'}:${areaOf(own)}`, application: app.root || '.',
    });
    const mount = mountReason(program, detail);
    if (mount) detail.route.publicBy = mount;
    return detail;
  };
  const chained = chainedMethods(element.value);
  if (chained && chained.length > 0) return chained.map((one) => declare(one.method, one.before, one.handler));
  const { before, handler } = unwrapped(element);
  const functions = alternatives(handler.value).filter((value): value is FunctionValue => value.kind === 'function');
  const named = { ...handler, name: functions[0]?.fn.name || 'default' };
  return methodsOf(program, functions, { ...line, method: 'ALL' }, context).map((method) => declare(method, before, named));
}

/** `export const config = { runtime: 'edge' }`: the handler is one of the Fetch standard. */
function isEdge(program: Program, module: ModuleFacts): boolean {
  const config = program.machine.exportOf(module.path, 'config');
  const runtime = config?.kind === 'object' ? config.props.get('runtime') : undefined;
  return runtime !== undefined && /edge/.test(textOf(runtime) ?? '');
}
