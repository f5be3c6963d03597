import { currentName } from '../../rules/redirects.ts';
import type { CommentFact, Diagnostic, Finding, ModuleFacts } from '../model/index.ts';
import { positionOf } from '../link/index.ts';
import type { Snapshot } from './snapshot.ts';

interface Suppression {
  comment: CommentFact;
  module: ModuleFacts;
  /** 1-based lines, both included. */
  from: number;
  to: number;
  used: boolean;
}

/**
 * Marks the findings that comments suppress. A suppression without a reason holds, but is told of; so is one that
 * suppresses nothing.
 *
 * @param ran names of the rules that ran: only their suppressions can be called unused; default: those with findings
 */
export function applySuppressions(snapshot: Pick<Snapshot, 'modules'>, findings: Finding[], files?: string[], ran?: string[]): { findings: Finding[]; diagnostics: Diagnostic[] } {
  const wanted = files ? new Set(files) : undefined;
  const byFile = new Map<string, Suppression[]>();
  for (const module of snapshot.modules) {
    if (module.comments.length === 0 || (wanted && !wanted.has(module.path))) continue;
    byFile.set(module.path, suppressionsOf(module));
  }
  const marked = findings.map((finding): Finding => {
    const match = byFile.get(finding.file)?.find((one) => one.from <= finding.line && finding.line <= one.to && (one.comment.rules.length === 0 || one.comment.rules.includes(finding.ruleId)));
    if (!match) return finding;
    match.used = true;
    return { ...finding, suppressed: true, ...(match.comment.reason ? { suppressionReason: match.comment.reason } : {}) };
  });
  const diagnostics: Diagnostic[] = [];
  for (const list of byFile.values()) {
    for (const { comment, module, used } of list) {
      const { line, column } = positionOf(module, comment.start);
      const what = comment.rules.length > 0 ? comment.rules.join(', ') : 'every rule';
      if (!comment.reason) diagnostics.push({ kind: 'invalid-suppression', file: module.path, line, column, message: `The suppression of ${what} gives no reason. Write it after \`--\`.` });
      const judged = comment.rules.length === 0 || (ran ? comment.rules.every((name) => ran.includes(name)) : false);
      if (!used && judged && (ran !== undefined)) diagnostics.push({ kind: 'unused-suppression', file: module.path, line, column, message: `The suppression of ${what} suppresses nothing. Remove it.` });
    }
  }
  return { findings: marked.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)), diagnostics };
}

function suppressionsOf(module: ModuleFacts): Suppression[] {
  const found: Suppression[] = [];
  let open: Suppression[] = [];
  for (const written of module.comments) {
    const comment = { ...written, rules: written.rules.map(currentName) };
    const base = { comment, module, used: false };
    if (comment.directive === 'disable-next-line') found.push({ ...base, from: comment.endLine + 1, to: comment.endLine + 1 });
    else if (comment.directive === 'disable-line') found.push({ ...base, from: comment.line, to: comment.line });
    else if (comment.directive === 'disable') {
      const one = { ...base, from: comment.line, to: Infinity };
      found.push(one);
      open.push(one);
    } else if (comment.directive === 'enable') {
      for (const one of open) if (comment.rules.length === 0 || one.comment.rules.some((name) => comment.rules.includes(name))) one.to = comment.line;
      open = open.filter((one) => one.to === Infinity);
    }
  }
  return found;
}
