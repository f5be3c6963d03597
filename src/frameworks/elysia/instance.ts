import type { CallRecord, Place, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, external, literal, packageOf, positionOf, textOf, textParts, type Machine } from '../../link/index.ts';
import { join, libraryProof, type Element } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { elementsOf, nameOfValue } from '../elements.ts';
import { hooksIn, hooksOf, lifted, takenOver, type Hook, type HookScope } from './hooks.ts';
import { hooksOfMacros, leftOver, macrosOf, type Macros } from './macros.ts';
import { insideOf, isInstance, VERBS } from './model.ts';

export interface Mount extends Place { path: string }

/** A route of an instance, as it stands when the instance is done. */
export interface Endpoint {
  method: string;
  path: string;
  handler: Element | undefined;
  /** In the order in which they were put together. */
  hooks: Hook[];
  /** Options that no macro has used up yet. */
  options: Value | undefined;
  record: CallRecord;
  site: Site;
  instance: ResultValue;
  mounts: Mount[];
}

/** What an instance amounts to. */
export interface Contents {
  endpoints: Endpoint[];
  hooks: Hook[];
  macros: Macros;
  /** What is there on the context by name, whatever the scope. */
  context: Map<string, Value>;
}

interface State extends Contents {
  machine: Machine;
  prefix: string;
  used: Set<string>;
  around: ResultValue[];
}

/**
 * Runs through the calls on an instance in order. Hooks are for what comes after them; a plugin is taken as it is at that
 * moment; a route that is declared again replaces the first.
 */
export function contentsOf(instance: ResultValue, machine: Machine, before = Infinity, around: ResultValue[] = [], inherited?: Pick<Contents, 'macros' | 'context'>): Contents {
  const config = inherited ? undefined : instance.call.args[0];
  const state: State = {
    machine, around: [...around, instance], used: new Set(), endpoints: [], hooks: [], prefix: textIn(config, 'prefix') ?? '', macros: new Map(inherited?.macros), context: new Map(inherited?.context),
  };
  for (const record of instance.calls) if (record.order < before) step(state, record, instance);
  return state;
}

function step(state: State, record: CallRecord, instance: ResultValue): void {
  const { method, args } = record;
  if (VERBS.has(method) || method === 'route' || method === 'ws') { declare(state, record, instance); return; }
  switch (method) {
    case 'use': for (const plugin of pluginsOf(record)) use(state, plugin, record); return;
    case 'group': nest(state, record, args[0]); return;
    case 'guard': if (insideOf(record)) nest(state, record, undefined); else guard(state, record); return;
    case 'mount': mount(state, record, instance); return;
    case 'macro': macrosOf(record).forEach((macro, name) => state.macros.set(name, macro)); return;
    case 'as': case 'propagate': case 'scoped': state.hooks = lifted(state.hooks, method === 'as' && args[0] ? textOf(args[0]) : 'scoped'); return;
    case 'decorate': case 'state': decorate(state, record); return;
    default: state.hooks.push(...hooksOf(record));
  }
}

function declare(state: State, record: CallRecord, instance: ResultValue): void {
  const shift = record.method === 'route' ? 1 : 0;
  const verb = record.method === 'route' ? (record.args[0] ? textOf(record.args[0])?.toUpperCase() : undefined) ?? 'ALL' : record.method === 'ws' ? 'GET' : record.method.toUpperCase();
  const options = record.args[record.method === 'ws' ? 1 : shift + 2];
  const site = headOf(record);
  const elements = elementsOf(record, shift + 1);
  const handler = record.method === 'ws' ? undefined : elements[0];
  const local = hooksIn(options, 'route', site, record.conditions);
  for (const path of pathsOf(record.args[shift])) {
    add(state, { method: verb, path, handler, hooks: local, options, record, site, instance, mounts: [] });
  }
}

/** Puts a route into the instance: below its prefix, behind its hooks, with what its macros make of the options. */
function add(state: State, endpoint: Endpoint): void {
  const { options, record } = endpoint;
  const added = hooksOfMacros(state.machine, state.macros, options, siteOfOptions(options) ?? endpoint.site, record.conditions);
  const made: Endpoint = { ...endpoint, path: join(state.prefix, endpoint.path), hooks: [...state.hooks, ...endpoint.hooks, ...added], options: leftOver(state.macros, options) };
  const known = state.endpoints.findIndex((one) => one.method === made.method && one.path === made.path);
  if (known < 0) state.endpoints.push(made);
  else state.endpoints[known] = made;
}

function siteOfOptions(options: Value | undefined): Site | undefined {
  return options?.kind === 'object' ? options.site : undefined;
}

function guard(state: State, record: CallRecord): void {
  const options = record.args[0];
  const fallback = headOf(record);
  const scoped = textIn(options, 'as');
  const scope: HookScope = scoped === 'scoped' || scoped === 'global' ? scoped : 'local';
  const macros = hooksOfMacros(state.machine, state.macros, options, siteOfOptions(options) ?? fallback, record.conditions);
  state.hooks.push(...hooksIn(options, 'guard', fallback, record.conditions), ...macros.map((one) => ({ ...one, scope })));
}

