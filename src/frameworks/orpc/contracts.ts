import type { ObjectValue, Value } from '../../model/index.ts';
import { alternatives, packageOf, textOf } from '../../link/index.ts';
import { join } from '../../guards/index.ts';

/** How a procedure is reached over HTTP, as far as it says so. */
export interface HttpRoute { method?: string; path?: string; prefix: string }

/** A path with its parameters in our form: `{name}` is `:name`, `{+rest}` is the rest. */
export function plain(path: string): string {
  return path.replace(/\{\+\w+\}/g, '*').replace(/\{(\w+)\}/g, ':$1');
}

/** What a value says in `route({ method, path })`. */
export function routeIn(value: Value | undefined): Partial<HttpRoute> {
  const options = value && alternatives(value).find((one): one is ObjectValue => one.kind === 'object');
  const method = options?.props.get('method');
  const path = options?.props.get('path');
  return {
    ...(method && textOf(method) !== undefined ? { method: textOf(method)! } : {}),
    ...(path && textOf(path) !== undefined ? { path: plain(textOf(path)!) } : {}),
  };
}

/** The route of a part of a contract: `oc.prefix('/users').router({ list: oc.route({ method: 'GET', path: '/' }) })`. */
export function contractRoute(contract: Value | undefined, keys: string[]): HttpRoute | undefined {
  let current = contract && unwrap(contract);
  let prefix = '';
  for (const key of keys) {
    if (!current) return undefined;
    prefix = join(prefix, prefixOf(current));
    const members = membersOf(current);
    current = members?.props.get(key) && unwrap(members.props.get(key)!);
  }
  return current ? { ...stepsOf(current).reduce<Partial<HttpRoute>>((route, { method, args }) => (method === 'route' || method === '$route' ? { ...route, ...routeIn(args[0]) } : route), {}), prefix } : undefined;
}

/** Helpers that give the contract with something added: `populateContractRouterPaths(contract)`. */
function unwrap(value: Value): Value {
  for (const one of alternatives(value)) {
    if (one.kind === 'result' && packageOf(one) === '@orpc/contract' && one.call.callee.kind === 'external' && one.call.callee.path[0] !== 'oc' && one.call.args[0]) return unwrap(one.call.args[0]);
  }
  return alternatives(value)[0]!;
}

function membersOf(value: Value): ObjectValue | undefined {
  if (value.kind === 'object') return value;
  const router = stepsOf(value).find((step) => step.method === 'router')?.args[0];
  return router && alternatives(router).find((one): one is ObjectValue => one.kind === 'object');
}

function prefixOf(value: Value): string {
  return stepsOf(value).filter((step) => step.method === 'prefix').map((step) => plain((step.args[0] && textOf(step.args[0])) ?? '')).reduce((all, one) => join(all, one), '');
}

/** The calls that made a part of a contract, in order. */
function stepsOf(value: Value): { method: string; args: Value[] }[] {
  const steps: { method: string; args: Value[] }[] = [];
  for (let current: Value | undefined = value; current?.kind === 'result'; ) {
    const { callee, args }: { callee: Value; args: Value[] } = current.call;
    const method = callee.kind === 'property' ? callee.name : callee.kind === 'external' ? callee.path.at(-1) ?? '' : '';
    steps.unshift({ method, args });
    current = callee.kind === 'property' ? callee.object : undefined;
  }
  return steps;
}
