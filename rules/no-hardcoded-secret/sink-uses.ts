import { alternatives, editsOf, packageOf, pathOf, perModules, textOf, UNDEFINED, walkModule } from '../../src/link/index.ts';
import type { CallSite, ModuleFacts, ProgramView, Span, Value } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import { isTestOrExample } from '../file-role.ts';
import { originsOf, select, type Origin } from './origins.ts';
import { isLocalHost } from './placeholder.ts';
import { SINKS, type Sink } from './sinks.ts';
import { USES, type UseName } from './uses.ts';
import { rootOf } from '../written-names.ts';

/** A literal that reaches a secret's place. */
export interface SecretUse {
  use: UseName;
  origin: Origin;
  /** The place. */
  module: ModuleFacts;
  at: Span;
  /** Of connection options: the user, and whether the host is the own machine's. */
  user?: string;
  local?: boolean;
}

const cache = new WeakMap<ProgramView, SecretUse[]>();

/** Every literal of the project that reaches a secret's place in a call of a known package. Worked out once. */
export function secretUses(program: ProgramView): SecretUse[] {
  let uses = cache.get(program);
  if (!uses) {
    const found = [...usesByCalls(program), ...applicationKeys(program)];
    const rank = Object.keys(USES);
    cache.set(program, (uses = found.sort((a, b) => rank.indexOf(a.use) - rank.indexOf(b.use))));
  }
  return uses;
}

const usesByCalls = perModules((program, module) => sinkCalls(program, module).flatMap(({ site, sinks }) => sinks.flatMap((sink) => sink.at.flatMap((at) => usesIn(program, site, sink, at)))));

interface SinkCall { site: CallSite; sinks: Sink[] }

const names = new WeakMap<object, Set<string>>();

/** What is called of the packages that the project imports, which no edit of a function changes. */
function namesOfSinks(program: ProgramView): Set<string> {
  const key = editsOf(program);
  let known = names.get(key);
  if (!known) {
    const imported = new Set(program.modules.flatMap((module) => module.imports.map((one) => one.source)));
    names.set(key, (known = new Set([...imported].flatMap(sinksNear).flatMap((sink) => sink.calls))));
  }
  return known;
}

function sinkCalls(program: ProgramView, module: ModuleFacts): SinkCall[] {
  const wanted = namesOfSinks(program);
  if (wanted.size === 0 || isTestOrExample(module.path)) return [];
  const near = module.imports.some((one) => sinksNear(one.source).length > 0);
  const calls: SinkCall[] = [];
  for (const site of program.calls(module)) {
    const name = writtenName(site.expr);
    if (site.expr.args.length === 0 || (!near && !wanted.has(name) && name !== 'super' && name !== 'register')) continue;
    if (name === 'super') { calls.push({ site, sinks: sinksOfBase(program, site) }); continue; }
    if (name === 'register' && site.expr.args.length > 1) {
      const plugin = packageOf(program.denote(module, site.expr.args[0]!, site.fn));
      if (plugin !== undefined) calls.push({ site, sinks: sinksOf(plugin, 'register') });
    }
    if (!mayReach(site, name, wanted, near)) continue;
    const value = program.denote(module, site.expr.callee, site.fn);
    const from = packageOf(value);
    if (from !== undefined) calls.push({ site, sinks: sinksOf(from, pathOf(value).at(-1) ?? '') });
  }
  return calls.filter((call) => call.sinks.length > 0);
}

/** Methods that are given client options, of packages any of whose functions may be. */
const OPENERS = /^(create\w*|get\w*Session|[A-Z]\w*)$/;

/** Whether it is worth asking what is called: what is plainly a global's, or another package's, is not. */
function mayReach({ module, expr }: CallSite, name: string, names: Set<string>, near: boolean): boolean {
  const known = (source: string): boolean => sinksNear(source).length > 0;
  const root = rootOf(expr.callee);
  if (root.kind !== 'ref') return (names.has(name) || OPENERS.test(name)) && near;
  const binding = module.bindings[root.binding];
  if (!binding) return false;
  if (binding.import) return known(binding.import.source) || names.has(name);
  if (names.has(name)) return true;
  return binding.init !== undefined && [binding.init, ...(binding.init.kind === 'call' ? binding.init.args : [])].some((one) => {
    const made = rootOf(one);
    const from = made.kind === 'ref' ? module.bindings[made.binding]?.import?.source : undefined;
    return made.kind === 'ref' && (made.name === 'require' || (from !== undefined && known(from)));
  });
}

