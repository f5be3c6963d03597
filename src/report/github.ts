import type { Analysis, Diagnostic, Finding } from '../model/finding.ts';
import type { ReportOptions } from './options.ts';
import { inert, printable, printableLines, unmarked } from './text.ts';
import { byPriority, extent, openFindings, problems } from './totals.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** The message of a workflow command. */
function data(text: string): string {
  return unmarked(printableLines(text).join('\n')).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

/** The value of a property of a workflow command. */
function property(text: string): string {
  return unmarked(printable(text)).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function command(name: string, properties: Record<string, string | number | undefined>, message: string): string {
  const given = Object.entries(properties).flatMap(([key, value]) => value === undefined ? [] : [`${key}=${property(String(value))}`]);
  return `::${name} ${given.join(',')}::${data(message)}`;
}

function finding(it: Finding, path: (file: string) => string): string {
  const message = [
    it.message,
    ...it.related.map((related) => `at ${path(related.file)}:${related.line}  ${related.message}`),
    ...it.suggestions.map((suggestion) => `fix: ${suggestion.message}`),
  ].join('\n');
  // GitHub takes columns only of what stands in one line.
  const columns = it.line === it.endLine ? { col: it.column, endColumn: Math.max(it.column, it.endColumn - 1) } : {};
  return command(COMMANDS[it.severity], { file: path(it.file), line: it.line, endLine: it.endLine, ...columns, title: `authlint ${it.ruleId}` }, message);
}

function diagnostic({ kind, file, line, column, message }: Diagnostic, path: (file: string) => string): string {
  const place = { file: file === undefined ? undefined : path(file), line, col: line === undefined ? undefined : column };
  return command(kind === 'internal-error' ? 'error' : 'warning', { ...place, title: `authlint ${kind}` }, message);
}

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request. Of each step GitHub
 * shows ten errors, ten warnings and ten notices: the worst come first. The last line is the totals.
 *
 * Every value is escaped as the runner reads it, so that nothing that comes from the analysed code is a command.
 */
export function github(analysis: Analysis, { repositoryPath = (file) => file, rules }: ReportOptions): string {
  const open = openFindings(analysis);
  return [
    ...byPriority(open, rules).map((it) => finding(it, repositoryPath)),
    ...analysis.diagnostics.map((it) => diagnostic(it, repositoryPath)),
    inert(`${problems(open)}${extent(analysis, open)}`),
    '',
  ].join('\n');
}