/** A group or a guard around the routes of its callback. */
function nest(state: State, record: CallRecord, prefix: Value | undefined): void {
  const inside = insideOf(record);
  if (!isInstance(inside) || state.around.includes(inside)) return;
  const own = inside.call === record;
  const inner = contentsOf(inside, state.machine, Infinity, state.around, own ? state : undefined);
  const options = record.args.find((arg, i) => arg.kind === 'object' && (prefix === undefined || i > 0));
  const site = headOf(record);
  const hooks = hooksIn(options, 'route', site, record.conditions);
  const around = [...hooks, ...hooksOfMacros(state.machine, state.macros, options, siteOfOptions(options) ?? site, record.conditions)];
  const { line, column } = positionOf(site.module, site.start);
  for (const path of prefix ? pathsOf(prefix) : ['']) {
    for (const endpoint of inner.endpoints) {
      const mounts = prefix ? [{ file: site.module.path, line, column, path: join(state.prefix, path) }, ...endpoint.mounts] : endpoint.mounts;
      add(state, { ...endpoint, path: `${path}${endpoint.path}`, hooks: [...around, ...endpoint.hooks], mounts });
    }
  }
  inner.context.forEach((value, name) => state.context.set(name, value));
  state.hooks.push(...inner.hooks.filter((one) => one.stage === 'request'));
}

function use(state: State, plugin: Value, record: CallRecord): void {
  if (isInstance(plugin)) {
    if (state.around.includes(plugin) || state.around.length > 12) return;
    const { endpoints, hooks, macros, context } = contentsOf(plugin, state.machine, record.order, state.around);
    macros.forEach((macro, name) => state.macros.set(name, macro));
    context.forEach((value, name) => state.context.set(name, value));
    const site = headOf(record);
    const { line, column } = positionOf(site.module, site.start);
    for (const endpoint of endpoints) add(state, { ...endpoint, mounts: [{ file: site.module.path, line, column, path: join('/', state.prefix) }, ...endpoint.mounts] });
    const name = textIn(plugin.call.args[0], 'name');
    const key = `${name}\0${textIn(plugin.call.args[0], 'seed') ?? ''}`;
    // Of plugins with one name, the first is taken for all (elysiajs.com, "Plugin Deduplication").
    if (name !== undefined && state.used.has(key)) return;
    if (name !== undefined) state.used.add(key);
    // A function without a name is known by the plugin that it came with.
    const called = elementsOf(record, 0).find((one) => one.value === plugin)?.name ?? '';
    state.hooks.push(...takenOver(hooks).map((one) => (one.element.name === '' ? { ...one, element: { ...one.element, name: called } } : one)));
    return;
  }
  foreign(state, plugin, record);
}

/** A plugin of a package, or one that could not be followed. */
function foreign(state: State, plugin: Value, record: CallRecord): void {
  const name = packageOf(plugin);
  if (name === '@elysiajs/jwt') {
    const options = plugin.kind === 'result' ? plugin.call.args[0] : undefined;
    const key = textIn(options, 'name') ?? 'jwt';
    state.context.set(key, external('@elysiajs/jwt', [key]));
    return;
  }
  const [element] = elementsOf(record, 0);
  if (!element) return;
  if (name !== undefined) {
    const proof = libraryProof(plugin);
    if (proof && proof.proves !== 'nothing') state.hooks.push({ stage: 'beforeHandle', scope: 'global', element: { ...element, value: plugin }, conditional: record.conditions });
    return;
  }
  if (plugin.kind !== 'unknown' && plugin.kind !== 'property' && plugin.kind !== 'param') return;
  const called = element.name || nameOfValue(plugin);
  if (!ABOUT_CALLERS.test(called) || ABOUT_ROUTES.test(called)) return;
  state.hooks.push({ stage: 'beforeHandle', scope: 'local', element: { ...element, given: { proves: 'unknown', basis: 'name', reason: `the plugin \`${called}\` could not be followed to its definition` } }, conditional: record.conditions });
}

const ABOUT_CALLERS = /auth|guard|protect|session|jwt|secure|permission|role|acl/i;
const ABOUT_ROUTES = /route|controller|handler|module|endpoint/i;

function mount(state: State, record: CallRecord, instance: ResultValue): void {
  const path = record.args[0] && textOf(record.args[0]);
  const [handler] = elementsOf(record, path === undefined ? 0 : 1);
  add(state, { method: 'ALL', path: `${(path ?? '').replace(/\*$/, '')}/*`, handler, hooks: [], options: record.args[2], record, site: headOf(record), instance, mounts: [] });
}

/** `decorate('db', db)`, `decorate({ db })`, `state('version', 1)`. */
function decorate({ context }: State, { method, args }: CallRecord): void {
  const prefix = method === 'state' ? 'store.' : '';
  const rest = args[0]?.kind === 'object' && args[0].props.has('as') ? args.slice(1) : args;
  const name = rest[0] && textOf(rest[0]);
  if (name !== undefined && rest[1]) context.set(`${prefix}${name}`, rest[1]);
  else if (rest[0]?.kind === 'object') rest[0].props.forEach((value, key) => context.set(`${prefix}${key}`, value));
}

function pluginsOf(record: CallRecord): Value[] {
  const given = insideOf(record);
  const plugins = record.args[0]?.kind === 'array' ? record.args[0].elements : record.args.slice(0, 1);
  return [...(given ? [given] : []), ...plugins.flatMap(alternatives).map((one) => (one.kind === 'object' ? one.props.get('default') ?? one : one)).filter((one) => one.kind !== 'function')];
}

function pathsOf(value: Value | undefined): string[] {
  const paths = alternatives(value ?? literal('')).map((one) => textParts(one).map((part) => part ?? ':unknown').join(''));
  return paths.slice(0, 8);
}

function textIn(options: Value | undefined, key: string): string | undefined {
  if (options?.kind !== 'object') return undefined;
  const value = options.props.get(key);
  return value && (textOf(value) ?? (value.kind === 'text' || value.kind === 'union' ? textParts(value).map((part) => part ?? ':unknown').join('') : undefined));
}

