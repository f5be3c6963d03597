import type { CallRecord, PackageModel, Value } from '../../model/index.ts';
import { alternatives, object, pathOf } from '../../link/index.ts';
import { ambient } from './ambient.ts';
import { kindOf, VERBS } from './instance.ts';

export const PACKAGES = ['nuxt', 'nuxt-nightly', 'nuxt3', 'nitropack', 'nitro'];

const HANDLERS = new Set(['defineEventHandler', 'eventHandler', 'defineCachedEventHandler', 'cachedEventHandler', 'defineHandler', 'toEventHandler', 'defineMiddleware', 'defineRequestMiddleware', 'defineValidatedHandler', 'defineCachedHandler', 'defineWebSocketHandler']);
const LAZY = new Set(['defineLazyEventHandler', 'lazyEventHandler']);

/** `{ onRequest, middleware, handler }`, as it was handed to one of the functions that define handlers. */
export const PARTS = '\0handler';

/** What defines a handler gives the function that does the work, so that handlers can be called, wrapped and told apart. */
export const model: PackageModel = {
  packages: ['h3', ...PACKAGES, 'nuxt-auth-utils'],
  call(record, host) {
    const name = nameOf(record);
    const [first, second] = record.args;
    if (HANDLERS.has(name) && first) return handlerOf(first);
    if (LAZY.has(name) && first) return alternatives(host.invoke(first, []))[0];
    if (name === 'useBase' || name === 'withBase') return second && based(record, second);
    // Registrations are chained.
    if (kindOf(record.receiver) && (VERBS[record.method] || record.method === 'on' || record.method === 'mount')) return record.receiver;
    if (record.method === 'register' && kindOf(record.receiver) === 'h3' && first) { host.invoke(first, [record.receiver!]); return record.receiver; }
    return undefined;
  },
  keepsCallbacks: () => true,
  ambient,
};

function nameOf(record: CallRecord): string {
  return record.method || (pathOf(record.callee).at(-1) ?? '');
}

function handlerOf(value: Value): Value {
  if (value.kind !== 'object' || !value.props.has('handler')) return value;
  const made = object(value.site);
  value.props.forEach((prop, name) => made.props.set(name, prop));
  made.props.set(PARTS, value.props.get('handler')!);
  return made;
}

const BASE = '\0base';

/** `useBase('/api', router.handler)`: what is called below a prefix. */
function based(record: CallRecord, inner: Value): Value {
  const made = object({ module: record.module, start: record.expr.start, end: record.expr.end });
  made.props.set(BASE, record.args[0]!);
  made.props.set('inner', inner);
  return made;
}

/** The prefix and what is below it. */
export function baseIn(value: Value): { base: Value; inner: Value } | undefined {
  const base = value.kind === 'object' ? value.props.get(BASE) : undefined;
  return value.kind === 'object' && base ? { base, inner: value.props.get('inner')! } : undefined;
}
