import type { CallRecord, ModelHost, ResultValue, Value } from '../../model/index.ts';
import { alternatives, packageOf, textOf, textParts, union } from '../../link/index.ts';
import { pluginIn, prefixIn, type Prefix } from './plugins.ts';

type Register = (server: ResultValue, plugin: { run: Value; self: Value }, options: Value, prefix: Prefix | undefined, record: CallRecord, host: ModelHost) => void;

/**
 * `Glue.compose(manifest, { relativeTo })`: a server from a description, whose plugins may be named by their files. What
 * stands beside a plugin in `register.plugins` stood in an `options` of its own in the `registrations` of earlier versions.
 */
export function composeServer(record: CallRecord, host: ModelHost, register: Register): Value {
  const server = host.result(record) as ResultValue;
  const manifest = plain(record.args[0]);
  const wanted = member(member(manifest, 'register'), 'plugins') ?? member(manifest, 'registrations');
  const folder = folderOf(record);
  for (const one of wanted?.kind === 'array' ? wanted.elements.flatMap(alternatives) : []) {
    const specified = one.kind === 'object' ? one.props.get('plugin') ?? one : one;
    const named = specified.kind === 'object' ? specified.props.get('register') ?? specified : specified;
    const file = textOf(named);
    const value = file === undefined ? named : /^[./]/.test(file) ? load(`${folder}/${file}`, host) : undefined;
    const plugin = value && (value.kind === 'function' ? { run: value, self: value } : pluginIn(value));
    if (!plugin) continue;
    const options = member(specified, 'options') ?? member(one, 'options');
    register(server, plugin, options ?? { kind: 'object', id: record.order, props: new Map() }, prefixIn(one, true) ?? prefixIn(member(one, 'options'), true), record, host);
  }
  for (const done of record.args.slice(1)) if (done.kind === 'function') host.invoke(done, [{ kind: 'literal', value: null }, server]);
  return server;
}

/** What files are relative to: a folder below the project's own where that is where the process runs. */
function folderOf(record: CallRecord): string {
  const options = record.args[1];
  const relative = options?.kind === 'object' ? options.props.get('relativeTo') : undefined;
  const parts = relative ? textParts(relative) : [];
  if (parts.length === 1 && parts[0] !== null) return parts[0]!;
  if (parts[0] === null && parts.length === 2) return parts[1] ?? '';
  return `/${record.module.path}`.replace(/\/[^/]*$/, '');
}

const ENDINGS = ['', '.js', '.ts', '.mjs', '.cjs', '/index.js', '/index.ts'];

function load(path: string, host: ModelHost): Value | undefined {
  const [name] = path.split('/').slice(-1);
  const folder = path.slice(0, path.length - name!.length);
  for (const ending of ENDINGS) {
    const found = host.load(`${folder}${name}${ending}`);
    if (found && found.kind !== 'unknown') return found;
  }
  return undefined;
}

function member(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.props.get(name) : undefined;
}

/** The document itself where a store gives it out (confidence): of what it filters, any may be meant. */
function plain(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'result' || value.call.method !== 'get' || !/confidence$/.test(packageOf(value) ?? '')) return value;
  const store = value.call.receiver;
  const document = store?.kind === 'result' ? store.call.args[0] : undefined;
  const path = (textOf(value.call.args[0] ?? { kind: 'literal', value: '/' }) ?? '/').split('/').filter((part) => part !== '');
  return path.reduce<Value | undefined>((at, name) => member(at && filtered(at), name), document);
}

function filtered(value: Value): Value {
  if (value.kind !== 'object' || !value.props.has('$filter')) return value;
  return union([...value.props].filter(([name]) => !name.startsWith('$') || name === '$default').map(([, one]) => one));
}
