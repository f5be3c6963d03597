import type { ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, textOf } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { isOldRouter, KINDS, receiverOf } from './model.ts';
import type { Entry } from './routers.ts';

/** Middleware of a router of version 9 that stands in front of one of its procedures. */
const before = new WeakMap<Value, Element[]>();

/** What the routers that a procedure of version 9 is in put in front of it. */
export function oldMiddlewareOf(procedure: Value): Element[] {
  return before.get(procedure) ?? [];
}

/** The resolver of a procedure of version 9: `{ input, resolve }`. */
export function oldResolverOf(procedure: Value): Value | undefined {
  if (procedure.kind !== 'result' || !isOldRouter(procedure)) return undefined;
  const options = procedure.call.args[1];
  return options?.kind === 'object' ? options.props.get('resolve') : options;
}

/**
 * Procedures of `trpc.router().query('name', {...}).merge('prefix.', other)`: a middleware applies to what is added after it,
 * and to what is in a router that is merged after it (trpc.io/docs/v9/merging-routers).
 */
export function oldMembers(router: ResultValue, around: ResultValue[]): Entry[] {
  if (around.includes(router) || around.length > 20) return [];
  const steps: ResultValue[] = [];
  for (let one: Value | undefined = router; one?.kind === 'result' && isOldRouter(one); one = receiverOf(one.call)) steps.unshift(one);
  const middleware: Element[] = [];
  const entries: Entry[] = [];
  for (const step of steps) {
    const { call } = step;
    const name = call.args[0] ? textOf(call.args[0]) : undefined;
    if (call.method === 'middleware' && call.args[0]) {
      const expr = call.expr.args[0]!;
      const site: Site = { module: call.module, start: expr.start, end: expr.end };
      middleware.push({ value: call.args[0], site, name: nameOfExpr(expr) || nameOfValue(call.args[0]) });
    } else if (KINDS.has(call.method) && name !== undefined) {
      const procedure: ResultValue = { ...step };
      before.set(procedure, [...middleware]);
      entries.push({ path: [name], procedure, routers: [...around, router] });
    } else if (call.method === 'merge') {
      const other = call.args.flatMap(alternatives).find((one) => one.kind === 'result' && isOldRouter(one)) as ResultValue | undefined;
      for (const entry of other ? oldMembers(other, [...around, router]) : []) {
        before.set(entry.procedure, [...middleware, ...oldMiddlewareOf(entry.procedure)]);
        entries.push({ ...entry, path: [`${name ?? ''}${entry.path.join('.')}`] });
      }
    }
  }
  return entries;
}
