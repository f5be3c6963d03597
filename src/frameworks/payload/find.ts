import type { Config, ObjectValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, literal, textOf, truth, type Program } from '../../link/index.ts';
import { accessOf, join, type Element } from '../../guards/index.ts';
import { firstLine } from '../declaration.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { contextFor } from '../file-routes.ts';
import { listOf, member } from '../named.ts';
import { askedFor } from '../row-access.ts';
import { elementsOfProperty, propertyAt } from '../written.ts';
import { access, endpoint } from './dialect.ts';
import { isConfig } from './model.ts';
import { AUTH, COLLECTION, GLOBAL, LOCAL, UPLOAD, VERSIONS, type Asks, type Operation } from './operations.ts';

/** Something with an address of its own: a collection, a global, or the configuration itself. */
interface Owner { value: ObjectValue; path: string; site: Site; operations: Operation[] }

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'CONNECT']);

/** What every collection and global answers over REST, and every endpoint. What GraphQL gives is behind the same functions. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, access);
  return unique(program.machine.records.filter(isConfig).flatMap((record): RouteDetail[] => {
    const at: Site = { module: record.module, start: record.expr.start, end: record.expr.callee.end };
    const settings = record.args[0] ? alternatives(record.args[0]).find((one): one is ObjectValue => one.kind === 'object') : undefined;
    if (!settings) return [];
    const api = textOf(member(member(settings, 'routes'), 'api') ?? literal('/api')) ?? '/api';
    const application = identityOf(at);
    const collections = owned(settings, 'collections', (slug) => join(api, slug), operationsOf);
    const globals = owned(settings, 'globals', (slug) => join(api, `globals/${slug}`), (one) => (hasNoRoutes(one) ? [] : [...GLOBAL, ...(isSet(one, 'versions') ? VERSIONS : [])]));
    return [{ value: settings, path: api, site: at, operations: [] }, ...collections, ...globals].flatMap((owner) => routesOf(owner, api, application));
  }));

  function routesOf(owner: Owner, api: string, application: string): RouteDetail[] {
    const endpoints = member(owner.value, 'endpoints');
    if (endpoints?.kind === 'literal' && endpoints.value === false) return [];
    const written = listOf(endpoints).values.flatMap((one) => endpointRoute(owner, one, api, application) ?? []);
    // An endpoint of the project's own comes before Payload's at the same address.
    const taken = new Set(written.map(({ route }) => `${route.method} ${route.path}`));
    return [...written, ...owner.operations.filter(({ method, path }) => !taken.has(`${method} ${join(owner.path, path)}`)).map((one) => operationRoute(owner, one, application))];
  }

  function endpointRoute(owner: Owner, given: Value, api: string, application: string): RouteDetail | undefined {
    const method = textOf(member(given, 'method') ?? NOTHING)?.toUpperCase();
    const path = textOf(member(given, 'path') ?? NOTHING);
    if (given.kind !== 'object' || method === undefined || !METHODS.has(method) || path === undefined) return undefined;
    const site = firstLine(given.site ?? owner.site);
    // Before version 3, `root` takes an endpoint out of the API's prefix.
    const full = join(isSet(given, 'root') && owner.path === api ? '/' : owner.path, path);
    const elements = elementsOfProperty(member(given, 'handler'), 'handler', given.site, site).map((one): Element => ({ ...one, dialect: endpoint }));
    const handler = elements.at(-1);
    const verdict = accessOf({ request: { method, path: full, base: owner.path }, before: elements.slice(0, -1), handler, unknown: handler ? undefined : 'its handler could not be found' }, context);
    return detailOf({ framework: 'payload', method, path: full, site, handler, own: elements, verdict, group: identityOf(owner.site), application });
  }

  function operationRoute(owner: Owner, { method, path, asks, too, purpose }: Operation, application: string): RouteDetail {
    const full = join(owner.path, path);
    const functions = functionsFor(owner, asks);
    const before = [too, asks].flatMap((one) => (one === undefined ? [] : functionsFor(owner, one).length > 0 ? functionsFor(owner, one) : builtIn(one, owner.site)));
    const site = firstLine(functions[0]?.site ?? owner.site);
    const handler: Element = { value: literal(true), site, name: asks, given: { proves: 'nothing', basis: 'library' } };
    const verdict = accessOf({ request: { method, path: full, base: owner.path }, before, handler, unknown: asks === 'first user' ? 'it answers for as long as the collection has no users, and nobody after that' : undefined }, context);
    const detail = detailOf({ framework: 'payload', method, path: full, site, handler, own: [...functions, handler], verdict, group: identityOf(owner.site), application, generated: true });
    const joins = asks === 'create' && path === '/' && isSet(owner.value, 'auth') && !/admin|staff|editor/i.test(owner.path);
    if (purpose || (joins && verdict.access === 'public')) detail.route.publicBy = `convention: ${purpose ?? 'sign-up'}`;
    // Nothing is open unless a function opens it, and what is published is there to be read.
    else if (verdict.access === 'public' && asks === 'read') detail.route.publicBy = 'metadata: its `read` access lets everyone in';
    return detail;
  }
}

const NOTHING = literal(undefined);

/** The access function for an operation, where there is one. */
function functionsFor({ value, site }: Owner, asks: Asks): Element[] {
  const given = member(value, 'access');
  return elementsOfProperty(member(given, asks), asks, given?.kind === 'object' ? given.site : undefined, site).map((one) => askedFor({ ...one, name: one.name || asks }, access));
}

