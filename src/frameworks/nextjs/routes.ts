import type { ModuleFacts, RouteDetail, Site } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import { join, normalize, type JudgeContext } from '../../guards/index.ts';
import { detailOf } from '../detail.ts';
import { areaOf, exported, exportNames, HTTP_METHODS, whyUnresolved } from '../file-routes.ts';
import { placeIn, type NextApp } from './apps.ts';
import { unwrapped } from './entry.ts';
import { judgePassage } from './judge.ts';
import type { Middleware } from './middleware.ts';
import { mountReason } from './mounts.ts';
import { appPath } from './paths.ts';

/** Route handlers: what `route.ts` files below `app` export under the name of a method. */
export function appRoutes(program: Program, app: NextApp, module: ModuleFacts, middleware: Middleware | undefined, context: JudgeContext): RouteDetail[] {
  const place = placeIn(app, module.path, 'app');
  if (place === undefined || !/(^|\/)route$/.test(place)) return [];
  const own = appPath(place.split('/').slice(0, -1));
  if (own === undefined) return [];
  const names = new Set(exportNames(program, module));
  return HTTP_METHODS.filter((name) => names.has(name)).flatMap((method) => {
    const found = exported(program, module, method);
    if (!found) return [];
    const element = { ...found, site: siteOfName(module, method) ?? found.site };
    const path = app.basePath ? join(app.basePath, own) : own;
    const { before, handler } = unwrapped(element);
    const result = judgePassage({
      request: { method, path, base: normalize(app.basePath) }, middleware: middleware?.elementsFor(own) ?? [], before, handler, unknown: whyUnresolved(handler),
    }, context);
    const detail = detailOf({
      framework: 'nextjs', method, path, site: element.site, handler, own: [...before, handler], verdict: result,
      group: `${app.root || '.'}:${areaOf(own)}`, application: app.root || '.',
    });
    const mount = mountReason(program, detail);
    if (mount) detail.route.publicBy = mount;
    return [detail];
  });
}

/** Where the name is exported, which is not always where what it stands for is declared. */
function siteOfName(module: ModuleFacts, name: string): Site | undefined {
  const fact = module.exports.find((one) => one.name === name);
  return fact && { module, start: fact.start, end: fact.end };
}
