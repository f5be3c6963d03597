import pc from 'picocolors';
import type { Analysis, Finding } from '../model/finding.ts';
import { frame } from './frame.ts';
import { code, codeBlock, link, markdownTable, plainText, richText } from './markdown-text.ts';
import type { LineLink, ReportOptions } from './options.ts';
import { hiddenLines, type Lines } from './secrets.ts';
import { count, inert } from './text.ts';
import { byPriority, extent, openFindings, problems, SEVERITIES } from './totals.ts';
import { uri } from './uri.ts';

/** GitHub takes job summaries of up to 1 MiB a step. */
const MOST_BYTES = 1_000_000;
const DIAGNOSTICS = 20;
const colors = pc.createColors(false);

export interface MarkdownOptions extends ReportOptions {
  /** Default: the path relative to the root of the repository, and `#L` with the line. */
  link?: LineLink;
  /** Of the whole text in UTF-8; findings that do not fit are counted. Default: what GitHub takes as a job summary. */
  mostBytes?: number;
}

/** A line's address relative to the root of the repository. */
export const relativeLink: LineLink = (path, line) => `${uri(path)}#L${line}`;

function summary(open: Finding[], rules: Map<string, string>): string[] {
  const rows = SEVERITIES.flatMap((severity) => {
    const names = [...new Set(open.filter((finding) => finding.severity === severity).map(({ ruleId }) => ruleId))].sort();
    return names.map((name) => [severity, code(name), plainText(rules.get(name) ?? ''), String(open.filter((it) => it.severity === severity && it.ruleId === name).length)]);
  });
  return rows.length === 0 ? [] : ['', ...markdownTable(['Severity', 'Rule', 'What it reports', ' Findings'], rows)];
}

function item(finding: Finding, lines: Lines, place: (file: string, line: number) => string): string[] {
  const doubt = finding.confidence === 'high' ? '' : `, ${finding.confidence} confidence`;
  const block = frame(finding, lines, { colors, columns: 100 }).map(inert);
  return [
    '',
    `- **${finding.severity}** ${code(finding.ruleId)}${doubt} at ${place(finding.file, finding.line)}  `,
    `  ${richText(finding.message)}`,
    ...finding.related.map((related) => `  - ${place(related.file, related.line)}: ${richText(related.message)}`),
    ...finding.suggestions.map(({ message }) => `  - Fix: ${richText(message)}`),
    ...(block.length === 0 ? [] : ['', ...codeBlock(block).map((line) => `  ${line}`)]),
  ];
}

/**
 * The result of a check as a page in Markdown, for a job summary or a comment: totals, a table by severity and rule, and the
 * findings with links to their lines, the worst first. All that comes from the analysed code is text: neither HTML nor
 * Markdown, and it mentions nobody.
 */
export function markdown(analysis: Analysis, options: MarkdownOptions): string {
  const { source, masks, repositoryPath = (file: string) => file, rules = [], link: address = relativeLink, mostBytes = MOST_BYTES } = options;
  const lines = hiddenLines(analysis.findings, source, masks);
  const place = (file: string, line: number) => link(code(`${repositoryPath(file)}:${line}`), address(repositoryPath(file), line));
  const open = byPriority(openFindings(analysis), rules);
  const head = [
    '## authlint', '', `**${problems(open)}**${extent(analysis, open)}`,
    ...summary(open, new Map(rules.map(({ name, description }) => [name, description]))),
    ...(open.length > 0 ? ['', '### Findings'] : []),
  ];
  const unshown = analysis.diagnostics.length - DIAGNOSTICS;
  const tail = analysis.diagnostics.length === 0 ? [] : ['', '### Diagnostics', '', ...analysis.diagnostics.slice(0, DIAGNOSTICS).map(({ kind, file, line, message }) =>
    `- ${code(kind)}${file === undefined ? '' : ` ${place(file, line ?? 1)}`}: ${plainText(message)}`), ...(unshown > 0 ? [`- And ${unshown} more.`] : [])];
  const size = (text: string[]) => text.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  let room = mostBytes - size(head) - size(tail) - 100;
  const shown: string[] = [];
  let left = open.length;
  for (const finding of open) {
    const text = item(finding, lines, place);
    room -= size(text);
    if (room < 0) break;
    shown.push(...text);
    left--;
  }
  const more = left === 0 ? [] : ['', `And ${count(left, 'finding')} more, which other formats list.`];
  return [...head, ...shown, ...more, ...tail, ''].join('\n');
}
