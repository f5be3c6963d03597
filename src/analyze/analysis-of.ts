import { rules } from '../../rules/registry.ts';
import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis, Diagnostic, Finding } from '../model/index.ts';
import type { Project } from '../project/index.ts';
import { enabledRules } from './enabled-rules.ts';
import { overruns } from './overruns.ts';
import { runRule } from './run-rule.ts';
import type { Snapshot } from './snapshot.ts';
import { applySuppressions } from './suppressions.ts';

/**
 * What the rules that are switched on say of a project.
 *
 * @throws ConfigError for an unknown rule
 */
export function analysisOf(project: Project, options: Pick<AnalyzeOptions, 'rules' | 'only' | 'onProgress' | 'trace'>, take: () => Snapshot): Analysis {
  const { trace } = options;
  const former: Diagnostic[] = [];
  const enabled = enabledRules(rules, project.config, project.configFile, { ...options, report: (diagnostic) => former.push(diagnostic) });
  const snapshot = take();
  const found: Finding[] = [];
  enabled.forEach(({ rule, severity, settings }, i) => {
    options.onProgress?.('checking', i, enabled.length);
    trace?.enter('checking', rule.meta.name);
    for (const finding of runRule(snapshot, rule, settings)) found.push(severity ? { ...finding, severity } : finding);
  });
  trace?.enter('checking', 'suppressions');
  const { findings, diagnostics } = applySuppressions(snapshot, found, undefined, enabled.map(({ rule }) => rule.meta.name));
  trace?.enter('reporting');
  return {
    root: '.', files: snapshot.modules.length, routes: snapshot.map.routes, passed: new Map([...snapshot.map.details].map(([route, detail]) => [route, detail.passed])), findings,
    diagnostics: [...new Set([...project.diagnostics, ...former, ...snapshot.diagnostics, ...diagnostics, ...overruns(snapshot.program)])],
    rules: enabled.map(({ rule, severity }) => ({ name: rule.meta.name, severity: severity ?? rule.meta.severity })),
  };
}
