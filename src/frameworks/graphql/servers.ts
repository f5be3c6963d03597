import type { CallRecord, ObjectValue, Value } from '../../model/index.ts';
import { alternatives, textOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { placeOf, placeOn, type Place } from '../endpoint.ts';
import { calledName, isOfGraphql } from './model.ts';

/** A GraphQL server: how it makes the context of its operations, and what the HTTP server runs in front of it. */
export interface Service {
  file: string;
  /** What it was given: somewhere in it is the schema. */
  given: Value[];
  maker?: Element;
  /** Of the value that the maker gives, this member is the context. */
  member?: string;
  place?: Place;
  /** Without another, the context is the request (express-graphql, graphql-http). */
  request: boolean;
  /** Its plugins let only callers through whom they know. */
  protects?: Element;
}

const HANDLERS = new Set(['expressMiddleware', 'graphqlHTTP', 'createHandler', 'createYoga', 'createServer', 'getMiddleware', 'graphqlExpress', 'koaMiddleware', 'default', '']);

export function servicesOf(program: Program): Service[] {
  const services: Service[] = [];
  for (const record of program.machine.records) {
    const mercurius = record.args[0]?.kind === 'external' && record.args[0].package === 'mercurius';
    if (!isOfGraphql(record.callee) && !mercurius && !record.args.some((arg) => isOfGraphql(arg))) continue;
    const options = record.args.flatMap((arg) => alternatives(arg)).filter((arg): arg is ObjectValue => arg.kind === 'object' && !arg.cls);
    const name = calledName(record);
    const isHttp = name === 'graphqlHTTP' || (record.callee.kind === 'external' && ['express-graphql', 'graphql-http', 'koa-graphql'].some((one) => record.callee.kind === 'external' && (record.callee.package === one || record.callee.package.startsWith(`${one}/`))));
    const value = options.map((one) => one.props.get('context')).find((one) => one !== undefined);
    const place = name === 'applyMiddleware' ? placeOn(options[0]?.props.get('app'), record, textOf(options[0]?.props.get('path') ?? NOTHING) ?? '/graphql', program) : HANDLERS.has(name) && record.result ? placeOf(record.result, program) : undefined;
    const service: Service = { file: record.module.path, given: record.args, request: isHttp && !value };
    if (value) service.maker = elementOf(value, record);
    else if (isHttp && record.args[0]?.kind === 'function') Object.assign(service, { maker: elementOf(record.args[0], record), member: 'context' });
    if (place) service.place = place;
    const protects = protectorOf(options, record);
    if (protects) service.protects = protects;
    services.push(service);
  }
  return services;
}

const NOTHING: Value = { kind: 'literal', value: undefined };

function elementOf(value: Value, record: CallRecord): Element {
  return { value, site: { module: record.module, start: record.expr.start, end: record.expr.end }, name: (value.kind === 'function' && value.fn.name) || 'context' };
}

/** `plugins: [useGenericAuth({ mode: 'protect-all', ... })]` (the-guild.dev/graphql/envelop, generic-auth). */
function protectorOf(options: ObjectValue[], record: CallRecord): Element | undefined {
  const plugins = options.flatMap((one) => alternatives(one.props.get('plugins') ?? NOTHING)).flatMap((one) => (one.kind === 'array' ? one.elements.flatMap(alternatives) : []));
  const plugin = plugins.find((one) => one.kind === 'result' && calledName(one.call) === 'useGenericAuth');
  if (plugin?.kind !== 'result') return undefined;
  const given = plugin.call.args[0];
  const mode = given?.kind === 'object' ? textOf(given.props.get('mode') ?? NOTHING) : undefined;
  if (mode !== 'protect-all') return undefined;
  return { value: plugin, site: { module: record.module, start: plugin.call.expr.start, end: plugin.call.expr.end }, name: 'useGenericAuth', given: { proves: 'authentication', basis: 'library' } };
}

/**
 * How a part of a schema is served: by what was given it, through whatever made a schema of it. Where that is not to be
 * seen, the context is made as in the nearest file that makes one.
 */
export function serviceFor(origin: Value, file: string, services: Service[]): Service {
  const own = services.filter((service) => service.given.some((value) => reaches(value, origin, new Set())));
  if (own.length > 0) return merged(own, own);
  const near = [...services].sort((a, b) => sharedFolders(b.file, file) - sharedFolders(a.file, file));
  const places = services.filter((service) => service.place);
  return merged(near, places.length === 1 ? places : []);
}

function merged(services: Service[], places: Service[]): Service {
  const makers = services.find((one) => one.maker);
  const place = places.find((one) => one.place)?.place;
  const protects = places.find((one) => one.protects)?.protects;
  return {
    file: '', given: [], request: !makers && services.some((one) => one.request), ...(makers?.maker ? { maker: makers.maker } : {}), ...(makers?.member ? { member: makers.member } : {}),
    ...(place ? { place } : {}), ...(protects ? { protects } : {}),
  };
}

const MAX_VISITED = 4000;

/** Whether a value was made with another, directly or by calls that take one and give one. */
function reaches(value: Value, origin: Value, seen: Set<Value>): boolean {
  if (value === origin || (value.kind === 'class' && origin.kind === 'class' && value.cls === origin.cls)) return true;
  if (seen.has(value) || seen.size > MAX_VISITED) return false;
  seen.add(value);
  switch (value.kind) {
    case 'union': return value.values.some((one) => reaches(one, origin, seen));
    case 'array': return value.elements.some((one) => reaches(one, origin, seen));
    case 'object': return [...value.props.values(), ...(value.rest ?? [])].some((one) => reaches(one, origin, seen));
    case 'property': return reaches(value.object, origin, seen);
    case 'result': return [...value.call.args, ...(value.call.callee.kind === 'property' ? [value.call.callee.object] : [])].some((one) => reaches(one, origin, seen));
    default: return false;
  }
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && count < right.length - 1 && left[count] === right[count]) count++;
  return count;
}
