import type { Config, FunctionValue, ObjectValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { literal, textOf, type Program } from '../../link/index.ts';
import { accessOf, connect, join, type Element } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { contextFor } from '../file-routes.ts';
import { listOf, member, method } from '../named.ts';
import { propertyAt } from '../written.ts';
import { actionDialect, gateDialect } from './dialects.ts';
import { isGateway, schemasOf } from './model.ts';

/** What `'REST books'` stands for. */
const REST: { verb: string; path: string; action: string }[] = [
  { verb: 'GET', path: '', action: 'list' }, { verb: 'GET', path: '/:id', action: 'get' }, { verb: 'POST', path: '', action: 'create' },
  { verb: 'PUT', path: '/:id', action: 'update' }, { verb: 'PATCH', path: '/:id', action: 'patch' }, { verb: 'DELETE', path: '/:id', action: 'remove' },
];

/** Every alias of every route of a gateway; and, where a route calls any action by its name, one for all of these. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, connect);
  const schemas = schemasOf(program);
  return unique(schemas.filter(isGateway).flatMap((gateway) => {
    const settings = gateway.props.get('settings');
    const root = text(member(settings, 'path')) ?? '/';
    return listOf(member(settings, 'routes')).values.flatMap((route) => (route.kind === 'object' && route.site ? routesOf(gateway, route, route.site, join(root, text(member(route, 'path')) ?? '/')) : []));
  }));

  function routesOf(gateway: ObjectValue, route: ObjectValue, site: Site, prefix: string): RouteDetail[] {
    const details: RouteDetail[] = [];
    const add = (verb: string, path: string, target: Value, at: Site): void => {
      const list = target.kind === 'array' ? target.elements : [target];
      const last = list.at(-1);
      const name = (last && text(last)) ?? '';
      const action = name === '' ? undefined : actionNamed(name);
      const fn = last?.kind === 'function' ? last : action?.fn;
      const front = [...listOf(route.props.get('use')).values, ...list.slice(0, -1)].map((value): Element => ({ value, site: at, name: nameOfValue(value), dialect: connect }));
      const before = [...front, ...gatesOf(gateway, route, at, name, action?.schema)];
      const handler: Element | undefined = fn && { value: fn, site: at, name: name || fn.fn.name, dialect: last?.kind === 'function' ? connect : actionDialect };
      const full = join(prefix, path);
      const verdict = accessOf({ request: { method: verb, path: full, base: prefix }, before, handler }, context);
      details.push(detailOf({ framework: 'moleculer', method: verb, path: full, site: at, handler, own: [...front, ...(handler ? [handler] : [])], verdict, group: identityOf(site), application: gateway.site ? identityOf(gateway.site) : 'moleculer' }));
    };
    const aliases = route.props.get('aliases');
    for (const [key, target] of aliases?.kind === 'object' ? aliases.props : []) {
      if (key.startsWith('\0')) continue;
      const written = aliases?.kind === 'object' && aliases.site ? propertyAt(aliases.site, key) : undefined;
      const at: Site = written ? { module: site.module, start: written.start, end: Math.min(written.end, written.start + 80) } : site;
      const [, verb = 'ALL', path = ''] = /^(?:(\w+)\s+)?(\S+)$/.exec(key.trim()) ?? [];
      if (verb === 'REST') for (const one of REST) add(one.verb, `${path}${one.path}`, literal(`${text(target) ?? path}.${one.action}`), at);
      else add(verb === '*' ? 'ALL' : verb.toUpperCase(), path, target, at);
    }
    if (text(route.props.get('mappingPolicy')) !== 'restrict') add('ALL', '/*', literal(undefined), { module: site.module, start: site.start, end: site.start + 1 });
    return details;
  }

  /** What the route says is asked about whoever calls: methods of the gateway, by their usual names or others. */
  function gatesOf(gateway: ObjectValue, route: ObjectValue, site: Site, action: string, schema: Value | undefined): Element[] {
    return (['authentication', 'authorization'] as const).flatMap((kind): Element[] => {
      const setting = route.props.get(kind);
      if (!setting || (setting.kind === 'literal' && !setting.value)) return [];
      const name = (setting.kind === 'literal' && typeof setting.value === 'string' ? setting.value : undefined) ?? (kind === 'authentication' ? 'authenticate' : 'authorize');
      const fn = member(gateway.props.get('methods'), name);
      if (fn?.kind !== 'function') return [{ value: literal(true), site, name, given: { proves: 'unknown', basis: 'name', reason: `the method \`${name}\` of the gateway was not found` } }];
      return [{ value: fn, site, name, dialect: gateDialect(`${kind === 'authentication' ? 'authenticate' : 'authorize'} ${action}`, route, schema) }];
    });
  }

  /** The action of `'books.list'` in the services of the project. */
  function actionNamed(name: string): { fn: FunctionValue | undefined; schema: Value } | undefined {
    const at = name.lastIndexOf('.');
    const service = schemas.find((schema) => [text(schema.props.get('name')), `v${text(schema.props.get('version')) ?? ''}.${text(schema.props.get('name')) ?? ''}`].includes(name.slice(0, at)));
    const actions = service?.props.get('actions');
    const schema = member(actions, name.slice(at + 1));
    if (!schema) return undefined;
    const fn = schema.kind === 'function' ? schema : member(schema, 'handler') ?? method(program.machine, schema, 'handler');
    return { fn: fn?.kind === 'function' ? fn : undefined, schema };
  }
}

function text(value: Value | undefined): string | undefined {
  return value && textOf(value);
}
