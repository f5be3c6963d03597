import type { CallRecord, FunctionValue, ModelHost, ObjectValue, PackageModel, Value } from '../../model/index.ts';
import { array, entryOf, external, isNullish, literal, object, packageOf, textOf } from '../../link/index.ts';

/** Packages whose presence says that routes are files of a server (and not only those of a browser's router). */
export const PACKAGES = ['@react-router/dev', '@react-router/node', '@react-router/serve', '@react-router/cloudflare', '@react-router/architect', '@remix-run/dev', '@remix-run/node', '@remix-run/server-runtime', '@remix-run/serve', '@remix-run/cloudflare', '@remix-run/deno', '@remix-run/express', '@vercel/remix', '@netlify/remix-runtime'];

/** Packages whose function serves the framework through an application of Hono. */
export const HONO_SERVERS = ['react-router-hono-server', 'hono-react-router-adapter', 'hono-remix-adapter', 'remix-hono'];

/** How routes are laid out in files, by the package whose function says so. */
const LAYOUTS: Record<string, Convention> = {
  '@react-router/fs-routes': 'flat', '@remix-run/fs-routes': 'flat', 'remix-flat-routes': 'hybrid', 'react-router-auto-routes': 'nested', 'remix-auto-routes': 'nested', '@remix-run/v1-route-convention': 'folders',
};

/**
 * `flat`: dots between segments, folders only around a `route` file. `hybrid`: the same, and folders that end in `+` stand for
 * a segment. `nested`: folders and dots alike. `folders`: Remix 1, folders, with `__` in front of what has no address.
 */
export type Convention = 'flat' | 'hybrid' | 'nested' | 'folders';

const CONVENTION = '\0convention';

/** What the calls in `app/routes.ts` make: entries of a route configuration (reactrouter.com, "Routing"). */
export const model: PackageModel = {
  packages: [...PACKAGES, ...HONO_SERVERS, '@react-router/express', '@remix-run/route-config', '@react-router/remix-routes-option-adapter', '@remix-run/routes-option-adapter', ...Object.keys(LAYOUTS)],
  call(record, host) {
    const name = packageOf(record.callee) ?? '';
    const convention = entryOf(LAYOUTS, name);
    if (convention) return array([marker(convention, record)]);
    if (/routes-option-adapter$/.test(name) && record.callee.kind === 'external') return adapted(record.args[0], host);
    if (name.endsWith('route-config') || name.startsWith('@react-router/dev/routes') || (name === '@remix-run/dev' && DEFINES.has(last(record)))) return entry(record, host);
    return undefined;
  },
  keepsCallbacks: () => true,
};

const DEFINES = new Set(['defineRoutes', 'defineRoute']);

function last({ callee, method }: CallRecord): string {
  return method || (callee.kind === 'external' ? callee.path.at(-1) ?? '' : '');
}

function entry(record: CallRecord, host: ModelHost): Value | undefined {
  const { args } = record;
  const [first, second, third, fourth] = args;
  /** `relative('folder')` gives the same functions for files of that folder. */
  const folder = record.receiver?.kind === 'result' ? textOf(record.receiver.call.args[0] ?? literal(undefined)) : undefined;
  const file = (value: Value | undefined): Value => (value && folder && textOf(value) !== undefined ? literal(`${folder}/${textOf(value)}`) : value ?? literal(undefined));
  switch (last(record)) {
    case 'route': return made({ path: first, file: file(second), children: third?.kind === 'array' ? third : fourth });
    case 'index': return made({ index: literal(true), file: file(first) });
    case 'layout': return made({ file: file(first), children: second?.kind === 'array' ? second : third });
    case 'prefix': return second?.kind === 'array' && first ? array(second.elements.map((one) => prefixed(first, one)), second.open) : undefined;
    case 'defineRoutes': return adapted(first, host);
    case 'defineRoute': {
      const nested = args.find((arg) => arg.kind === 'function');
      const options = args.find((arg) => arg.kind === 'object');
      const children = nested ? collect(nested, host) : undefined;
      const route = made({ path: first, file: second, children, index: options?.kind === 'object' ? options.props.get('index') : undefined });
      collected.at(-1)?.push(route);
      return route;
    }
    default: return undefined;
  }
}

function made(props: Record<string, Value | undefined>): ObjectValue {
  const value = object();
  for (const [name, prop] of Object.entries(props)) if (prop) value.props.set(name, prop);
  return value;
}

function prefixed(prefix: Value, route: Value): Value {
  if (route.kind !== 'object') return route;
  const { path, index, children } = Object.fromEntries(route.props);
  const copy = { ...route, props: new Map(route.props) };
  const under = textOf(prefix) ?? ':unknown';
  if (path || index) copy.props.set('path', literal(`${under}/${path ? textOf(path) ?? ':unknown' : ''}`));
  else if (children?.kind === 'array') copy.props.set('children', array(children.elements.map((one) => prefixed(prefix, one)), children.open));
  else if (route.props.has(CONVENTION)) copy.props.set('\0prefix', literal(under));
  return copy;
}

/** Routes in the making while callbacks of `defineRoutes` run, innermost last. */
const collected: Value[][] = [];

/** `(defineRoutes) => defineRoutes((route) => { route('path', 'file') })`, or what a convention makes of it. */
function adapted(callback: Value | undefined, host: ModelHost): Value | undefined {
  if (callback?.kind !== 'function') return undefined;
  const given = host.invoke(callback, [external('@remix-run/dev', [record('defineRoutes', callback) ? 'defineRoutes' : 'defineRoute'])]);
  return given.kind === 'array' ? given : collectedBy(() => host.invoke(callback, [external('@remix-run/dev', ['defineRoute'])]));
}

/** The callback of the adapter is given `defineRoutes`, that of `defineRoutes` is given `route`. */
function record(name: string, callback: FunctionValue): boolean {
  const param = callback.fn.params[0];
  return param !== undefined && callback.module.bindings[param.binding]?.name === name;
}

function collect(callback: FunctionValue, host: ModelHost): Value {
  return collectedBy(() => host.invoke(callback, []));
}

function collectedBy(run: () => void): Value {
  const routes: Value[] = [];
  collected.push(routes);
  try { run(); } finally { collected.pop(); }
  return array(routes);
}

function marker(convention: Convention, { args }: CallRecord): ObjectValue {
  const options = args.find((arg) => arg.kind === 'object');
  const root = options?.kind === 'object' ? options.props.get('rootDirectory') ?? options.props.get('routesDir') : undefined;
  return made({ [CONVENTION]: literal(convention), folder: root ?? (args[0] && textOf(args[0]) !== undefined ? args[0] : literal('routes')) });
}

/** A place where a convention says what the routes are: which one, for which folder, below which path. */
export function conventionIn(value: Value): { convention: Convention; folder: string; prefix: string } | undefined {
  const convention = value.kind === 'object' ? value.props.get(CONVENTION) : undefined;
  if (value.kind !== 'object' || !convention) return undefined;
  const text = (name: string): string => { const prop = value.props.get(name); return (prop && isNullish(prop) !== true ? textOf(prop) : undefined) ?? ''; };
  return { convention: textOf(convention) as Convention, folder: text('folder').replace(/^\.\//, '') || 'routes', prefix: text('\0prefix') };
}
