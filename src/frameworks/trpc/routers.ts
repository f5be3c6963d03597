import type { ObjectValue, ResultValue, Value } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import { isLazy, isMerge, isOldRouter, isProcedure, isRouter } from './model.ts';
import { oldMembers } from './old-routers.ts';

/** A procedure in a router: its name below it, and the routers that it is in, outermost first. */
export interface Entry {
  path: string[];
  procedure: Value;
  routers: ResultValue[];
}

/** Routers of either generation. */
export function isAnyRouter(value: Value): value is ResultValue {
  return isRouter(value) || isMerge(value) || isOldRouter(value);
}

/** Every procedure that a router answers to, with those of the routers in it. */
export function entriesOf(router: ResultValue, around: ResultValue[] = []): Entry[] {
  if (around.includes(router) || around.length > 20) return [];
  const routers = [...around, router];
  if (isMerge(router)) return router.call.args.flatMap(alternatives).filter(isAnyRouter).flatMap((one) => entriesOf(one, routers));
  if (isOldRouter(router)) return oldMembers(router, around);
  return router.call.args.slice(0, 1).flatMap(alternatives).flatMap((one) => (one.kind === 'object' ? membersOf(one, routers, 0) : []));
}

function membersOf(members: ObjectValue, routers: ResultValue[], depth: number): Entry[] {
  if (depth > 12) return [];
  const named = [...members.props].filter(([name]) => !name.startsWith('\0')).flatMap(([name, value]) => entriesAt(name, value, routers, depth));
  // `...other._def.procedures`, `...other._def.record`, `...other`.
  const spread = (members.rest ?? []).map(ownerOf).filter((one) => one !== undefined).flatMap((one) => entriesOf(one, routers));
  return [...named, ...spread];
}

function entriesAt(name: string, value: Value, routers: ResultValue[], depth: number): Entry[] {
  const values = alternatives(value);
  const procedures = values.filter(isProcedure);
  const below = values.flatMap((one): Entry[] => {
    if (isAnyRouter(one)) return entriesOf(one, routers);
    if (isLazy(one)) return loaded(loadedBy(one)).flatMap((router) => entriesOf(router, routers));
    return one.kind === 'object' && one.cls === undefined ? membersOf(one, routers, depth + 1) : [];
  });
  const own: Entry[] = procedures.length > 0 ? [{ path: [], procedure: procedures.length === 1 ? procedures[0]! : { kind: 'union', values: procedures }, routers }] : [];
  return [...own, ...below].map((entry) => ({ ...entry, path: [name, ...entry.path] }));
}

function ownerOf(value: Value): ResultValue | undefined {
  if (isAnyRouter(value)) return value;
  return value.kind === 'property' ? ownerOf(value.object) : undefined;
}

/** The router that a module which is loaded late exports, or that was picked from it. */
function loaded(value: Value | undefined): ResultValue[] {
  return alternatives(value ?? { kind: 'literal', value: undefined }).flatMap((one) => {
    if (isAnyRouter(one)) return [one];
    return membersIn(one).flatMap(alternatives).filter(isAnyRouter).slice(0, 1);
  });
}

function loadedBy(lazy: Value): Value | undefined {
  return lazy.kind === 'result' ? lazy.props.get('loaded') : undefined;
}

function membersIn(value: Value): Value[] {
  return value.kind === 'object' ? [...value.props.values()] : [];
}
