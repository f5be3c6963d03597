import { resolve } from 'node:path';
import type { FactsCache } from '../../cache/index.ts';
import { openProject } from '../../project/index.ts';
import { takeSnapshot, type FactsStore } from '../snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';
import { idleEntries } from './idle.ts';
import { unresolvedImports } from './imports.ts';
import { quietPackages } from './packages.ts';
import { believedGuards, unknownGroups } from './unknown.ts';

export type { Diagnosis } from './diagnosis.ts';

const UNREAD = new Set(['parse-error', 'unreadable-file', 'skipped-file']);

export interface DiagnoseOptions {
  cwd: string;
  paths?: string[];
  configPath?: string;
  onProgress?(phase: string, done: number, total: number): void;
  /** Facts on disk. */
  cache?: Pick<FactsCache, 'find' | 'keep'>;
}

/**
 * Says what an analysis of the project could not resolve.
 *
 * @throws ConfigError for a bad configuration or a path that does not exist
 */
export function diagnose({ cwd, onProgress, cache, ...options }: DiagnoseOptions): Diagnosis {
  const project = openProject({ cwd: resolve(cwd), ...options });
  const facts: FactsStore = new Map();
  const snapshot = takeSnapshot(project, { facts, onProgress, cache });
  const diagnostics = [...new Set([...project.diagnostics, ...snapshot.diagnostics])];
  return {
    files: snapshot.modules.length,
    routes: snapshot.map.routes.length,
    unknown: unknownGroups(snapshot, project, facts),
    believed: believedGuards(snapshot),
    unresolved: unresolvedImports(snapshot.modules, project),
    ...quietPackages(snapshot, project),
    skipped: diagnostics.filter(({ kind }) => UNREAD.has(kind)),
    idle: idleEntries(snapshot, project),
    notes: diagnostics.filter(({ kind }) => kind === 'config'),
  };
}
