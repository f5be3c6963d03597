import type { CallRecord, Place, Value } from '../../model/index.ts';
import { alternatives, positionOf } from '../../link/index.ts';
import { normalize, under, type Element, type RequestLine } from '../../guards/index.ts';
import { covers } from '../paths.ts';
import { isFallback, routerOf, type Stack } from './model.ts';
import { paramChecksOf, prefixOf, registrationsOf, specifiedOf, type Path, type Registration } from './registrations.ts';

export interface Mount extends Place { path: string }

/** One layer of a router's stack, as `router.match` goes through it. */
export interface Slot {
  path: Path;
  /** It matches to the end of the path, not just the start. */
  exact: boolean;
  registration: Registration;
  /** For middleware: the one element. For a route: all, the checks of its parameters first. */
  elements: Element[];
  /** The router on which it was registered. */
  owner: Stack;
  /** Where routers were put into routers on the way to it, outermost first. */
  mounts: Mount[];
}

/** What is known of the project's routers. */
export interface Routers {
  /** The calls of methods of each application and router. */
  calls: Map<Value, CallRecord[]>;
  /**
   * Whether `use('/')` stands for the path `/` alone rather than for everything. @koa/router hands it to path-to-regexp,
   * whose versions differ: so it is from 14 on, and from 15 on below a prefix as well.
   */
  rootOnly(slot: Registration, prefix: string): boolean;
}

/**
 * The layers of a router in order. Those of a router within it are copied when it is put there (@koa/router, `router.use`):
 * what is registered on it later is not among them, and what guards it also guards what follows on the same paths.
 *
 * @param before registrations that are made later than this are not there yet
 */
export function slotsOf(routers: Routers, router: Stack, before = Infinity, around: Stack[] = []): Slot[] {
  const calls = routers.calls.get(router) ?? [];
  const prefix = prefixOf(router, calls);
  const checks = paramChecksOf(calls);
  const registrations = [...registrationsOf(calls), ...calls.flatMap(specifiedOf)].filter((one) => one.order < before).sort((a, b) => a.order - b.order);
  const slots = registrations.flatMap((one): Slot[] => {
    if (one.methods) return one.paths.map((path) => ({ path: below(prefix, path), exact: true, registration: one, elements: one.elements, owner: router, mounts: [] }));
    const paths: (Path | undefined)[] = one.paths.length > 0 ? one.paths : [undefined];
    return paths.flatMap((path) => one.elements.flatMap((element) => used(routers, one, path, element, router, prefix, around)));
  });
  return slots.map((slot) => (slot.registration.methods ? { ...slot, elements: [...checksFor(checks, slot.path), ...slot.elements] } : slot));
}

function used(routers: Routers, one: Registration, path: Path | undefined, element: Element, router: Stack, prefix: string, around: Stack[]): Slot[] {
  const values = alternatives(element.value).filter((value) => !isFallback(value));
  const inner = values.flatMap((value) => routerOf(value) ?? []);
  const slots = inner.flatMap((nested): Slot[] => {
    if (nested.router === router || around.includes(nested.router) || around.length > 12) return [];
    const { line, column } = positionOf(one.site.module, one.site.start);
    return slotsOf(routers, nested.router, one.order, [...around, router]).map((slot) => {
      const moved = below(prefix, path ? below(path.text, slot.path) : slot.path);
      return { ...slot, path: moved, mounts: [{ file: one.site.module.path, line, column, path: normalize(`${prefix}${path?.text ?? ''}`) }, ...slot.mounts] };
    });
  });
  if (inner.length === values.length) return slots;
  const exact = path?.text === '/' && path.regexp === undefined && routers.rootOnly(one, prefix);
  const rest: Element = values.length === 1 ? { ...element, value: values[0]! } : element;
  return [...slots, { path: path ? below(prefix, path) : { text: prefix }, exact, registration: one, elements: [rest], owner: router, mounts: [] }];
}

/** `Layer.setPrefix`: text is put before text, except before `/`; a regular expression stays as it is. */
function below(prefix: string, path: Path): Path {
  if (path.regexp || prefix === '') return path;
  return { text: path.text === '/' ? prefix : `${prefix}${path.text}` };
}

function checksFor(checks: Map<string, Element[]>, path: Path): Element[] {
  return [...path.text.matchAll(/:(\w+)/g)].flatMap(([, name]) => checks.get(name!) ?? []);
}

/**
 * Whether a request for a route passes the slot. A path of which a part is not known covers only the routes of its own router.
 *
 * @param base where the router is mounted
 * @param owner the router on which the route is registered
 */
export function matches(slot: Slot, request: Pick<RequestLine, 'method' | 'path'>, base: string, owner: Stack | undefined): boolean {
  const { methods } = slot.registration;
  if (slot.owner !== owner && slot.path.text.includes(':unknown')) return false;
  if (methods && !methods.includes('ALL') && !methods.includes(request.method)) return false;
  const { text, regexp } = slot.path;
  if (regexp) {
    const rest = under(base, request.path);
    return ['1', 'a', 'a-b_c'].every((sample) => regexp.test(rest.replace(/:\w+/g, sample)));
  }
  return covers({ text: normalize(text), ...(/:\w+\((?!\.\*\))/.test(text) ? { constrained: true } : {}) }, base, request.path, slot.exact);
}