const nearest = new Map<string, Sink[]>();

/** Sinks of a package that is imported by this name, or of one of its sub-paths. */
function sinksNear(source: string): Sink[] {
  let sinks = nearest.get(source);
  if (!sinks) nearest.set(source, (sinks = SINKS.filter((sink) => belongs(sink, source))));
  return sinks;
}

function belongs(sink: Sink, name: string): boolean {
  return sink.packages.some((one) => (typeof one === 'string' ? one === name || name.startsWith(`${one}/`) || one.startsWith(`${name}/`) : one.test(name)));
}

const ofPackage = new Map<string, Sink[]>();

function sinksOf(name: string, called: string): Sink[] {
  let sinks = ofPackage.get(name);
  if (!sinks) ofPackage.set(name, (sinks = SINKS.filter((sink) => sink.packages.some((one) => (typeof one === 'string' ? name === one || name.startsWith(`${one}/`) : one.test(name))))));
  return sinks.filter((sink) => sink.calls.includes(called) || (sink.calls.includes('*') && called !== 'register'));
}

/** `super({ ... })` in a class that extends a strategy: of a package, or made by `PassportStrategy(Strategy)`. */
function sinksOfBase(program: ProgramView, site: CallSite): Sink[] {
  const cls = site.module.functions[site.fn]?.cls;
  const base = cls === undefined ? undefined : site.module.classes[cls]?.extends;
  if (!base || cls === undefined) return [];
  const value = program.denote(site.module, base, site.module.classes[cls]!.owner);
  const made = value.kind === 'result' ? value.call.args[0] : value;
  const name = made === undefined ? undefined : packageOf(made);
  return name === undefined ? [] : sinksOf(name, 'super');
}

function usesIn(program: ProgramView, site: CallSite, sink: Sink, at: string): SecretUse[] {
  const [first, ...path] = at.split('.');
  const { args } = site.expr;
  const chosen = first === '*' ? args : args[Number(first)] ? [args[Number(first)]!] : [];
  return chosen.flatMap((arg) => {
    if (arg.kind === 'spread' || (path.length > 0 && arg.kind === 'literal')) return [];
    const given = program.denote(site.module, arg, site.fn);
    const last = path.at(-1);
    const holders = select(program, given, path.slice(0, -1));
    return holders.flatMap((holder) => (last === undefined ? [holder] : select(program, holder, [last]))
      .flatMap((value) => originsOf(program, value))
      .filter((origin) => !sink.direct || origin.hops === 0)
      .map((origin): SecretUse => {
        const options = last === undefined ? args.filter((one) => one.kind === 'object').map((one) => program.denote(site.module, one, site.fn)) : [holder, given];
        return { use: sink.use, origin, module: site.module, at: arg, ...connection(options) };
      }));
  });
}

/** What the options around a password say of the server; without a host it is the own machine. */
function connection(holders: Value[]): { user?: string; local: boolean } {
  const props = holders.flatMap((holder) => (holder.kind === 'object' ? [holder.props] : []));
  const texts = (names: string[]): string[] => props.flatMap((one) => names.flatMap((name) => alternatives(one.get(name) ?? UNDEFINED)))
    .map(textOf).filter((text) => text !== undefined);
  const hosts = ['host', 'hostname', 'server'];
  const named = props.some((one) => hosts.some((name) => one.has(name))) || holders.some((holder) => holder.kind === 'object' && holder.open);
  const user = texts(['user', 'username'])[0];
  return { ...(user === undefined ? {} : { user }), local: !named || texts(hosts).some(isLocalHost) };
}

/** `app.keys = [...]` of Koa, which signs cookies. */
function applicationKeys(program: ProgramView): SecretUse[] {
  const uses: SecretUse[] = [];
  const koa = program.modules.some((module) => module.imports.some((one) => one.source === 'koa'));
  if (!koa) return uses;
  for (const module of program.modules) {
    if (isTestOrExample(module.path)) continue;
    walkModule(module, { expr(expr, fn) {
      if (expr.kind !== 'assign' || expr.target.kind !== 'member' || expr.target.property !== 'keys') return;
      if (packageOf(program.denote(module, expr.target.object, fn)) !== 'koa') return;
      const value = program.denote(module, expr.value, fn);
      for (const one of [...select(program, value, ['[]']), value]) {
        for (const origin of originsOf(program, one)) uses.push({ use: 'cookie', origin, module, at: expr.value });
      }
    } });
  }
  return uses;
}
