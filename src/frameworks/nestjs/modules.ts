import type { ClassFacts, ClassValue, ObjectValue, ResultValue, Value } from '../../model/index.ts';
import { alternatives, walkModule, type Machine } from '../../link/index.ts';
import type { Classes } from '../classes.ts';
import { isNest, listOf, member, namedOf, resolved, textsIn } from './names.ts';

/** A module of an application: its class, and what `@Module` and a dynamic module's object add up to. */
export interface ModuleNode {
  cls: ClassValue;
  controllers: Value[];
  providers: Value[];
  /** Steps from the root: middleware of nearer modules runs first. */
  distance: number;
  global: boolean;
}

export interface ModuleGraph {
  /** In the order in which Nest scans them. */
  modules: ModuleNode[];
  /** Modules of packages that were set up (`PassportModule.register(...)`). */
  packages: Value[];
  /** Why there may be more than is seen. */
  gap?: string;
  /** Path prefixes by module class, from `RouterModule.register`. */
  paths: Map<ClassFacts, string>;
}

/** All modules that are reached from a root, depth first. */
export function graphOf(machine: Machine, classes: Classes, root: Value): ModuleGraph {
  const graph: ModuleGraph = { modules: [], packages: [], paths: new Map() };
  const seen = new Set<unknown>();
  const visit = (value: Value, distance: number): void => {
    for (const one of alternatives(resolved(machine, value))) enter(one, distance);
  };
  const enter = (value: Value, distance: number): void => {
    if (value.kind === 'class') { add(value, undefined, distance); return; }
    if (value.kind === 'object') {
      const cls = resolved(machine, value.props.get('module') ?? inheritedFrom(value) ?? { kind: 'literal', value: undefined });
      if (cls.kind === 'class') add(cls, value, distance);
      else if (namedOf(cls)) graph.packages.push(value);
      else graph.gap ??= 'a module that is made when the application starts could not be resolved';
      return;
    }
    // What a class inherits from a package's module builder makes a dynamic module of the class itself.
    if (value.kind === 'result' && value.call.receiver?.kind === 'class') { add(value.call.receiver, undefined, distance); return; }
    if (value.kind === 'result' && namedOf(value)) {
      graph.packages.push(value);
      if (isNest(value, 'register') && isRouterModule(value)) readPaths(graph, value.call.args[0], '');
      // A package's module may be given one of the project's to set up (`ConditionalModule.registerWhen(X, ...)`).
      for (const arg of value.call.args) if (arg.kind === 'class' && classes.mark(arg, 'Module')) enter(arg, distance);
      return;
    }
    if (value.kind === 'external') graph.packages.push(value);
    else if (value.kind !== 'literal' && !isOfAnotherEdition(value)) graph.gap ??= `a module of the application could not be resolved${value.kind === 'unknown' ? ` (${value.reason})` : ''}`;
  };
  const add = (cls: ClassValue, dynamic: Value | undefined, distance: number): void => {
    const key = dynamic?.kind === 'object' && dynamic.site ? `${dynamic.site.module.path} ${dynamic.site.start}` : '';
    const identity = `${cls.module.path} ${cls.cls.start} ${key}`;
    if (seen.has(identity) || graph.modules.length > 2_000) return;
    seen.add(identity);
    const written = key && seen.has(`${cls.module.path} ${cls.cls.start} `) ? undefined : classes.mark(cls, 'Module')?.args[0];
    seen.add(`${cls.module.path} ${cls.cls.start} `);
    const parts = (name: string): Value[] => [written, dynamic].flatMap((one) => {
      const lists = (one ? alternatives(one) : []).map((each) => listOf(member(each, name)).values);
      const gaps = lists.map(gapIn);
      // A guard in front of everything comes with a module, or stands in the root's own list. Where another installation has no gap, there is none there.
      if (gaps.length > 0 && gaps.every((gap) => gap !== undefined) && (name === 'imports' || (name === 'providers' && distance === 0))) graph.gap ??= `the ${name} of \`${cls.cls.name}\` could not be worked out (${gaps[0]})`;
      return lists.flat().filter((value) => value.kind !== 'unknown');
    });
    graph.modules.push({ cls, controllers: parts('controllers'), providers: parts('providers'), distance, global: classes.mark(cls, 'Global') !== undefined });
    for (const one of parts('imports')) visit(one, distance + 1);
  };
  visit(root, 0);
  return graph;
}

/** `{ global: true, ...super.register(options) }`: what a package's module builder makes is a dynamic module of the class that inherits from it. */
function inheritedFrom({ rest = [] }: ObjectValue): Value | undefined {
  return rest.map((one) => (one.kind === 'result' ? one.call.receiver : undefined)).find((one) => one?.kind === 'class');
}

/** `try { modules.push(require('./enterprise').EnterpriseModule); } catch {}`, where there is no such file: what it holds is not in this edition. */
function isOfAnotherEdition(value: Value): boolean {
  let root = value;
  while (root.kind === 'property') root = root.object;
  if (root.kind !== 'unknown' || !root.site || !root.reason.endsWith('does not resolve')) return false;
  const { module, start, end } = root.site;
  let tried = false;
  walkModule(module, { stmt(stmt) { tried ||= stmt.kind === 'try' && stmt.handler !== undefined && stmt.block.some((one) => one.start <= start && end <= one.end); return !tried; } });
  return tried;
}

/** Why a list is not known as a whole. One that is added to under a condition says so by an element more. */
function gapIn(values: Value[]): string | undefined {
  const lost = values.find((value) => value.kind === 'unknown' && value.reason !== 'an element of an open list');
  return lost?.kind === 'unknown' ? lost.reason : undefined;
}

function isRouterModule(value: ResultValue): boolean {
  const { callee } = value.call;
  return callee.kind === 'external' && callee.path[0] === 'RouterModule';
}

/** `[{ path, module, children }]`: a child's path stands below its parent's. */
function readPaths(graph: ModuleGraph, routes: Value | undefined, prefix: string): void {
  for (const route of listOf(routes).values) {
    if (route.kind === 'class') { if (prefix) graph.paths.set(route.cls, prefix); continue; }
    const own = textsIn(member(route, 'path'))[0] ?? '';
    const path = `${prefix}/${own}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
    const cls = member(route, 'module');
    if (cls?.kind === 'class') graph.paths.set(cls.cls, path);
    readPaths(graph, member(route, 'children'), path);
  }
}
