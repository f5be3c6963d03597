import type { ClassValue, Config, RouteDetail } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import { connect, type JudgeContext } from '../../guards/index.ts';
import type { ProjectFiles } from '../types.ts';
import { applicationsOf } from './applications.ts';
import { mapOf, type Start } from './application-map.ts';
import { classesOf, type Classes } from '../classes.ts';
import { nestHelpers } from './helpers.ts';
import { graphOf, type ModuleGraph } from './modules.ts';

/** Every entry point of every application of the project. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const classes = classesOf(program.machine, nestHelpers(program.machine));
  const judging: JudgeContext = { machine: program.machine, dialect: connect, config, cache: new Map() };
  const shared = { program, classes, judging };
  const starts: Start[] = [];
  const served = new Set<unknown>();
  for (const application of applicationsOf(program)) {
    const graph = graphOf(program.machine, classes, application.root);
    if (graph.modules.length === 0) continue;
    for (const node of graph.modules) served.add(node.cls.cls);
    starts.push({ ...shared, graph, application, major: majorOf(files, application.site.module.path), ...(graph.gap ? { unknown: graph.gap } : {}) });
  }
  // What no application is seen to hold is looked at only where one may hold it out of sight.
  if (starts.length === 0 || starts.some((one) => one.graph.gap)) {
    for (const graph of rootless(program, classes, served)) starts.push({ ...shared, graph, major: 0, unknown: 'the application that its module belongs to could not be found' });
  }
  return weakestFirst(starts.flatMap(mapOf));
}

/** The modules that no other module imports, each with what it imports. */
function rootless(program: Program, classes: Classes, served: Set<unknown>): ModuleGraph[] {
  const all = program.modules.flatMap((module) => module.classes.filter((cls) => cls.decorators.length > 0 && !served.has(cls)).map((cls): ClassValue => ({ kind: 'class', module, cls, scope: program.scopeOf(module, cls.owner), props: new Map() })));
  const modules = all.filter((cls) => classes.mark(cls, 'Module')?.package === '@nestjs/common');
  const graphs = modules.map((cls) => graphOf(program.machine, classes, cls));
  const imported = new Set(graphs.flatMap((graph) => graph.modules.slice(1).map((node) => node.cls.cls)));
  const roots = graphs.filter((graph) => graph.modules[0] && !imported.has(graph.modules[0].cls.cls));
  return roots.length > 0 ? roots : graphs;
}

/** The major version of Nest that a file's package depends on; 0 when it is not said. */
function majorOf(files: ProjectFiles, file: string): number {
  return Number(/\d+/.exec(files.dependencies(file).get('@nestjs/core') ?? '')?.[0] ?? 0);
}

const STRENGTH = ['public', 'unknown', 'authenticated', 'authorized'];

/** Where two applications serve the same route, the one that asks less decides what it takes to reach it. */
function weakestFirst(details: RouteDetail[]): RouteDetail[] {
  const weakest = new Map<string, RouteDetail>();
  for (const detail of details) {
    const { method, path, file, line, column } = detail.route;
    const key = `${method} ${path} ${file}:${line}:${column}`;
    const known = weakest.get(key);
    if (!known || STRENGTH.indexOf(detail.route.access) < STRENGTH.indexOf(known.route.access)) weakest.set(key, detail);
  }
  return [...weakest.values()];
}
