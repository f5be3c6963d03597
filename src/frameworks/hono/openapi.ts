import type { CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, textOf, textParts } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { elementsOfProperty } from '../written.ts';

interface Described {
  method: string;
  /** As written, with Hono's parameters. */
  path: string;
  elements: Element[];
  /** Where it stands in a list of routes. */
  site?: Site;
}

/** Routes that `openapi(route, handler)` and `openapiRoutes([{ route, handler }])` declare. `security` is documentation. */
export function openapiRoutes(record: CallRecord): Described[] {
  if (record.method === 'openapi') return routesOf(record.args[0], record.args[1], record, siteOfArg(record, 1), nameOfArg(record, 1));
  if (record.method !== 'openapiRoutes' || record.args[0]?.kind !== 'array') return [];
  return record.args[0].elements.flatMap((one) => {
    if (one.kind !== 'object') return [];
    const added = one.props.get('addRoute');
    if (added?.kind === 'literal' && added.value === false) return [];
    const site = one.site ?? siteOfArg(record, 0);
    return routesOf(one.props.get('route'), one.props.get('handler'), record, site, '').map((route) => ({ ...route, site }));
  });
}

function routesOf(route: Value | undefined, handler: Value | undefined, record: CallRecord, at: Site, name: string): Described[] {
  return alternatives(route ?? { kind: 'literal', value: undefined }).flatMap((one): Described[] => {
    if (one.kind !== 'object') return [];
    const method = textOf(one.props.get('method') ?? { kind: 'literal', value: undefined });
    const path = one.props.get('path');
    if (method === undefined || !path) return [];
    const text = textParts(path).map((part) => part ?? ':unknown').join('').replace(/\/\{(.+?)\}/g, '/:$1');
    const elements = elementsOfProperty(one.props.get('middleware'), 'middleware', one.site, one.site ?? siteOfArg(record, 0));
    if (handler) elements.push({ value: handler, site: at, name: name || nameOfValue(handler) });
    return [{ method: method.toUpperCase(), path: text, elements }];
  });
}

function siteOfArg(record: CallRecord, index: number): Site {
  const span = record.expr.args[index] ?? record.expr;
  return { module: record.module, start: span.start, end: span.end };
}

function nameOfArg(record: CallRecord, index: number): string {
  const expr = record.expr.args[index];
  return expr ? nameOfExpr(expr) : '';
}
