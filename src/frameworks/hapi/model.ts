import type { CallRecord, ModelHost, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { composeServer } from './glue.ts';
import { pluginsOf, type Prefix } from './plugins.ts';

/** hapi.dev, "API": a server, and plugins that are each given a view of it. */
const PACKAGES = ['@hapi/hapi', 'hapi'];
export const GLUE = ['@hapi/glue', 'glue'];
const CONFIDENCE = ['confidence', '@hapipal/confidence'];
const MAKERS = new Set(['server', 'Server', 'createServer']);
/** Until version 16, one of a server's connections stood for the server. */
const SAME = new Set(['connection', 'select', 'encoder', 'decoder', 'withTypeProvider']);
const KEEPS = new Set(['ext', 'method', 'decorate', 'expose', 'route', 'handler', 'on', 'scheme', 'strategy', 'default', 'rules', 'validator', 'state', 'bind', 'log', 'event', 'lookup', 'inject', 'cache', 'register', 'dependency', 'compose', 'table']);

/** A plugin's view of the server it is registered on. */
interface View { on: ResultValue; prefix: Prefix | undefined; plugin: Value }

const views = new WeakMap<ResultValue, View>();

/** A server, or a plugin's view of one. */
export function isServer(value: Value | undefined): value is ResultValue {
  if (value?.kind !== 'result') return false;
  if (views.has(value)) return true;
  const { callee } = value.call;
  if (callee.kind !== 'external') return false;
  return (PACKAGES.includes(callee.package) && MAKERS.has(callee.path.at(-1) ?? '')) || (GLUE.includes(callee.package) && callee.path.at(-1) === 'compose');
}

export function viewOf(server: ResultValue): View | undefined {
  return views.get(server);
}

/** The server itself. */
export function rootOf(server: ResultValue): ResultValue {
  const view = views.get(server);
  return view ? rootOf(view.on) : server;
}

/** The server that a call is made on, directly or through one of its parts (`server.auth.strategy`). */
export function serverOf(record: CallRecord): ResultValue | undefined {
  let { receiver } = record;
  while (receiver?.kind === 'property') receiver = receiver.object;
  return isServer(receiver) ? receiver : undefined;
}

function isCallOf(record: CallRecord, packages: string[]): boolean {
  return record.callee.kind === 'external' && packages.includes(record.callee.package);
}

function call(record: CallRecord, host: ModelHost): Value | undefined {
  if (isCallOf(record, GLUE) && record.method === 'compose') return composeServer(record, host, register);
  const server = serverOf(record);
  if (!server) return undefined;
  switch (record.method) {
    case 'register': {
      for (const given of pluginsOf(record.args)) register(server, given.plugin, given.options, given.prefix, record, host);
      // Until version 16, a callback says that it is done.
      for (const done of record.args.slice(1)) if (done.kind === 'function') host.invoke(done, []);
      return undefined;
    }
    case 'dependency': case 'after': {
      const after = record.args.find((arg) => arg.kind === 'function');
      if (after) host.invoke(after, [server, { kind: 'builtin', name: 'promise.settle' }]);
      return undefined;
    }
    case 'expose': expose(server, record); return undefined;
    default: return SAME.has(record.method) ? server : undefined;
  }
}

/** Runs a plugin on a view of the server. What it does to the server as a whole, it does to the server itself. */
function register(server: ResultValue, plugin: { run: Value; self: Value }, options: Value, prefix: Prefix | undefined, record: CallRecord, host: ModelHost): void {
  const view = host.result(record) as ResultValue;
  view.props = server.props;
  views.set(view, { on: server, prefix, plugin: plugin.self });
  host.invoke(plugin.run, [view, options], plugin.self);
}

/** `server.expose('name', value)` is `server.plugins.<plugin>.name`. */
function expose(server: ResultValue, record: CallRecord): void {
  const plugin = views.get(server)?.plugin;
  const attributes = plugin?.kind === 'object' ? plugin.props.get('name') ?? nameOf(plugin.props.get('pkg')) : undefined;
  const name = attributes?.kind === 'literal' ? String(attributes.value) : undefined;
  if (name === undefined) return;
  const all = objectIn(server.props, 'plugins', record);
  const mine = all && objectIn(all, name, record);
  const [key, value] = record.args;
  if (!mine || !key) return;
  if (key.kind === 'literal' && value) mine.set(String(key.value), value);
  if (key.kind === 'object') key.props.forEach((one, each) => mine.set(each, one));
}

function nameOf(pkg: Value | undefined): Value | undefined {
  return pkg?.kind === 'object' ? pkg.props.get('name') : undefined;
}

function objectIn(props: Map<string, Value>, name: string, record: CallRecord): Map<string, Value> | undefined {
  let value = props.get(name);
  if (!value) props.set(name, (value = { kind: 'object', id: record.order, props: new Map(), open: true }));
  return value.kind === 'object' ? value.props : undefined;
}

/** What calls of hapi mean while the project is set up: plugins are run, what is registered is kept for later. */
export const model: PackageModel = {
  packages: [...PACKAGES, ...GLUE, ...CONFIDENCE],
  call,
  keepsCallbacks: (record) => KEEPS.has(record.method) && serverOf(record) !== undefined,
  parameter: { path: ['server'], registers: (method) => method === 'route' || method === 'ext' },
};
