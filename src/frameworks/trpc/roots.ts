import type { ObjectValue, ResultValue, Value } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { placeOf, type Place } from '../endpoint.ts';
import { receiverOf } from './model.ts';
import { entriesOf, isAnyRouter, type Entry } from './routers.ts';

/** A router that is in no other one, and what is known of how it is served. */
export interface Root {
  router: ResultValue;
  entries: Entry[];
  /** The name that tells its procedures from those of the application's main router, or ''. */
  prefix: string;
  place?: Place | undefined;
  /** The function that makes the context. */
  maker?: Element | undefined;
}

interface Service { router: Value; maker?: Element | undefined; place?: Place | undefined }

/** Routers that are in no other one: those that are served first, then those that others are in, then the rest. */
export function rootsOf(program: Program): Root[] {
  const services = servicesOf(program);
  const all = [...new Set(program.machine.records.map((record) => record.result).filter((value): value is ResultValue => value !== undefined && isAnyRouter(value)))];
  // A router of version 9 grows by calls of itself; the last one has everything.
  const grown = new Set<Value>(all.map((router) => receiverOf(router.call)).filter((value) => value !== undefined && isAnyRouter(value)) as Value[]);
  const routers = all.filter((router) => !grown.has(router)).map((router) => ({ router, entries: entriesOf(router) }));
  const inside = new Set<Value>();
  for (const { router, entries } of routers) for (const entry of entries) for (const one of entry.routers) if (one !== router) inside.add(one);
  const served = (router: Value): Service | undefined => services.find((one) => alternatives(one.router).includes(router));
  const outer = routers.filter(({ router, entries }) => entries.length > 0 && (!inside.has(router) || served(router)));
  const nests = (entries: Entry[]): boolean => entries.some((entry) => entry.routers.length > 1);
  const main = outer.some(({ router }) => served(router)) ? outer.filter(({ router }) => served(router)) : outer.filter(({ entries }) => nests(entries));
  const isMain = (router: Value): boolean => main.length === 0 ? outer.length === 1 : main.some((one) => one.router === router);
  const rank = (root: Root): number => (isMain(root.router) ? 0 : nests(root.entries) ? 1 : 2) * 10_000 - root.entries.length;
  return outer.map(({ router, entries }): Root => {
    const service = served(router);
    return { router, entries, prefix: isMain(router) || nests(entries) ? '' : nameOf(router), place: service?.place, maker: service?.maker ?? services.find((one) => one.maker)?.maker };
  }).sort((a, b) => rank(a) - rank(b));
}

/** What is given a router to serve: `{ router, createContext }`, at any adapter. */
function servicesOf(program: Program): Service[] {
  return program.machine.records.flatMap((record) => record.args.flatMap((arg) => optionsIn(arg, 2)).map((options): Service => {
    const value = options.props.get('createContext') ?? options.props.get('context');
    const site = { module: record.module, start: record.expr.start, end: record.expr.end };
    return {
      router: options.props.get('router')!,
      maker: value && { value, site, name: (value.kind === 'function' && value.fn.name) || 'createContext' },
      place: record.result && placeOf(record.result, program),
    };
  }));
}

function optionsIn(value: Value, depth: number): ObjectValue[] {
  if (value.kind !== 'object' || value.cls || depth === 0) return [];
  const router = value.props.get('router');
  if (router && alternatives(router).some(isAnyRouter)) return [value];
  return [...value.props.values()].flatMap((one) => optionsIn(one, depth - 1));
}

/** What a router that stands alone is called: `user` for `const userRouter = router({...})`. */
function nameOf({ call }: ResultValue): string {
  const binding = call.module.bindings.find((one) => one.init?.start === call.expr.start && one.init.end === call.expr.end);
  return (binding?.name ?? '').replace(/_?(api)?_?routers?$/i, '');
}
