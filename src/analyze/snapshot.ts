import type { FactsCache } from '../cache/index.ts';
import { extract } from '../extract/index.ts';
import { containers } from '../frameworks/containers.ts';
import { frameworks } from '../frameworks/registry.ts';
import { keepVerdicts } from '../guards/index.ts';
import { link, type Looks, noting, type Program, renew } from '../link/index.ts';
import type { AuthMap, Diagnostic, ModuleFacts, Trace } from '../model/index.ts';
import type { Project } from '../project/index.ts';
import { addImportedTests } from './imported-tests.ts';
import { findRoutes } from './routes.ts';

/** Facts by file, for as long as the file's text stays the same. */
export type FactsStore = Map<string, { text: string; facts: ModuleFacts }>;

/** A project at one moment: its facts, what they denote, and its entry points. */
export interface Snapshot {
  project: Project;
  modules: ModuleFacts[];
  program: Program;
  map: AuthMap;
  diagnostics: Diagnostic[];
  /** What the entry points hang on besides what was run. */
  looks: Looks;
  /** How many steps were simulated to find them. */
  simulated: number;
}

/** What a snapshot may be taken with. */
export interface Taking {
  /** Kept from an earlier snapshot; updated in place. */
  facts?: FactsStore | undefined;
  onProgress?: ((phase: string, done: number, total: number) => void) | undefined;
  trace?: Trace | undefined;
  /** Facts on disk. */
  cache?: Pick<FactsCache, 'find' | 'keep'> | undefined;
  /** Verdicts are kept for when files of the snapshot are edited. */
  edited?: boolean;
}

export function takeSnapshot(project: Project, { facts = new Map(), onProgress, trace, cache, edited = false }: Taking = {}): Snapshot {
  const diagnostics: Diagnostic[] = [];
  const modules: ModuleFacts[] = [];
  const read = (file: string): ModuleFacts | undefined => {
    trace?.enter('reading', file);
    const text = project.read(file);
    if (text === undefined) return undefined;
    const known = facts.get(file);
    const kept = known?.text === text ? known.facts : cache?.find(file, text);
    trace?.facts(kept ? 'kept' : 'extracted');
    const current = kept ?? extract(file, text);
    if (!kept) cache?.keep(file, text, current);
    if (current !== known?.facts) facts.set(file, { text, facts: current });
    return current;
  };
  project.files.forEach((file, i) => {
    if (i % 50 === 0) onProgress?.('reading', i, project.files.length);
    const module = read(file);
    if (!module) return;
    modules.push(module);
  });
  addImportedTests(project, modules, read);
  diagnostics.push(...modules.flatMap(syntaxErrors));
  const present = new Set(modules.map(({ path }) => path));
  for (const file of facts.keys()) if (!present.has(file)) facts.delete(file);
  onProgress?.('linking', 0, 1);
  trace?.enter('linking');
  const program = link({
    modules,
    text: (module) => facts.get(module.path)?.text ?? '',
    resolve: (from, specifier) => {
      const found = project.resolve(from, specifier);
      if (!found) trace?.unresolved?.(from, specifier);
      return found;
    },
    list: (folder) => { const names = project.list(folder === '.' ? '' : folder); return names.length > 0 ? names : undefined; },
    models: [...frameworks.map((framework) => framework.model), containers],
  });
  if (edited) keepVerdicts(program.machine);
  const { diagnostics: told, ...found } = mapOf(project, modules, program, trace);
  return { project, modules, program, ...found, diagnostics: [...diagnostics, ...told] };
}

export function syntaxErrors({ path, diagnostics }: ModuleFacts): Diagnostic[] {
  return diagnostics.map(({ line, column, message }) => ({ kind: 'parse-error', file: path, line, column, message }));
}

/** The entry points, and all functions and files that they hang on besides those that were run to set up the project. */
export function mapOf(project: Project, modules: ModuleFacts[], program: Program, trace?: Trace): Pick<Snapshot, 'map' | 'diagnostics' | 'looks' | 'simulated'> {
  const { machine } = program;
  const { log } = machine;
  machine.simulatedFrom = undefined;
  renew(machine, 'simulation', 'inFront');
  log.asked.clear();
  const looks: Looks = { into: new Set(), absent: [] };
  const found = noting(looks, () => findRoutes(project, modules, program, trace));
  for (const fn of log.asked) looks.into.add(fn);
  log.asked.clear();
  return { ...found, looks, simulated: machine.steps - (machine.simulatedFrom ?? machine.steps) };
}
