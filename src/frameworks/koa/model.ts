import type { CallExpr, CallRecord, Expr, ObjectValue, PackageModel, ResultValue, Value } from '../../model/index.ts';

/** koajs.com, "Application"; the routers are koa-router's kin and take the same calls. */
const APPS = ['koa'];
const ROUTERS = ['@koa/router', 'koa-router', 'koa-better-router', 'koa-tree-router', 'koa-joi-router', 'koa-swagger-decorator'];
const MOUNT = 'koa-mount';
const COMPOSE = 'koa-compose';
/** Gives back the middleware that it is given. */
const CONVERT = 'koa-convert';

export const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'link', 'unlink', 'copy', 'move', 'lock', 'unlock', 'propfind', 'proppatch', 'mkcol', 'report', 'search', 'purge', 'trace', 'subscribe', 'unsubscribe', 'notify', 'merge', 'checkout']);
const REGISTERS = new Set([...VERBS, 'use', 'register', 'param', 'prefix', 'redirect', 'on', 'addRoute', 'loadMethods', 'route', 'opts']);

/** Give back the application that they are given, with something added. */
const WRAPPERS = ['koa-websocket', 'koa-qs'];

const NAMES = new Set(['Router', 'SwaggerRouter']);

/** An application or a router: what the package made, or an instance of a class of ours that extends the package's. */
export type Stack = ResultValue | ObjectValue;

export function kindOf(value: Value | undefined): 'app' | 'router' | undefined {
  if (value?.kind === 'result') return kindOfExport(value.call.callee);
  // A class of ours: what it inherits is a property of the package's class.
  if (value?.kind === 'object' && value.cls) return kinds.get(value);
  return undefined;
}

const kinds = new WeakMap<ObjectValue, 'app' | 'router'>();

function kindOfExport(callee: Value): 'app' | 'router' | undefined {
  if (callee.kind !== 'external' || (callee.path.length > 0 && !NAMES.has(callee.path.at(-1)!))) return undefined;
  return APPS.includes(callee.package) ? 'app' : ROUTERS.includes(callee.package) ? 'router' : undefined;
}

/** The application or router that a call is made on. */
export function stackOf(record: CallRecord): Stack | undefined {
  const { receiver, callee } = record;
  if (receiver?.kind === 'result') return kindOf(receiver) ? receiver : undefined;
  if (receiver?.kind !== 'object' || !receiver.cls || callee.kind !== 'property') return undefined;
  const kind = kindOfExport(callee.object);
  if (!kind) return undefined;
  kinds.set(receiver, kind);
  return receiver;
}

function isRegistration(record: CallRecord): boolean {
  return REGISTERS.has(record.method) && stackOf(record) !== undefined;
}

/** The router of `router.routes()` and `router.middleware()`. */
export function routerOf(value: Value): { router: Stack; call: CallRecord } | undefined {
  if (value.kind !== 'result' || !['routes', 'middleware'].includes(value.call.method)) return undefined;
  const router = stackOf(value.call);
  return router && kindOf(router) === 'router' ? { router, call: value.call } : undefined;
}

/** The arguments of a call of the package itself. */
function callOf(value: Value, name: string): Value[] | undefined {
  return value.kind === 'result' && value.call.callee.kind === 'external' && value.call.callee.package === name ? value.call.args : undefined;
}

/** Path and what is mounted there. */
export function mountOf(value: Value): { path: Value | undefined; inner: Value } | undefined {
  const args = callOf(value, MOUNT);
  if (!args) return undefined;
  return args.length > 1 ? { path: args[0], inner: args[1]! } : args[0] ? { path: undefined, inner: args[0] } : undefined;
}

/** The middleware of `compose([a, b])` and `convert(a)`, in order. */
export function composedOf(value: Value): Value[] | undefined {
  return callOf(value, CONVERT)?.slice(0, 1) ?? callOf(value, COMPOSE)?.flatMap((arg) => (arg.kind === 'array' ? arg.elements : [arg]));
}

/**
 * What says nothing of those it lets past: `router.allowedMethods()`, which answers what no route did, and `routes()` of
 * something that could not be resolved, which runs code for routes of its own.
 */
export function isFallback(value: Value): boolean {
  return value.kind === 'result' && (value.call.method === 'allowedMethods' || (value.call.method === 'routes' && stackOf(value.call) === undefined));
}

/** What calls of Koa and its routers mean while the project is set up: registrations are chained, and their callbacks are for later. */
export const model: PackageModel = {
  packages: [...ROUTERS, ...APPS, MOUNT, COMPOSE, CONVERT, ...WRAPPERS],
  call(record) {
    if (record.callee.kind === 'external' && WRAPPERS.includes(record.callee.package) && kindOf(record.args[0]) === 'app') return record.args[0];
    return isRegistration(record) ? record.receiver : undefined;
  },
  keepsCallbacks: (record) => isRegistration(record) || (record.callee.kind === 'external' && [MOUNT, COMPOSE, CONVERT].includes(record.callee.package)),
  parameter: { path: ['Router'], registers },
};

/** What a call on a parameter has to look like for the parameter to be a router. */
function registers(method: string, { args }: CallExpr): boolean {
  if (method === 'use') return args.length >= 1 && (args.length >= 2 ? isPath(args[0]) : true);
  return VERBS.has(method) && args.length >= 2 && (isPath(args[0]) || (args.length >= 3 && isPath(args[1])));
}

function isPath(arg: Expr | undefined): boolean {
  return (arg?.kind === 'literal' && typeof arg.value === 'string' && arg.value.startsWith('/')) || (arg?.kind === 'template' && arg.values.length > 0) || arg?.kind === 'regexp';
}
