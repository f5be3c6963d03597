import type { CallRecord, ModelHost, ObjectValue, ResultValue, Value } from '../../model/index.ts';
import { boundedRegExp, literal, object, textOf, truth } from '../../link/index.ts';
import { nearestFolder } from '../folders.ts';
import { childFor, pluginsOf, prefixOf, registerPlugin } from './plugin.ts';

const SCRIPT = /(?:(?:^.?|\.[^d]|[^.]d|[^.][^d])\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/iu;
const INDEX = /^index(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/iu;
const AUTO_HOOKS = /^[_.]?auto_?hooks(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/iu;

/** One folder: its hooks files, outermost first, and its plugins. */
interface Node { hooks: string[]; plugins: { file: string; prefix: string }[] }
interface Loaded { content: Value; prefix: string; file: string }

const considered = new WeakMap<CallRecord, Set<string>>();

/** Files of the folders that a registration of autoload has gone through, relative to the project's root: what it did not load is left out on purpose. */
export function filesConsidered(record: CallRecord): ReadonlySet<string> {
  return considered.get(record) ?? new Set();
}

/** `register(autoload, { dir, ... })`: files are plugins, folders are prefixes (@fastify/autoload, README: Plugin Options). */
export function loadFolder(record: CallRecord, host: ModelHost): void {
  const options = record.args[1];
  if (options?.kind !== 'object') return;
  const dir = nearestFolder(options.props.get('dir'), record.module.path, (folder) => host.list(folder) !== undefined);
  if (dir === undefined) return;
  const nodes: Node[] = [];
  const files = new Set<string>();
  considered.set(record, files);
  collect({ options, host, root: dir, nodes, files }, dir, '', 0, []);
  for (const node of nodes) registerNode(record, node, options, host);
}

interface Walk { options: ObjectValue; host: ModelHost; root: string; nodes: Node[]; files: Set<string> }

function collect(walk: Walk, dir: string, prefix: string, depth: number, inherited: string[]): void {
  const names = [...(walk.host.list(dir) ?? [])].sort();
  const node: Node = { hooks: [], plugins: [] };
  walk.nodes.push(node);
  for (const name of names) walk.files.add(`${dir}/${name}`.replace(/^\/+/, ''));
  const set = (name: string): boolean => truth(walk.options.props.get(name) ?? literal(undefined)) === true;
  if (set('autoHooks')) {
    const own = names.find((name) => pattern(walk, 'autoHooksPattern', AUTO_HOOKS).test(name));
    node.hooks = own === undefined ? inherited : [...(set('overwriteHooks') ? [] : inherited), `${dir}/${own}`];
  }
  const script = pattern(walk, 'scriptPattern', SCRIPT);
  const isFolder = (name: string): boolean => !script.test(name) && (walk.host.list(`${dir}/${name}`)?.length ?? 0) > 0;
  const index = names.find((name) => pattern(walk, 'indexPattern', INDEX).test(name));
  const add = (name: string): void => { if (isWanted(walk, `${dir}/${name}`)) node.plugins.push({ file: `${dir}/${name}`, prefix }); };
  if (index !== undefined) {
    add(index);
    if (!names.some(isFolder)) return;
  }
  const limit = Number(textOf(walk.options.props.get('maxDepth') ?? literal(undefined)) ?? Infinity);
  for (const name of names) {
    if (matches(walk.options.props.get('ignorePattern'), `${dir}/${name}`.slice(walk.root.length + 1), walk.host)) continue;
    if (isFolder(name)) {
      if (depth < limit) collect(walk, `${dir}/${name}`, below(walk, prefix, dir, name), depth + 1, set('autoHooks') && set('cascadeHooks') ? node.hooks : []);
    } else if (index === undefined && script.test(name) && !pattern(walk, 'autoHooksPattern', AUTO_HOOKS).test(name)) add(name);
  }
}

function below(walk: Walk, prefix: string, dir: string, name: string): string {
  const option = walk.options.props.get('dirNameRoutePrefix') ?? literal(true);
  const part = option.kind === 'function' ? textOf(walk.host.invoke(option, [literal(dir), literal(name)])) ?? '' : truth(option) === false ? '' : name;
  return `${prefix}/${part === 'false' ? '' : part}`;
}

function pattern(walk: Walk, name: string, fallback: RegExp): RegExp {
  const value = walk.options.props.get(name);
  return (value?.kind === 'regexp' && boundedRegExp(value.source, value.flags)) || fallback;
}

function isWanted(walk: Walk, file: string): boolean {
  const path = file.slice(walk.root.length);
  const only = walk.options.props.get('matchFilter');
  return (!only || matches(only, path, walk.host)) && !matches(walk.options.props.get('ignoreFilter'), path, walk.host);
}

function matches(filter: Value | undefined, path: string, host: ModelHost): boolean {
  if (!filter) return false;
  if (filter.kind === 'regexp') return boundedRegExp(filter.source, filter.flags)?.test(path) ?? false;
  if (filter.kind === 'function') return truth(host.invoke(filter, [literal(path)])) === true;
  const text = textOf(filter);
  return text !== undefined && text !== '' && (path.includes(text) || (boundedRegExp(text, '')?.test(path) ?? false));
}

function registerNode(record: CallRecord, node: Node, options: ObjectValue, host: ModelHost): void {
  const loaded = node.plugins.map(({ file, prefix }) => load(file, prefix, options, host)).filter((one) => one !== undefined);
  const hooks = node.hooks.map((file) => host.load(file)).filter((one) => one !== undefined);
  if (hooks.length === 0) {
    for (const one of loaded) registerFile(record, one, options, host);
    return;
  }
  const prefixes = new Set(loaded.map((one) => one.prefix).filter((prefix) => prefix !== ''));
  const common = prefixes.size === 1 ? [...prefixes][0]! : '';
  const composed: CallRecord = { ...record, receiver: childFor(record, record.receiver as ResultValue, common, { module: record.module, start: record.expr.start }, host) };
  for (const hook of hooks) for (const plugin of pluginsOf(hook, true)) registerPlugin(composed, plugin, options, host);
  for (const one of loaded) registerFile(composed, common === '' ? one : { ...one, prefix: '' }, options, host);
}

/** A file and the prefix of its plugin; nothing for one that opts out. */
function load(file: string, folder: string, options: ObjectValue, host: ModelHost): Loaded | undefined {
  const content = host.load(file);
  if (!content) return undefined;
  const plugin = propsOf(content)?.get('default') ?? content;
  const export_ = (name: string): Value | undefined => propsOf(plugin)?.get(name) ?? propsOf(content)?.get(name);
  if (truth(export_('autoload') ?? literal(undefined)) === false && export_('autoload')?.kind === 'literal') return undefined;
  const given = optionsOf(options);
  const own = prefixOf(given) || prefixOf(export_('autoConfig'));
  const override = textOf(export_('prefixOverride') ?? literal(undefined));
  if (override !== undefined) return { content, file, prefix: params(override, options) };
  const auto = textOf(export_('autoPrefix') ?? literal(undefined));
  const appends = truth(options.props.get('appendAutoPrefix') ?? literal(undefined)) === true;
  return { content, file, prefix: params(`${own === '/' ? '' : own}${auto === undefined ? folder : appends && folder !== '' ? `${folder}/${auto}` : auto}`, options) };
}

function params(prefix: string, options: ObjectValue): string {
  if (truth(options.props.get('routeParams') ?? literal(undefined)) !== true) return prefix;
  return prefix.includes('__') ? prefix.replace(/__/g, ':') : prefix.replace(/\/_/g, '/:');
}

function propsOf(value: Value): Map<string, Value> | undefined {
  return value.kind === 'object' || value.kind === 'result' || value.kind === 'function' ? value.props : undefined;
}

function optionsOf(options: ObjectValue): Value | undefined {
  return options.props.get('options');
}

/** A plugin, or a route that is exported as it is. */
function registerFile(record: CallRecord, { content, prefix }: Loaded, options: ObjectValue, host: ModelHost): void {
  const config = object();
  const given = optionsOf(options);
  if (given?.kind === 'object') given.props.forEach((value, key) => config.props.set(key, value));
  config.props.set('prefix', literal(prefix));
  const plugin = propsOf(content)?.get('default') ?? content;
  if (plugin.kind === 'object' && plugin.props.has('method')) {
    const instance = childFor(record, record.receiver as ResultValue, prefixOf(config), plugin.site ?? { module: record.module, start: record.expr.start }, host);
    instance.calls.push({ ...record, method: 'route', receiver: instance, args: [plugin] });
    return;
  }
  const flat = truth(options.props.get('encapsulate') ?? literal(true)) === false;
  for (const one of pluginsOf(content, flat)) registerPlugin(record, one, config, host);
}
