import type { Log, Notification } from 'sarif';
import type { Analysis, Diagnostic, Finding } from '../../model/finding.ts';
import type { RuleMeta } from '../../model/rule.ts';
import type { ReportOptions } from '../options.ts';
import { hiddenLines, MASK, type Source } from '../secrets.ts';
import { count, printableJson } from '../text.ts';
import { byPriority, openFindings } from '../totals.ts';
import { uri } from '../uri.ts';
import { fitting, LIMITS, SHOWN } from './limits.ts';
import { hasher, result } from './results.ts';
import { descriptor } from './rules.ts';

export interface SarifOptions extends ReportOptions {
  /** Version of authlint. */
  version: string;
  /** Where people learn about the tool. */
  informationUri: string;
  /** The rules that there are; of them, those of `analysis.rules` are listed. */
  rules: RuleMeta[];
  /** A rule's page in Markdown. */
  page?(rule: string): string | undefined;
  /** Text of a file with its byte order mark, as uploads read it when they compare line hashes. Default: `source`. */
  rawSource?: Source;
  /** Tells uploads for one commit apart: one that has the same category replaces the one before. */
  category: string;
  /** Code scanning ignores suppressions and would open an alert for each: they are left out unless asked for. */
  includeSuppressed?: boolean;
  /** Findings that a baseline accepts and that are not in the analysis: they are listed with the suppressed ones. */
  accepted?: Finding[];
  /** Default: what GitHub takes. */
  limits?: typeof LIMITS;
}

/** A log, and what those who asked for it should be told. */
export interface SarifReport { text: string; warnings: string[] }

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

/** What of a run does not fit into what GitHub takes, or shows. */
function cuts(all: number, kept: number): string[] {
  if (kept < all) return [`${count(all - kept, 'finding')} of the lowest priority left out: code scanning takes ${LIMITS.results} in one upload, in ${LIMITS.gzipBytes / 1e6} MB compressed.`];
  return all > SHOWN ? [`Of ${all} findings, code scanning shows the ${SHOWN} of the highest severity.`] : [];
}

/**
 * The result of a check as a SARIF 2.1.0 log (OASIS Standard, with errata 01) that GitHub code scanning takes.
 * Diagnostics become notifications of the invocation. Secrets in quoted code are replaced by `***`.
 *
 * When there are more findings than GitHub takes, those that matter most are kept, by severity, by how bad the weakness is, and
 * by confidence; a notification and a warning tell of it.
 */
export function sarifReport(analysis: Analysis, options: SarifOptions): SarifReport {
  const { version, informationUri, source, rawSource = source, repositoryPath = (file: string) => file, includeSuppressed = false, accepted = [], limits = LIMITS } = options;
  const enabled = analysis.rules && new Set(analysis.rules.map(({ name }) => name));
  const needed = new Set([...analysis.findings, ...accepted].map(({ ruleId }) => ruleId));
  const rules = options.rules.filter(({ name }) => !enabled || enabled.has(name) || needed.has(name))
    .sort((a, b) => a.name < b.name ? -1 : 1);
  const descriptors = rules.map((meta) => descriptor(meta, options.page?.(meta.name)));
  const given = includeSuppressed ? [...analysis.findings, ...accepted] : openFindings(analysis);
  const place = new Map(given.map((finding, at) => [finding, at]));
  const sources = { repositoryPath, lines: hiddenLines(analysis.findings, source, options.masks), suppressions: includeSuppressed, accepted: new Set(accepted) };
  const hash = hasher(rawSource);
  const results = byPriority(given, rules).map((finding) => ({ at: place.get(finding)!, result: result(finding, rules.findIndex(({ name }) => name === finding.ruleId), sources, hash) }));
  const write = (kept: typeof results): string => {
    const notifications = [...analysis.diagnostics.map((diagnostic) => notification(diagnostic, repositoryPath)), ...cuts(results.length, kept.length).map((text): Notification => ({
      descriptor: { id: 'too-many-results' }, level: 'warning', message: { text },
    }))];
    const log: Log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{
        tool: { driver: { name: 'authlint', semanticVersion: version, informationUri, rules: descriptors } },
        invocations: [{
          executionSuccessful: !analysis.diagnostics.some(({ kind }) => kind === 'internal-error'),
          toolExecutionNotifications: notifications,
        }],
        automationDetails: { id: `authlint/${options.category}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        redactionTokens: [MASK],
        results: [...kept].sort((a, b) => a.at - b.at).map((one) => one.result),
      }],
    };
    return `${printableJson(log)}\n`;
  };
  const { text, kept } = fitting(results, write, limits);
  return { text, warnings: cuts(results.length, kept) };
}

/** `sarifReport` without its warnings. */
export function sarif(analysis: Analysis, options: SarifOptions): string {
  return sarifReport(analysis, options).text;
}
