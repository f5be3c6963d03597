import type { Analysis, Finding } from '../model/finding.ts';
import type { RuleMeta, Severity } from '../model/rule.ts';
import { count } from './text.ts';

export const SEVERITIES = ['error', 'warning', 'note'] as const satisfies Severity[];

const CONFIDENCE = { high: 0, medium: 1, low: 2 };

/** The findings that count: those that nothing suppresses. */
export function openFindings({ findings }: Analysis): Finding[] {
  return findings.filter(({ suppressed }) => !suppressed);
}

/** `3 problems (1 error, 2 warnings)`, or `No problems`. */
export function problems(open: Finding[]): string {
  if (open.length === 0) return 'No problems';
  const kinds = SEVERITIES.flatMap((severity) => {
    const amount = open.filter((finding) => finding.severity === severity).length;
    return amount > 0 ? [count(amount, severity)] : [];
  });
  return `${count(open.length, 'problem')} (${kinds.join(', ')})`;
}

/** What was looked at, to go on after `problems`: `, 1 suppressed in 3 files with 16 routes.` */
export function extent({ files, routes, findings }: Analysis, open: Finding[]): string {
  const suppressed = findings.length > open.length ? `, ${findings.length - open.length} suppressed` : '';
  return `${suppressed} in ${count(files, 'file')} with ${count(routes.length, 'route')}.`;
}

/**
 * Findings with those first that matter most: by severity, then by how bad the weakness is (the rule's security severity),
 * then by confidence. Among equals the order is kept.
 */
export function byPriority(findings: Finding[], rules: RuleMeta[] = []): Finding[] {
  const security = new Map(rules.map(({ name, securitySeverity }) => [name, Number(securitySeverity)]));
  const weight = ({ ruleId }: Finding) => security.get(ruleId) ?? 0;
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || weight(b) - weight(a) || CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence]);
}
