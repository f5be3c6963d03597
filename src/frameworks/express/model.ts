import type { CallRecord, Expr, PackageModel, Value } from '../../model/index.ts';

export const PACKAGES = ['express', 'express-promise-router', '@feathersjs/express', 'ultimate-express', 'hyper-express'];
/** Gives middleware that asks its callback for a router when the first request comes. */
const LAZY = 'express-lazy-router';
export const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'propfind', 'report', 'copy', 'move', 'lock', 'unlock', 'search', 'trace', 'link', 'unlink', 'purge', 'mkcol', 'connect', 'notify', 'subscribe', 'merge', 'checkout', 'm-search', 'ws']);

/** `app` or `router` for what `express()` or `Router()` gave, `route` for what `.route(path)` gave. */
export function kindOf(value: Value | undefined): 'app' | 'router' | 'route' | undefined {
  if (value?.kind !== 'result') return undefined;
  const { callee } = value.call;
  if (callee.kind === 'external') {
    if (!PACKAGES.includes(callee.package)) return undefined;
    if (callee.path.length === 0) return callee.package === 'express-promise-router' ? 'router' : 'app';
    return callee.path.at(-1) === 'Router' ? 'router' : undefined;
  }
  const on = kindOf(value.call.receiver);
  return value.call.method === 'route' && (on === 'app' || on === 'router') ? 'route' : undefined;
}

function isRegistration(record: CallRecord): boolean {
  const on = kindOf(record.receiver);
  return on !== undefined && (VERBS.has(record.method) || record.method === 'use' || record.method === 'param' || record.method === 'route');
}

/** `createLazyRouter()(() => import('./routes'))`: what stands at its place is what the callback gives. */
function isLazyRouter({ callee }: CallRecord): boolean {
  return callee.kind === 'result' && callee.call.callee.kind === 'external' && callee.call.callee.package === LAZY;
}

/** What calls of Express mean while the project is set up: registrations are chained, and their callbacks are for later. */
export const model: PackageModel = {
  packages: [...PACKAGES, LAZY],
  call(record, host) {
    if (isLazyRouter(record)) return record.args[0] && host.invoke(record.args[0], []);
    if (!isRegistration(record) || record.method === 'route') return undefined;
    if (record.method === 'get' && record.args.length < 2 && kindOf(record.receiver) === 'app') return undefined;
    return record.receiver;
  },
  keepsCallbacks: (record) => isRegistration(record) || isLazyRouter(record),
  parameter: {
    path: ['Router'],
    // `map.get('/x')` looks like it, `app.get('/x', handler)` does not look like anything else.
    registers: (method, { args }) => (VERBS.has(method) ? args.length >= 2 && isPath(args[0]) : method === 'use' && args.length >= 1 && (args.length >= 2 ? isPath(args[0]) : true)),
  },
};

function isPath(arg: Expr | undefined): boolean {
  return (arg?.kind === 'literal' && typeof arg.value === 'string' && (arg.value.startsWith('/') || arg.value === '*')) || (arg?.kind === 'template' && arg.values.length > 0) || arg?.kind === 'regexp';
}
