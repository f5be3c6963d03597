import type { CallRecord, Config, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, literal, pathOf, textOf, truth, UNDEFINED, walkModule, type Program } from '../../link/index.ts';
import { accessOf, connect, isProtecting, join, normalize, pass, type Element, type JudgeContext } from '../../guards/index.ts';
import { firstLine } from '../declaration.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { placeOn } from '../endpoint.ts';
import { contextFor, whyUnresolved } from '../file-routes.ts';
import { member } from '../named.ts';
import { easiest } from '../openapi.ts';
import type { ProjectFiles } from '../types.ts';
import { whyUnmounted } from '../unmounted.ts';
import { elementsOfProperty } from '../written.ts';
import { basesOf, descriptionOf, inForm, siteOf } from './description.ts';
import { isInitialize } from './model.ts';
import { handledBy, type Handled } from './routes.ts';
import { triedWays, waysInto } from './security.ts';

const ADDITIONAL = 'x-express-openapi-additional-middleware';
const INHERITS = 'x-express-openapi-inherit-additional-middleware';

/** Every handler that is put on an application, behind what the application runs before, and the address that shows the description. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, connect);
  return unique(program.machine.records.filter(isInitialize).flatMap((record) => routesOf(record, program, files, context)));
}

function routesOf(record: CallRecord, program: Program, files: ProjectFiles, context: JudgeContext): RouteDetail[] {
  const options = record.args[0] ?? UNDEFINED;
  const description = descriptionOf(options, record.module, files);
  const app = alternatives(member(options, 'app') ?? literal(undefined))[0];
  const call = { module: record.module, start: record.expr.start, end: record.expr.callee.end };
  const application = identityOf(app?.kind === 'result' ? { module: app.call.module, start: app.call.expr.start } : call);
  const unknown = whyUnplaced();
  const bases = basesOf(description);
  const details = handledBy(record, options, description, program).flatMap((one) => bases.map((base) => declare(one, base)));
  if (truth(member(options, 'exposeApiDocs') ?? literal(true)) === false) return details;
  const shown = textOf(member(options, 'docsPath') ?? literal('/api-docs')) ?? '/:docs';
  const filter = elementsOfProperty(member(options, 'securityFilter'), 'securityFilter', siteOf(options), call);
  return [...details, ...bases.map((base) => detailFor('GET', `${base}${shown}`, filter, filter.at(-1), firstLine(call), { generated: true, group: `${application}:docs` }))];

  function declare(one: Handled, base: string): RouteDetail {
    const path = `${base}${inForm(one.path)}`;
    const pathItem = member(member(description, 'paths'), one.path);
    const ways = waysInto({ options, description, path: one.path, pathItem, module: one.module, operation: one.operation }, { value: literal(true), site: call, name: 'securityHandlers' });
    const request = { method: one.method, path: normalize(path), base: '/' };
    const { state } = pass(frontOf(path).front, request, context);
    const secured = easiest(triedWays(ways, request, state, context), request, state, context);
    return detailFor(one.method, path, [...secured, ...additional([description, pathItem, one.module, one.operation]), ...one.elements], one.elements.at(-1), one.site, { generated: false, group: one.group });
  }

  function detailFor(method: string, path: string, own: Element[], handler: Element | undefined, site: Site, { generated, group }: { generated: boolean; group: string }): RouteDetail {
    const place = frontOf(path);
    const request = { method, path: place.path, base: '/' };
    const reason = unknown ?? whyLate(path, method) ?? (handler && whyUnresolved(handler));
    const verdict = accessOf({ request, before: [...place.front, ...own.filter((one) => one !== handler)], handler, unknown: reason }, context);
    return detailOf({ framework: 'express-openapi', method, path: place.path, site, handler, own, verdict, group, application, ...(generated ? { generated } : {}) });
  }

  function frontOf(path: string): { path: string; front: Element[] } {
    return placeOn(app, record, normalize(path), program) ?? { path: join('/', path), front: [] };
  }

  function whyUnplaced(): string | undefined {
    if (app?.kind !== 'result' || !placeOn(app, record, '/', program)) return 'the application that its routes are put on was not found';
    const isRouter = pathOf(app).at(-1) === 'Router';
    return isRouter && frontOf('/').path === '/' && !isTaken(app) ? whyUnmounted(program, app, program.machine.records) : undefined;
  }

  function isTaken(router: Value): boolean {
    return program.machine.records.some((one) => one.method === 'use' && one.args.some((arg) => alternatives(arg).includes(router)));
  }

  /** Files are loaded before their routes are put on the application: what is registered meanwhile may stand in front of them. */
  function whyLate(path: string, method: string): string | undefined {
    if (isAwaited(record)) return undefined;
    const later = { ...record, order: Number.MAX_SAFE_INTEGER };
    const all = placeOn(app, later, normalize(path), program);
    const known = new Set(frontOf(path).front.map(({ site }) => `${site.module.path}:${site.start}`));
    const after = all?.front.filter(({ site }) => !known.has(`${site.module.path}:${site.start}`)) ?? [];
    if (after.length === 0) return undefined;
    const { judged } = pass(after, { method, path: all!.path, base: '/' }, context);
    const guard = judged.find((one) => isProtecting(one.judgement.guard));
    return guard && `\`${guard.element.name}\` is put on the application while the routes are still loaded, and may stand in front of them`;
  }

  /** Those of the description, of the path and of its module, until one does not inherit (openapi-framework: `getAdditionalFeatures`). */
  function additional(levels: (Value | undefined)[]): Element[] {
    const found: Element[] = [];
    for (let i = levels.length - 2; i >= 0; i--) {
      const inherits = member(levels[i + 1], INHERITS);
      if (inherits && truth(inherits) === false) break;
      found.unshift(...elementsOfProperty(member(levels[i], ADDITIONAL), ADDITIONAL, siteOf(levels[i]), call));
    }
    return found;
  }
}

/** What comes next waits until everything is loaded: `await initialize(...)`, `initialize(...).then(...)`. */
function isAwaited({ module, expr }: CallRecord): boolean {
  let found = false;
  walkModule(module, { expr(one) { found ||= (one.kind === 'await' && one.value.start === expr.start) || (one.kind === 'member' && one.property === 'then' && one.object.start === expr.start && one.object.end === expr.end); } });
  return found;
}
