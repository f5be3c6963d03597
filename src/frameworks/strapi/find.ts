import type { Config, RouteDetail, Site, Value } from '../../model/index.ts';
import { lineEndAfter, literal, textOf, type Program } from '../../link/index.ts';
import { accessOf, join, normalize, type Element } from '../../guards/index.ts';
import { detailOf, unique } from '../detail.ts';
import { contextFor, siteOfExport } from '../file-routes.ts';
import { listOf, member, textsIn } from '../named.ts';
import type { Framework, ProjectFiles } from '../types.ts';
import { actionIn, elementIn, exportedBy, type Api } from './api.ts';
import { actionDialect } from './dialect.ts';
import { givenTo, PACKAGE } from './model.ts';

const ROUTES = /^(|.*\/)src\/api\/([\w-]+)\/routes\/(.+)\.[cm]?[jt]s$/;
const CORE: { action: string; method: string; item: boolean }[] = [
  { action: 'find', method: 'GET', item: false }, { action: 'findOne', method: 'GET', item: true }, { action: 'create', method: 'POST', item: false },
  { action: 'update', method: 'PUT', item: true }, { action: 'delete', method: 'DELETE', item: true },
];

export const isPresent: Framework['isPresent'] = (program, files) => program.modules.some((module) => ROUTES.test(module.path) && files.dependencies(module.path).has(PACKAGE));

/** Every route of every API: those that are written down, and those that `createCoreRouter` makes. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, actionDialect);
  const schemas = files.documents((name) => name === 'schema.json');
  const details: RouteDetail[] = [];
  for (const module of program.modules) {
    const [, root, name] = ROUTES.exec(module.path) ?? [];
    if (root === undefined || name === undefined || !files.dependencies(module.path).has(PACKAGE)) continue;
    const api: Api = { root, name };
    const value = program.machine.exportOf(module.path, 'default') ?? program.machine.exportOf(module.path, '*');
    const prefix = textOf(member(member(exportedBy(program, root, 'config/api'), 'rest'), 'prefix') ?? literal('/api')) ?? '/api';
    const add = (method: string, path: string, handler: Value | undefined, settings: Value | undefined, site: Site, core: boolean): void => {
      const fn = handler?.kind === 'function' ? handler : handler && textOf(handler) !== undefined ? actionIn(program, api, textOf(handler)!) : undefined;
      const label = (handler && textOf(handler)) ?? 'handler';
      const open = textOf(member(settings, 'auth') ?? literal(true)) === 'false';
      const element: Element = { value: fn ?? literal(true), site, name: label, dialect: actionDialect, ...(fn ? {} : { given: { proves: 'nothing', basis: 'library' } as const }) };
      const asked: Element[] = open ? [] : [{ value: literal(true), site, name: 'permission', given: { proves: 'authentication', basis: 'library', reason: 'without `auth: false` a route asks for a token that has its permission' } }];
      const own = (['middlewares', 'policies'] as const).flatMap((kind) => listed(member(settings, kind)).map((one) => elementIn(program, api, kind, one, site)));
      const full = join(prefix, path);
      const verdict = accessOf({ request: { method, path: full, base: '/' }, before: [...asked, ...own], handler: element, unknown: fn || core ? undefined : `\`${label}\` could not be followed to its definition` }, context);
      details.push(detailOf({ framework: 'strapi', method, path: full, site, handler: element, own: [...own, element], verdict, group: module.path, application: `strapi:${root}`, ...(core ? { generated: true } : {}) }));
    };
    const made = givenTo(value, 'createCoreRouter');
    if (made) {
      const [uid, options] = made;
      const { path, single } = contentType((uid && textOf(uid)) ?? '', api, member(options, 'prefix'));
      const only = textsIn(member(options, 'only'));
      const except = textsIn(member(options, 'except'));
      for (const { action, method, item } of CORE) {
        if ((only.length > 0 && !only.includes(action)) || except.includes(action) || (single && (action === 'findOne' || action === 'create'))) continue;
        add(method, item && !single ? `${path}/:id` : path, literal(`${((uid && textOf(uid)) ?? '').split('.').at(-1)}.${action}`), member(member(options, 'config'), action), siteOfExport(module, 'default'), true);
      }
      continue;
    }
    for (const route of listOf(member(value, 'routes')).values) {
      const [method, path] = [textOf(member(route, 'method') ?? NONE), textOf(member(route, 'path') ?? NONE)];
      if (method === undefined || path === undefined) continue;
      const at = route.kind === 'object' && route.site ? route.site : siteOfExport(module, 'default');
      add(method.toUpperCase(), normalize(path), member(route, 'handler'), member(route, 'config'), { module: at.module, start: at.start, end: Math.min(at.end, Math.max(lineEndAfter(at.module, at.start) ?? at.end, at.start + 1)) }, false);
    }
  }
  return unique(details);

  /** The path of a content type, by its schema. */
  function contentType(uid: string, api: Api, prefix: Value | undefined): { path: string; single: boolean } {
    const name = uid.split('.').at(-1) ?? api.name;
    const file = schemas.find((one) => one === `${api.root}src/api/${api.name}/content-types/${name}/schema.json`);
    const schema = parse(file ? files.read(file) : undefined);
    const single = schema.kind === 'singleType';
    const word = single ? schema.info?.singularName : schema.info?.pluralName;
    return { path: join((prefix && textOf(prefix)) ?? '/', word ?? (single ? name : `${name}s`)), single };
  }
}

const NONE = literal(undefined);

/** A list with the names in it, which are literals. */
function listed(value: Value | undefined): Value[] {
  return value?.kind === 'array' ? value.elements : [];
}

interface Schema { kind?: string; info?: { pluralName?: string; singularName?: string } }

function parse(text: string | undefined): Schema {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
