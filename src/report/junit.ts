import pc from 'picocolors';
import type { Analysis, Finding } from '../model/finding.ts';
import { frame } from './frame.ts';
import { attribute, markup } from './markup.ts';
import type { ReportOptions } from './options.ts';
import { hiddenLines, type Lines } from './secrets.ts';
import { openFindings } from './totals.ts';

const colors = pc.createColors(false);

function element(name: string, attributes: Record<string, string | number>, children: string[] = []): string[] {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`).join('');
  if (children.length === 0) return [`<${name}${given}/>`];
  return [`<${name}${given}>`, ...children, `</${name}>`];
}

function details(finding: Finding, lines: Lines, path: (file: string) => string): string {
  return [
    `${path(finding.file)}:${finding.line}:${finding.column}`,
    finding.message,
    ...frame(finding, lines, { colors }),
    ...finding.related.map((related) => `at ${path(related.file)}:${related.line}  ${related.message}`),
    ...finding.suggestions.map(({ message }) => `fix: ${message}`),
  ].join('\n');
}

function testcase(finding: Finding, lines: Lines, path: (file: string) => string): string[] {
  const file = path(finding.file);
  const name = [`${file}:${finding.line}:${finding.column}`, ...(finding.route === undefined ? [] : [finding.route])].join(' ');
  const attributes = { name, classname: finding.ruleId, file, line: finding.line };
  if (finding.suppressed) return element('testcase', attributes, element('skipped', { message: finding.suppressionReason ?? 'suppressed' }));
  const text = markup(details(finding, lines, path));
  return element('testcase', attributes, [`<failure type="${finding.severity}" message="${attribute(finding.message)}">${text}</failure>`]);
}

/**
 * The result of a check as JUnit XML: a test suite for each rule that ran, a failed test for each finding, a skipped one for
 * each that is suppressed, and a passed one for a rule that found nothing. What broke on the way is a suite of its own, with errors.
 */
export function junit(analysis: Analysis, { source, masks, repositoryPath = (file) => file, rules = [] }: ReportOptions): string {
  const lines = hiddenLines(analysis.findings, source, masks);
  const ran = analysis.rules ?? rules;
  const names = [...new Set([...ran.map(({ name }) => name), ...analysis.findings.map(({ ruleId }) => ruleId)])].sort();
  const suites = names.flatMap((name) => {
    const findings = analysis.findings.filter(({ ruleId }) => ruleId === name);
    const cases = findings.length === 0 ? element('testcase', { name: 'no findings', classname: name }) : findings.flatMap((one) => testcase(one, lines, repositoryPath));
    const failures = findings.filter(({ suppressed }) => !suppressed).length;
    return element('testsuite', { name, tests: Math.max(1, findings.length), failures, errors: 0, skipped: findings.length - failures }, cases);
  });
  const broken = analysis.diagnostics.filter(({ kind }) => kind === 'internal-error');
  const own = broken.length === 0 ? [] : element('testsuite', { name: 'authlint', tests: broken.length, failures: 0, errors: broken.length, skipped: 0 },
    broken.flatMap(({ kind, file, message }, index) => element('testcase', { name: file === undefined ? `${kind} ${index + 1}` : `${kind} ${repositoryPath(file)}`, classname: 'authlint' },
      element('error', { type: kind, message }))));
  const failures = openFindings(analysis).length;
  const passed = names.filter((name) => !analysis.findings.some(({ ruleId }) => ruleId === name)).length;
  const all = { name: 'authlint', tests: analysis.findings.length + passed + broken.length, failures, errors: broken.length, skipped: analysis.findings.length - failures };
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...element('testsuites', all, [...suites, ...own]), ''].join('\n');
}
