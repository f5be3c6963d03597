import type { CallRecord, Config, ObjectValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, external, literal, object, type Program } from '../../link/index.ts';
import { accessOf, type Element } from '../../guards/index.ts';
import { findRoutes } from '../connect-servers.ts';
import { firstLine } from '../declaration.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { contextFor } from '../file-routes.ts';
import { callLater } from '../late-calls.ts';
import { member } from '../named.ts';
import type { ProjectFiles } from '../types.ts';
import { elementsOfProperty, propertyAt } from '../written.ts';
import { COMMON, middleware, resolver } from './dialect.ts';
import { listOperations } from './lists.ts';
import { appAt, givenTo, isApp, isCallOf, VERBS } from './model.ts';

/** Operations on lists, fields that the project adds to the schema, and routes that it adds to the server. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, resolver);
  const details = program.machine.records.filter((record) => isCallOf(record, 'config')).flatMap((record): RouteDetail[] => {
    const settings = record.args[0] && alternatives(record.args[0]).find((one): one is ObjectValue => one.kind === 'object');
    if (!settings) return [];
    const at: Site = { module: record.module, start: record.expr.start, end: record.expr.callee.end };
    const application = identityOf(at);
    extendServer(settings, at);
    return [...ofLists(settings, record.module.path, application), ...ofSchema(settings, record, application)];
  });
  const server = { name: 'keystone', dialect: middleware, verbs: VERBS, layers: ['use'], kindOf: (value: Value) => (isApp(value) ? 'app' as const : undefined), ordered: () => true };
  return unique([...details, ...findRoutes(program, config, server)]);

  function ofLists(settings: ObjectValue, file: string, application: string): RouteDetail[] {
    const lists = member(settings, 'lists');
    if (lists?.kind !== 'object') return [];
    return listOperations(lists, !/^\D*[0-2]\./.test(files.dependencies(file).get('@keystone-6/core') ?? '')).map((one) => {
      const handler: Element = { value: literal(true), site: one.site, name: `${one.operation} ${one.list}`, given: { proves: 'nothing', basis: 'library' } };
      const verdict = accessOf({ request: { method: one.kind, path: one.field, base: '' }, before: one.before, handler, unknown: one.unknown }, context);
      const detail = detailOf({ framework: 'keystone', method: one.kind, path: one.field, site: one.site, handler, own: [...one.before, handler], verdict, group: identityOf(one.group), application, generated: true });
      // Access has to be said of every list, and what is published is there to be read.
      if (verdict.access === 'public' && one.operation === 'query' && one.before.length > 0) detail.route.publicBy = 'metadata: its `query` access lets everyone in';
      return detail;
    });
  }

  function ofSchema(settings: ObjectValue, record: CallRecord, application: string): RouteDetail[] {
    const extend = member(member(settings, 'graphql'), 'extendGraphqlSchema') ?? member(settings, 'extendGraphqlSchema');
    const fields = givenTo(extend, 'extend');
    if (fields?.kind !== 'function') return [];
    const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
    const made = callLater(program.machine, fields, [external('@keystone-6/core', ['base'])], fields.self, site);
    return (['query', 'mutation'] as const).flatMap((kind): RouteDetail[] => {
      const group = member(made, kind);
      return group?.kind === 'object' ? [...group.props].flatMap(([name, value]) => ofField(kind.toUpperCase(), name, value, group, site, application)) : [];
    });
  }

  function ofField(method: string, name: string, value: Value, group: ObjectValue, fallback: Site, application: string): RouteDetail[] {
    const options = alternatives(value).map((one) => givenTo(one, 'field')).find((one): one is ObjectValue => one?.kind === 'object');
    if (!options) return [];
    const written = group.site && propertyAt(group.site, name);
    const site = firstLine(written && group.site ? { module: group.site.module, start: written.start, end: written.end } : fallback);
    const [found] = elementsOfProperty(member(options, 'resolve'), 'resolve', options.site, site);
    const handler = found && { ...found, name };
    const verdict = accessOf({ request: { method, path: name, base: '' }, before: [], handler, unknown: handler ? undefined : 'its resolver could not be found' }, context);
    return [detailOf({ framework: 'keystone', method, path: name, site, handler, own: handler ? [handler] : [], verdict, group: identityOf(group.site ?? fallback), application })];
  }

  /** Lets the project put its routes on the server, as Keystone does when it starts. */
  function extendServer(settings: ObjectValue, at: Site): void {
    const extend = member(member(settings, 'server'), 'extendExpressApp');
    for (const fn of extend ? alternatives(extend) : []) {
      if (fn.kind !== 'function') continue;
      const where: Site = { module: fn.module, start: fn.fn.start, end: fn.fn.end };
      // Before 2023 it was given a function that makes the context.
      callLater(program.machine, fn, [appAt(where), COMMON, object()], fn.self, at);
    }
  }
}
