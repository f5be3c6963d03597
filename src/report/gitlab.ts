import { createHash } from 'node:crypto';
import type { Analysis } from '../model/finding.ts';
import type { ReportOptions } from './options.ts';
import { printableJson } from './text.ts';
import { openFindings } from './totals.ts';

const LEVELS = { error: 'critical', warning: 'major', note: 'minor' } as const;

/**
 * Findings as a Code Quality report of GitLab (docs.gitlab.com, Code Quality report format): the fields that it documents.
 * The fingerprint stays when lines move, and differs between the parts of a repository that are analysed one by one.
 */
export function gitlab(analysis: Analysis, { repositoryPath = (file) => file }: ReportOptions): string {
  const issues = openFindings(analysis).map((finding) => {
    const path = repositoryPath(finding.file);
    return {
      description: finding.message,
      check_name: finding.ruleId,
      fingerprint: createHash('sha256').update(JSON.stringify([path, finding.fingerprint])).digest('hex').slice(0, 32),
      severity: LEVELS[finding.severity],
      location: { path, lines: { begin: finding.line } },
    };
  });
  return `${printableJson(issues)}\n`;
}
