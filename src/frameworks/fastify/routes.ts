import type { CallRecord, Expr, ObjectExpr, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, textOf, textParts, truth, UNDEFINED } from '../../link/index.ts';
import { normalize, type Element } from '../../guards/index.ts';
import { firstLine, headOf } from '../declaration.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { VERBS } from './model.ts';
import { editedOptions, optionsOf } from './on-route.ts';
import { PHASES, type Phase } from './phases.ts';

/** One route as it is declared on an instance. */
export interface Declaration {
  record: CallRecord;
  methods: string[];
  /** Below the instance's prefix. */
  path: string;
  site: Site;
  handler: Element | undefined;
  /** The route's own hooks by phase. */
  hooks: Map<Phase, Element[]>;
  /** `config`, which hooks can read. */
  config: Value | undefined;
  websocket: boolean;
}

/** The routes that are declared on an instance itself. */
export function declarationsOf(instance: ResultValue): Declaration[] {
  return instance.calls.flatMap((record) => (VERBS.has(record.method) || record.method === 'route' ? declaration(record) : []));
}

function declaration(record: CallRecord): Declaration[] {
  const route = record.method === 'route';
  const written = record.expr.args[route ? 0 : 1];
  const options = editedOptions(record) ?? optionsOf(record);
  const members = memberOf(options);
  const url = route ? members('routePath') ?? members('url') ?? members('path') : record.args[0];
  const path = url && pathOf(url);
  if (path === undefined) return [];
  const methods = route ? methodsOf(members('method')) : [record.method.toUpperCase()];
  const at = placesIn(record, written);
  const hooks = new Map<Phase, Element[]>();
  for (const phase of PHASES) {
    const value = members(phase);
    if (value) hooks.set(phase, listed(value, at(phase)));
  }
  const last = route ? undefined : record.args.slice(1).at(-1);
  const given = members('handler') ?? (last && !isOptions(last, options) ? last : undefined);
  const expr = route || members('handler') ? undefined : record.expr.args.at(-1);
  const place = expr ? { module: record.module, expr, span: expr } : at('handler');
  return [{
    record, methods, path, site: siteOf(record), hooks, config: members('config'),
    handler: given && element(given, place),
    websocket: truth(members('websocket') ?? UNDEFINED) === true,
  }];
}

function isOptions(value: Value, options: Value | undefined): boolean {
  return value === options || (value.kind === 'object' && !value.cls);
}

/** What a member of the options is, whichever of several objects they are. */
function memberOf(options: Value | undefined): (name: string) => Value | undefined {
  const objects = options ? alternatives(options).filter((one) => one.kind === 'object') : [];
  return (name) => objects.map((one) => one.props.get(name)).find((one) => one !== undefined && !(one.kind === 'literal' && one.value === undefined));
}

function pathOf(url: Value): string | undefined {
  const one = alternatives(url)[0]!;
  if (one.kind === 'literal' && typeof one.value === 'string') return normalize(one.value.replace(/::/g, ':'));
  if (one.kind === 'text') return normalize(textParts(one).map((part) => part ?? ':unknown').join(''));
  if (one.kind === 'external' && one.path.length > 0) return `/:${one.path.join('_')}`;
  return one.kind === 'env' || one.kind === 'unknown' || one.kind === 'property' ? '/:unknown' : undefined;
}

function methodsOf(value: Value | undefined): string[] {
  const methods = alternatives(value ?? UNDEFINED).flatMap((one) => (one.kind === 'array' ? one.elements.flatMap(alternatives) : [one])).map(textOf).filter((text) => text !== undefined);
  return methods.length > 0 ? methods.map((text) => (text === '*' ? 'ALL' : text.toUpperCase())) : ['ALL'];
}

/** Where the route is written: of one that a file exports as an object, that object. */
function siteOf(record: CallRecord): Site {
  const [options] = record.args;
  if (record.method === 'route' && options?.kind === 'object' && options.site && record.expr.callee.kind === 'member' && record.expr.callee.property !== 'route') return firstLine(options.site);
  return headOf(record);
}

interface Written { module: Site['module']; expr: Expr | undefined; span: { start: number; end: number } }

/** Where members of the options are written, if they stand in the call itself. */
function placesIn(record: CallRecord, options: Expr | undefined): (name: string) => Written {
  return (name) => {
    const property = options?.kind === 'object' ? propertyOf(options, name) : undefined;
    return { module: record.module, expr: property?.value, span: property?.value ?? record.expr };
  };
}

function propertyOf(object: ObjectExpr, name: string): ObjectExpr['properties'][number] | undefined {
  return object.properties.findLast((one) => one.key === name && one.variant !== 'spread');
}

/** Hooks are given one by one or in lists. */
export function listed(value: Value, place: Written): Element[] {
  if (value.kind !== 'array') return [element(value, place)];
  const inner = place.expr?.kind === 'array' && place.expr.elements.length === value.elements.length && place.expr.elements.every((one) => one.kind !== 'spread') ? place.expr.elements : undefined;
  return value.elements.flatMap((one, i) => listed(one, inner ? { ...place, expr: inner[i], span: inner[i]! } : { ...place, expr: undefined }));
}

function element(value: Value, { module, expr, span }: Written): Element {
  return { value, site: { module, start: span.start, end: span.end }, name: (expr && nameOfExpr(expr)) || nameOfValue(value) };
}
