import type { CallSite, Expr, ModuleFacts, Site, Value } from '../../model/index.ts';
import { textOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { chainOf, handlerStep, isServer, stepIn } from './model.ts';
import { entriesOf, type Entry } from './routers.ts';

/** A router with what is known of how it is served. */
export interface Root {
  entries: Entry[];
  site: Site;
  /** Where an OpenAPI handler answers. */
  prefix: string;
  /** Such a handler serves it, and no other. */
  openApi?: boolean;
  maker?: Element | undefined;
}

/** Routers that are served, then those that no other one holds, then procedures that stand alone. */
export function rootsOf(program: Program): Root[] {
  const sites = program.calls().filter(({ expr }) => expr.callee.kind === 'member' && expr.callee.property === 'handle');
  const served = program.machine.records.map((record) => record.result).filter(isServer).map((server): Root => {
    const { call } = server;
    const handles = sites.filter((site) => program.denote(site.module, receiverOf(site), site.fn) === server);
    const openApi = call.callee.kind === 'external' && /OpenAPI/.test(call.callee.path.at(-1) ?? '');
    return {
      entries: call.args[0] ? entriesOf(call.args[0]) : [], site: { module: call.module, start: call.expr.start, end: call.expr.end },
      prefix: openApi ? handles.map((site) => prefixOf(site, program)).find((prefix) => prefix !== undefined) ?? '' : '', openApi, maker: handles.map((site) => makerOf(site, program)).find((maker) => maker !== undefined),
    };
  });
  const maker = served.find((root) => root.maker)?.maker;
  const known = new Set(served.flatMap((root) => root.entries.map((entry) => entry.procedure)));
  // What both kinds of handlers serve goes by its name where it has no path.
  const rpc = new Set(served.filter((root) => !root.openApi).flatMap((root) => root.entries.map((entry) => entry.procedure)));
  const roots = served.map((root) => ({ ...root, openApi: root.openApi === true && !root.entries.some((entry) => rpc.has(entry.procedure)) }));
  return [...roots.sort((a, b) => b.prefix.length - a.prefix.length), ...written(program, known).map((root) => ({ ...root, maker }))];
}

/** Objects at the top of a module that hold procedures which nothing else does. */
function written(program: Program, known: Set<Value>): Root[] {
  const procedures = program.machine.records.map((record) => record.result).flatMap((value) => (value ? handlerStep(value) ?? [] : []));
  const modules = new Set(procedures.map((value) => value.call.module));
  const importers = program.modules.filter((module) => module.imports.some((one) => one.source.startsWith('@orpc/')) || modules.has(module) || module.bindings.some((one) => one.owner < 0 && one.init?.kind === 'object'));
  const named = importers.flatMap((module) => module.bindings.flatMap((binding, i) => {
    if (binding.owner >= 0 || !binding.init || !mayHold(module, binding.init)) return [];
    return [{ module, binding, value: program.denote(module, { kind: 'ref', name: binding.name, binding: i, start: binding.start, end: binding.end }) }];
  }));
  const candidates = named.map(({ module, binding, value }) => {
    const site = { module, start: binding.init!.start, end: binding.init!.end };
    const entries = entriesOf(value).map((entry) => ({ ...entry, path: handlerStep(value) ? [binding.name, ...entry.path] : entry.path }));
    return { name: binding.name, value, root: { entries, site, prefix: '' } };
  }).filter(({ root }) => root.entries.length > 0).sort((a, b) => b.root.entries.length - a.root.entries.length);
  const roots: Root[] = [];
  const served = known.size > 0;
  const main = served ? undefined : candidates[0]?.root;
  for (const { name, root, value } of candidates) {
    // Where routers are served, a procedure that is in none of them is called by nobody, unless it is an action.
    if (served && handlerStep(value) && !stepIn(chainOf(value), 'actionable')) continue;
    const fresh = root.entries.filter((entry) => !known.has(entry.procedure));
    if (fresh.length === 0) continue;
    for (const entry of fresh) known.add(entry.procedure);
    const prefix = root === main || fresh.some((entry) => entry.path[0] === name) ? [] : [name.replace(/_?routers?$/i, '')].filter((part) => part !== '');
    roots.push({ ...root, entries: fresh.map((entry) => ({ ...entry, path: [...prefix, ...entry.path] })) });
  }
  return roots;
}

function mayHold(module: ModuleFacts, init: Expr): boolean {
  if (init.kind === 'object') return module.imports.length > 0 || module.functions.length > 0;
  return init.kind === 'call' && init.callee.kind === 'member' && ['router', 'handler', 'callable', 'actionable', 'use'].includes(init.callee.property);
}

function receiverOf({ expr }: CallSite): Expr {
  return expr.callee.kind === 'member' ? expr.callee.object : expr.callee;
}

/** What the options of `handle(request, { prefix, context })` say. */
function optionOf({ expr }: CallSite, name: string): Expr | undefined {
  const options = expr.args.at(-1);
  return options?.kind === 'object' ? options.properties.find((one) => one.key === name)?.value : undefined;
}

function prefixOf(site: CallSite, program: Program): string | undefined {
  const prefix = optionOf(site, 'prefix');
  return prefix && textOf(program.denote(site.module, prefix, site.fn));
}

/** The function of the project that makes the context: in `handle(request, { context: await createContext(request) })`. */
function makerOf(site: CallSite, program: Program): Element | undefined {
  const { module, fn } = site;
  const given = optionOf(site, 'context');
  let expr: Expr | undefined = given?.kind === 'ref' && given.binding >= 0 ? module.bindings[given.binding]!.init : given;
  if (expr?.kind === 'await') expr = expr.value;
  if (!given || expr?.kind !== 'call') return undefined;
  const value = program.targets(module, expr, fn)[0];
  return value && { value, site: { module, start: given.start, end: given.end }, name: value.fn.name || 'createContext' };
}
