import type { Log, Notification } from 'sarif';
import type { Analysis, Diagnostic, Finding, Location } from '../../model/finding.ts';
import type { RuleMeta } from '../../model/rule.ts';
import { hiddenLines, MASK, type Source } from '../secrets.ts';
import { count, printableJson } from '../text.ts';
import { hasher, result, uri } from './results.ts';
import { descriptor } from './rules.ts';

// GitHub refuses a run with more.
const MOST_RESULTS = 25_000;
const WEIGHT = { error: 0, warning: 1, note: 2 };

export interface SarifOptions {
  /** Version of authlint. */
  version: string;
  /** Where people learn about the tool. */
  informationUri: string;
  /** The rules that there are; of them, those of `analysis.rules` are listed. */
  rules: RuleMeta[];
  /** A rule's page in Markdown. */
  page?(rule: string): string | undefined;
  source: Source;
  /** Masks of findings that are not in the analysis because they are not to be shown. */
  masks?: Location[];
  /** A file of the analysis as a path relative to the root of the repository. Default: as it is. */
  repositoryPath?(file: string): string;
  /** Tells uploads for one commit apart: one that has the same category replaces the one before. */
  category: string;
  /** Code scanning ignores suppressions and would open an alert for each: they are left out unless asked for. */
  includeSuppressed?: boolean;
}

function notification(diagnostic: Diagnostic, repositoryPath: (file: string) => string): Notification {
  const { kind, file, line, column, message } = diagnostic;
  return {
    descriptor: { id: kind },
    level: kind === 'internal-error' ? 'error' : 'warning',
    message: { text: message },
    ...(file === undefined ? {} : {
      locations: [{
        physicalLocation: {
          artifactLocation: { uri: uri(repositoryPath(file)), uriBaseId: '%SRCROOT%' },
          ...(line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
        },
      }],
    }),
  };
}

function selected(findings: Finding[], includeSuppressed: boolean): Finding[] {
  const open = findings.filter(({ suppressed }) => includeSuppressed || !suppressed);
  if (open.length <= MOST_RESULTS) return open;
  return [...open].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]).slice(0, MOST_RESULTS);
}

/**
 * The result of a check as a SARIF 2.1.0 log (OASIS Standard, with errata 01) that GitHub code scanning takes.
 * Diagnostics become notifications of the invocation. Secrets in quoted code are replaced by `***`.
 */
export function sarif(analysis: Analysis, options: SarifOptions): string {
  const { version, informationUri, source, repositoryPath = (file: string) => file, includeSuppressed = false } = options;
  const enabled = analysis.rules && new Set(analysis.rules.map(({ name }) => name));
  const needed = new Set(analysis.findings.map(({ ruleId }) => ruleId));
  const rules = options.rules.filter(({ name }) => !enabled || enabled.has(name) || needed.has(name))
    .sort((a, b) => a.name < b.name ? -1 : 1);
  const findings = selected(analysis.findings, includeSuppressed);
  const left = analysis.findings.filter(({ suppressed }) => includeSuppressed || !suppressed).length - findings.length;
  const cut: Notification[] = left === 0 ? [] : [{
    descriptor: { id: 'too-many-results' }, level: 'warning',
    message: { text: `${count(left, 'finding')} of the lowest severity left out: code scanning takes ${MOST_RESULTS} at most.` },
  }];
  const sources = { repositoryPath, lines: hiddenLines(analysis.findings, source, options.masks), suppressions: includeSuppressed };
  const hash = hasher(source);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'authlint', semanticVersion: version, informationUri,
          rules: rules.map((meta) => descriptor(meta, options.page?.(meta.name))),
        },
      },
      invocations: [{
        executionSuccessful: !analysis.diagnostics.some(({ kind }) => kind === 'internal-error'),
        toolExecutionNotifications: [...analysis.diagnostics.map((diagnostic) => notification(diagnostic, repositoryPath)), ...cut],
      }],
      automationDetails: { id: `authlint/${options.category}/` },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
      redactionTokens: [MASK],
      results: findings.map((finding) => result(finding, rules.findIndex(({ name }) => name === finding.ruleId), sources, hash)),
    }],
  };
  return `${printableJson(log)}\n`;
}