/** What stands in front of an operation for which there is no access function. */
function builtIn(asks: Asks, site: Site): Element[] {
  if (asks === 'nobody' || asks === 'first user') return [];
  const reason = asks === 'someone' ? 'it is about the caller’s own session' : `without a function for \`${asks}\`, Payload asks for a user`;
  return [{ value: literal(true), site, name: 'default access', given: { proves: 'authentication', basis: 'library', reason } }];
}

function owned(settings: ObjectValue, key: string, pathOf: (slug: string) => string, operations: (value: ObjectValue) => Operation[]): Owner[] {
  return listOf(settings.props.get(key)).values.flatMap((value): Owner[] => {
    const slug = value.kind === 'object' ? textOf(value.props.get('slug') ?? NOTHING) : undefined;
    if (value.kind !== 'object' || slug === undefined || !value.site) return [];
    const written = propertyAt(value.site, 'slug');
    return [{ value, path: pathOf(slug), site: written ? { module: value.site.module, start: written.start, end: written.end } : value.site, operations: operations(value) }];
  });
}

function operationsOf(value: ObjectValue): Operation[] {
  if (hasNoRoutes(value)) return [];
  const auth = isSet(value, 'auth');
  const local = auth && !isSet(member(value, 'auth'), 'disableLocalStrategy');
  const verified = isSet(member(value, 'auth'), 'verify');
  // What logs in is not copied unless that is asked for.
  const copied = member(value, 'disableDuplicate') === undefined ? !auth : !isSet(value, 'disableDuplicate');
  return [
    ...(auth ? AUTH : []), ...(local ? LOCAL.filter(({ path }) => verified || !path.startsWith('/verify')) : []),
    ...(isSet(value, 'upload') ? UPLOAD : []), ...(copied ? COLLECTION : COLLECTION.filter(({ path }) => !path.endsWith('/duplicate'))), ...(isSet(value, 'versions') ? VERSIONS : []),
  ];
}

/** `endpoints: false`: it is not reached over REST (payloadcms.com, "Collection configs"). */
function hasNoRoutes(value: ObjectValue): boolean {
  const endpoints = member(value, 'endpoints');
  return endpoints !== undefined && truth(endpoints) === false;
}

/** A setting that is there and is not turned off. */
function isSet(value: Value | undefined, name: string): boolean {
  const setting = member(value, name);
  return setting !== undefined && truth(setting) !== false;
}
