import { resolve } from 'node:path';
import { rules } from '../rules/registry.ts';
import { applySuppressions } from './analyze/suppressions.ts';
import { enabledRules } from './analyze/enabled-rules.ts';
import { runRule } from './analyze/run-rule.ts';
import { takeSnapshot, type FactsStore } from './analyze/snapshot.ts';
import type { Analysis, Finding, RuleSetting } from './model/index.ts';
import { openProject } from './project/index.ts';

export { applySuppressions } from './analyze/suppressions.ts';
export { compareFindings, runRule } from './analyze/run-rule.ts';
export { takeSnapshot, type FactsStore, type Snapshot } from './analyze/snapshot.ts';

export interface AnalyzeOptions {
  /** What paths are relative to. */
  cwd: string;
  /** Files, folders or globs; default: everything under `cwd`. */
  paths?: string[];
  configPath?: string;
  /** Over the configuration's. */
  rules?: Record<string, RuleSetting>;
  /** Run only these rules. */
  only?: string[];
  /** Text that takes the place of what is on disk, by path from `cwd` with '/'. */
  overlays?: Map<string, string>;
  /** Facts of an earlier run in the same folder, which are taken where texts are the same; brought up to date. */
  facts?: FactsStore;
  onProgress?(phase: string, done: number, total: number): void;
}

/**
 * Analyses a project: what is on disk, its facts, its routes, and what the rules say of them.
 *
 * @throws ConfigError for a bad configuration, an unknown rule or a path that does not exist
 */
export function analyze(options: AnalyzeOptions): Analysis {
  const project = openProject({ cwd: resolve(options.cwd), ...pick(options) });
  const enabled = enabledRules(rules, project.config, project.configFile, options);
  const snapshot = takeSnapshot(project, options.facts, options.onProgress);
  const found: Finding[] = [];
  enabled.forEach(({ rule, severity, settings }, i) => {
    options.onProgress?.('checking', i, enabled.length);
    for (const finding of runRule(snapshot, rule, settings)) found.push(severity ? { ...finding, severity } : finding);
  });
  const { findings, diagnostics } = applySuppressions(snapshot, found, undefined, enabled.map(({ rule }) => rule.meta.name));
  return {
    root: '.', files: snapshot.modules.length, routes: snapshot.map.routes, passed: new Map([...snapshot.map.details].map(([route, detail]) => [route, detail.passed])), findings,
    diagnostics: [...new Set([...project.diagnostics, ...snapshot.diagnostics, ...diagnostics])],
    rules: enabled.map(({ rule, severity }) => ({ name: rule.meta.name, severity: severity ?? rule.meta.severity })),
  };
}

function pick({ paths, configPath, overlays }: AnalyzeOptions): Pick<AnalyzeOptions, 'paths' | 'configPath' | 'overlays'> {
  return { ...(paths ? { paths } : {}), ...(configPath ? { configPath } : {}), ...(overlays ? { overlays } : {}) };
}
