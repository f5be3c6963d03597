import type { Analysis, Finding } from '../model/finding.ts';
import { printableJson } from './text.ts';

function finding(it: Finding) {
  return {
    ruleId: it.ruleId, severity: it.severity, confidence: it.confidence, message: it.message,
    file: it.file, line: it.line, column: it.column, endLine: it.endLine, endColumn: it.endColumn,
    route: it.route,
    related: it.related.map(({ message, file, line, column }) => ({ message, file, line, column })),
    fingerprint: it.fingerprint,
    suppressed: it.suppressed,
    suppressionReason: it.suppressionReason,
    suggestions: it.suggestions.map(({ message, edits }) => ({
      message, edits: edits.map((edit) => ({ file: edit.file ?? it.file, start: edit.start, end: edit.end, text: edit.text })),
    })),
  };
}

/**
 * The result of a check in the machine contract, version 1: fields are added, never renamed. Suppressed findings are listed
 * and marked; the summary counts the others.
 */
export function checkJson(analysis: Analysis): string {
  const open = analysis.findings.filter(({ suppressed }) => !suppressed);
  const of = (severity: Finding['severity']) => open.filter((it) => it.severity === severity).length;
  return `${printableJson({
    version: 1,
    root: '.',
    summary: {
      files: analysis.files, routes: analysis.routes.length, errors: of('error'), warnings: of('warning'),
      notes: of('note'), suppressed: analysis.findings.length - open.length,
    },
    findings: analysis.findings.map(finding),
    diagnostics: analysis.diagnostics.map(({ kind, file, line, column, message }) => ({ kind, file, line, column, message })),
  })}\n`;
}
