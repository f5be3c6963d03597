import type { CallRecord, Condition, Site, Value } from '../../model/index.ts';
import { alternatives, entryOf, textOf } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { elementsOf, nameOfValue } from '../elements.ts';
import { elementsOfProperty } from '../written.ts';
import { beforeHandle, derive, request, transform } from './dialect.ts';

/** Who is affected besides the instance itself and its descendants: nobody, the parent, everyone (elysiajs.com, "Scope"). */
export type HookScope = 'local' | 'scoped' | 'global';
/** Stages of a request that can refuse it, in the order in which they come. */
export type Stage = 'request' | 'transform' | 'beforeHandle';

/** A function that requests pass before the handler. */
export interface Hook {
  stage: Stage;
  scope: HookScope;
  element: Element;
  conditional: Condition[];
}

const STAGES: Stage[] = ['request', 'transform', 'beforeHandle'];
const DIALECTS = { request, transform, derive, beforeHandle };

interface Kind { stage: Stage; dialect: keyof typeof DIALECTS }

const METHODS: Record<string, Kind> = {
  onRequest: { stage: 'request', dialect: 'request' },
  onTransform: { stage: 'transform', dialect: 'transform' },
  derive: { stage: 'transform', dialect: 'derive' },
  mapDerive: { stage: 'transform', dialect: 'derive' },
  onBeforeHandle: { stage: 'beforeHandle', dialect: 'beforeHandle' },
  resolve: { stage: 'beforeHandle', dialect: 'derive' },
  mapResolve: { stage: 'beforeHandle', dialect: 'derive' },
};

/** Of the hooks of a route, in the order in which they run; `derive` is none of them: Elysia leaves it out there. */
const LOCAL: [string, Kind][] = [['transform', METHODS.onTransform!], ['resolve', METHODS.resolve!], ['beforeHandle', METHODS.onBeforeHandle!]];
const OF_GUARD: [string, Kind][] = [['transform', METHODS.onTransform!], ['derive', METHODS.derive!], ['beforeHandle', METHODS.onBeforeHandle!], ['resolve', METHODS.resolve!]];

/** Hooks that a call adds to its instance: `onBeforeHandle(fn)`, `resolve({ as: 'scoped' }, fn)`, `on('beforeHandle', fn)`. */
export function hooksOf(record: CallRecord): Hook[] {
  const on = record.method === 'on' ? record.args.map(textOf).find((name) => name !== undefined) : undefined;
  const kind = entryOf(METHODS, on === undefined ? record.method : Object.hasOwn(METHODS, on) ? on : `on${on.slice(0, 1).toUpperCase()}${on.slice(1)}`);
  if (!kind) return [];
  const scope = scopeIn(record.args[0]);
  return elementsOf(record, 0).filter(({ value }) => isFunction(value)).map((element) => hook(kind, scope, element, record.conditions));
}

/** Hooks in an options object: of a route, or of a guard for what comes after it. */
export function hooksIn(options: Value | undefined, forWhat: 'route' | 'guard', fallback: Site, conditional: Condition[], named?: string): Hook[] {
  if (options?.kind !== 'object') return [];
  const scope = forWhat === 'guard' ? scopeIn(options) : 'local';
  return (forWhat === 'guard' ? OF_GUARD : LOCAL).flatMap(([key, kind]) => elementsOfProperty(plain(options.props.get(key)), key, options.site, fallback)
    .filter(({ value }) => isFunction(value))
    .map((element) => hook(kind, scope, named === undefined ? element : { ...element, site: fallback, name: named }, conditional)));
}

function hook({ stage, dialect }: Kind, scope: HookScope, element: Element, conditional: Condition[]): Hook {
  return { stage, scope, element: { ...element, name: element.name || nameOfValue(element.value), dialect: DIALECTS[dialect] }, conditional };
}

/** `{ fn }` around a function. */
function plain(value: Value | undefined): Value | undefined {
  return value?.kind === 'object' ? value.props.get('fn') : value;
}

function isFunction(value: Value): boolean {
  return alternatives(value).some((one) => one.kind !== 'literal' && one.kind !== 'object' && one.kind !== 'array');
}

function scopeIn(options: Value | undefined): HookScope {
  const as = options?.kind === 'object' ? textOf(options.props.get('as') ?? { kind: 'literal', value: undefined }) : undefined;
  return as === 'global' || as === 'scoped' ? as : 'local';
}

/** `as('scoped')` lifts what is local, `as('global')` everything (elysiajs.com, "Scope"). */
export function lifted(hooks: Hook[], to: string | undefined): Hook[] {
  const target: HookScope = to === 'global' ? 'global' : 'scoped';
  return hooks.map((one) => (one.stage !== 'request' && (one.scope === 'local' || target === 'global') ? { ...one, scope: target } : one));
}

/** What an instance gets of the hooks of a plugin that it uses. Those of the request are everyone's. */
export function takenOver(hooks: Hook[]): Hook[] {
  return hooks.filter((one) => one.stage === 'request' || one.scope !== 'local').map((one) => (one.scope === 'scoped' ? { ...one, scope: 'local' } : one));
}

/** In the order in which they run. */
export function inOrder(hooks: Hook[]): Hook[] {
  return STAGES.flatMap((stage) => hooks.filter((one) => one.stage === stage));
}
