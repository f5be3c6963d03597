import { extract } from '../extract/index.ts';
import { containers } from '../frameworks/containers.ts';
import { findDescribed } from '../frameworks/house/find.ts';
import { frameworks } from '../frameworks/registry.ts';
import { declareIntent } from '../guards/intent.ts';
import { link, type Program } from '../link/index.ts';
import type { AuthMap, Diagnostic, ModuleFacts } from '../model/index.ts';
import type { Project } from '../project/index.ts';

/** Facts by file, for as long as the file's text stays the same. */
export type FactsStore = Map<string, { text: string; facts: ModuleFacts }>;

/** A project at one moment: its facts, what they denote, and its entry points. */
export interface Snapshot {
  project: Project;
  modules: ModuleFacts[];
  program: Program;
  map: AuthMap;
  diagnostics: Diagnostic[];
}

/**
 * @param facts kept from an earlier snapshot; updated in place
 */
export function takeSnapshot(project: Project, facts: FactsStore = new Map(), onProgress?: (phase: string, done: number, total: number) => void): Snapshot {
  const diagnostics: Diagnostic[] = [];
  const modules: ModuleFacts[] = [];
  const present = new Set(project.files);
  for (const file of facts.keys()) if (!present.has(file)) facts.delete(file);
  const read = (file: string): ModuleFacts | undefined => {
    const text = project.read(file);
    if (text === undefined) return undefined;
    let known = facts.get(file);
    if (known?.text !== text) facts.set(file, (known = { text, facts: extract(file, text) }));
    return known.facts;
  };
  project.files.forEach((file, i) => {
    if (i % 50 === 0) onProgress?.('reading', i, project.files.length);
    const module = read(file);
    if (!module) return;
    modules.push(module);
    for (const { line, column, message } of module.diagnostics) diagnostics.push({ kind: 'parse-error', file, line, column, message });
  });
  onProgress?.('linking', 0, 1);
  const program = link({
    modules,
    text: (module) => facts.get(module.path)?.text ?? '',
    resolve: (from, specifier) => project.resolve(from, specifier),
    list: (folder) => { const names = project.list(folder === '.' ? '' : folder); return names.length > 0 ? names : undefined; },
    models: [...frameworks.map((framework) => framework.model), containers],
  });
  const map: AuthMap = { routes: [], details: new Map() };
  const sources = new Set(modules.flatMap((module) => module.imports.map((one) => one.source)));
  for (const framework of frameworks) {
    if (!(framework.isPresent?.(program, project) ?? uses(sources, framework.model.packages))) continue;
    for (const detail of framework.find(program, project.config, project)) {
      map.routes.push(detail.route);
      map.details.set(detail.route, detail);
    }
  }
  const described = findDescribed(program, project.config, project, [...map.details.values()]);
  if (described.routes.length > 0) {
    map.routes = [...map.routes.filter((route) => !described.replaced.has(map.details.get(route)!)), ...described.routes.map((detail) => detail.route)];
    described.replaced.forEach((detail) => map.details.delete(detail.route));
    described.routes.forEach((detail) => map.details.set(detail.route, detail));
  }
  diagnostics.push(...described.diagnostics);
  declareIntent(map, program, project.config, diagnostics);
  return { project, modules, program, map, diagnostics };
}

function uses(sources: Set<string>, packages: string[]): boolean {
  return [...sources].some((source) => packages.some((name) => source === name || source.startsWith(`${name}/`)));
}
