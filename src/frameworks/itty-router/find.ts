import type { Config, ResultValue, RouteDetail } from '../../model/index.ts';
import { alternatives, literal, textOf, type Program } from '../../link/index.ts';
import { accessOf, join, type Element } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { elementsOf, nameOfValue } from '../elements.ts';
import { contextFor } from '../file-routes.ts';
import { listOf, member } from '../named.ts';
import { covers } from '../paths.ts';
import { itty, ittyHandler } from './dialect.ts';
import { routerOf, VERBS } from './model.ts';

interface Front { method: string; path: string; elements: Element[] }

/** Every route of every router. Requests try them in order, and go on where nothing is returned. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, itty);
  const routers = [...new Set(program.machine.records.flatMap((record) => routerOf(record.result) ?? []))];
  const mounted = new Set(routers.flatMap((router) => router.calls.flatMap((record) => record.args.flatMap(alternatives).map(routerOf).filter((one): one is ResultValue => one !== undefined && one !== router))));
  return unique(routers.filter((one) => !mounted.has(one)).flatMap((router) => enter(router, [], [])));

  function enter(router: ResultValue, inherited: Front[], around: ResultValue[]): RouteDetail[] {
    if (around.includes(router)) return [];
    const options = router.call.args[0];
    const base = textOf(member(options, 'base') ?? literal('')) ?? '';
    const at = { module: router.call.module, start: router.call.expr.start, end: router.call.expr.callee.end };
    const first = listOf(member(options, 'before')).values.map((value): Element => ({ value, site: at, name: nameOfValue(value) }));
    const front: Front[] = [...inherited, { method: 'ALL', path: '/*', elements: first }];
    return router.calls.flatMap((record): RouteDetail[] => {
      const method = VERBS[record.method];
      const written = record.args[0] && textOf(record.args[0]);
      if (method === undefined || written === undefined) return [];
      const path = pathOf(base, written);
      const elements = elementsOf(record, 1);
      const before = [...front.filter((one) => (one.method === 'ALL' || one.method === method) && isBefore(one.path, path)).flatMap((one) => one.elements)];
      const inner = elements.flatMap((element) => routerOf(element.value) ?? [])[0];
      const own = elements.filter((element) => routerOf(element.value) === undefined);
      if (inner) return enter(inner, [...front, { method, path, elements: own }], [...around, router]);
      const handler = own.at(-1);
      // A function for whole areas stands in front of what is registered after it; it may answer itself.
      const area = path.endsWith('*') && (method === 'ALL' || method === 'OPTIONS');
      front.push({ method, path, elements: area ? own : own.slice(0, 0) });
      if (!handler || (area && !isLast(router, record.order))) return [];
      const last: Element = { ...handler, dialect: ittyHandler };
      const verdict = accessOf({ request: { method, path, base: '/' }, before: [...before, ...own.slice(0, -1)], handler: last }, context);
      return [detailOf({ framework: 'itty-router', method, path, site: headOf(record), handler: last, own, verdict, group: identityOf(at), application: identityOf(at) })];
    });
  }
}

const isBefore = (front: string, path: string): boolean => front === '/*' || covers({ text: front }, '/', path, true);

/** Nothing comes after it: it answers whatever is left. */
function isLast(router: ResultValue, order: number): boolean {
  return router.calls.every((record) => !Object.hasOwn(VERBS, record.method) || record.order <= order);
}

/** Optional parameters and those for the rest of the path, in the contract's form. */
function pathOf(base: string, written: string): string {
  return join(base === '' ? '/' : base, written === '*' ? '/*' : written.replace(/:(\w+)\+/g, '*').replace(/:(\w+)\?/g, ':$1'));
}
