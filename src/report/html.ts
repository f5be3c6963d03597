import { createHash } from 'node:crypto';
import pc from 'picocolors';
import type { Analysis, Diagnostic, Finding } from '../model/finding.ts';
import { frame } from './frame.ts';
import { STYLE } from './html-style.ts';
import { attribute, markup } from './markup.ts';
import type { LineLink, ReportOptions } from './options.ts';
import { hiddenLines, type Lines } from './secrets.ts';
import { routeChain } from './stylish.ts';
import { extent, openFindings, problems, SEVERITIES } from './totals.ts';

const colors = pc.createColors(false);

export interface HtmlOptions extends ReportOptions {
  /** Without it, places are no links: a page does not know where the code is. */
  link?: LineLink;
}

type PlaceText = (file: string, line: number, column?: number) => string;

/** Everything is refused but the one style that the page brings. */
function policy(): string {
  const style = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;
}

/** A message with its parts in backticks as code. */
function rich(text: string): string {
  return text.split(/`([^`]+)`/).map((part, index) => index % 2 === 1 ? `<code>${markup(part)}</code>` : markup(part)).join('');
}

function list(items: string[], kind: string): string[] {
  return items.length === 0 ? [] : [`<ul class="${kind}">`, ...items.map((text) => `<li>${text}</li>`), '</ul>'];
}

function article(finding: Finding, analysis: Analysis, lines: Lines, place: PlaceText): string[] {
  const doubt = finding.confidence === 'high' ? '' : ` <span class="doubt">${finding.confidence} confidence</span>`;
  const quote = frame(finding, lines, { colors });
  return [
    `<article class="${finding.severity}">`,
    `<h3><span class="severity">${finding.severity}</span> ${place(finding.file, finding.line, finding.column)} <code>${markup(finding.ruleId)}</code>${doubt}</h3>`,
    `<p>${rich(finding.message)}</p>`,
    ...(quote.length === 0 ? [] : [`<pre tabindex="0">${markup(quote.join('\n'))}</pre>`]),
    ...list(routeChain(finding, analysis.routes, colors).map((line) => markup(line.trim())), 'route'),
    ...list(finding.related.map((related) => `${place(related.file, related.line)} ${rich(related.message)}`), 'related'),
    ...list(finding.suggestions.map(({ message }) => `Fix: ${rich(message)}`), 'fixes'),
    '</article>',
  ];
}

function summaryTable(open: Finding[], rules: Map<string, string>): string[] {
  const rows = SEVERITIES.flatMap((severity) => {
    const some = open.filter((finding) => finding.severity === severity);
    return [...new Set(some.map(({ ruleId }) => ruleId))].sort().map((name) => `<tr class="${severity}"><td><span class="severity">${severity}</span></td><td><code>${markup(name)}</code></td><td>${
      markup(rules.get(name) ?? '')}</td><td class="number">${some.filter(({ ruleId }) => ruleId === name).length}</td></tr>`);
  });
  if (rows.length === 0) return [];
  return ['<table>', '<thead><tr><th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">What it reports</th><th scope="col">Findings</th></tr></thead>', '<tbody>', ...rows, '</tbody>', '</table>'];
}

function diagnostic({ kind, file, line, column, message }: Diagnostic, place: PlaceText): string {
  return `<code>${kind}</code> ${file === undefined ? '' : `${place(file, line ?? 1, column)} `}${markup(message)}`;
}

/**
 * The result of a check as one page that needs nothing else: no script, no network, and a Content Security Policy that allows
 * its own style alone. Totals, a table by severity and rule, then the findings by file. All that comes from the analysed code is text.
 */
export function html(analysis: Analysis, { source, masks, repositoryPath = (file) => file, rules = [], link }: HtmlOptions): string {
  const lines = hiddenLines(analysis.findings, source, masks);
  const open = openFindings(analysis);
  const place: PlaceText = (file, line, column) => {
    const text = markup(`${repositoryPath(file)}:${line}${column === undefined ? '' : `:${column}`}`);
    return link ? `<a href="${attribute(link(repositoryPath(file), line))}">${text}</a>` : text;
  };
  const sections = [...new Set(open.map(({ file }) => file))].flatMap((file) => [
    '<section>', `<h2>${markup(repositoryPath(file))}</h2>`,
    ...open.filter((finding) => finding.file === file).flatMap((finding) => article(finding, analysis, lines, place)),
    '</section>',
  ]);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy()}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<title>authlint: findings</title>',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    '<h1>authlint</h1>',
    `<p class="totals"><strong>${problems(open)}</strong>${extent(analysis, open)}</p>`,
    ...summaryTable(open, new Map(rules.map(({ name, description }) => [name, description]))),
    ...sections,
    ...(analysis.diagnostics.length === 0 ? [] : ['<section>', '<h2>Diagnostics</h2>', ...list(analysis.diagnostics.map((it) => diagnostic(it, place)), 'diagnostics'), '</section>']),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
