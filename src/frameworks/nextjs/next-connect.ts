import type { ResultValue, Value } from '../../model/index.ts';
import { packageOf } from '../../link/index.ts';
import { connect, type Element } from '../../guards/index.ts';
import { elementsOf } from '../elements.ts';

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'all']);

/** What one method of a handler made by the package next-connect goes through: middleware in the order of `use`, and the handler. */
export interface Chained { method: string; before: Element[]; handler: Element }

/** The methods of `createRouter().use(guard).get(handler)`; `undefined` for anything else. */
export function chainedMethods(value: Value): Chained[] | undefined {
  const router = routerOf(value);
  if (!router) return undefined;
  const links = linksOf(router).sort((a, b) => a.call.order - b.call.order);
  const used: Element[] = [];
  const found: Chained[] = [];
  for (const { call } of links) {
    const own = elementsOf(call, call.args[0]?.kind === 'literal' ? 1 : 0).map((element) => ({ ...element, dialect: connect }));
    const handler = own.at(-1);
    if (call.method === 'use') used.push(...own);
    else if (handler) found.push({ method: call.method.toUpperCase(), before: [...used, ...own.slice(0, -1)], handler });
  }
  return found;
}

function routerOf(value: Value): ResultValue | undefined {
  if (value.kind !== 'result' || packageOf(value) !== 'next-connect') return undefined;
  const { receiver } = value.call;
  return receiver?.kind === 'result' ? routerOf(receiver) ?? receiver : value;
}

/** Calls of the router and of what its calls give, which is the router again. */
function linksOf(router: ResultValue): ResultValue[] {
  return router.calls.flatMap((call) => {
    const { result } = call;
    if (result?.kind !== 'result') return [];
    return call.method === 'use' || VERBS.has(call.method) ? [result, ...linksOf(result)] : [];
  });
}
