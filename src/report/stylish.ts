import type { Colors } from 'picocolors/types.js';
import type { Analysis, Diagnostic, Finding, Location } from '../model/finding.ts';
import type { Guard, Place, Route } from '../model/route.ts';
import { frame } from './frame.ts';
import { hiddenLines, type Lines, type Source } from './secrets.ts';
import { count, inert, pad, printable, printableLines } from './text.ts';
import { extent, openFindings, problems } from './totals.ts';

export interface StylishOptions {
  colors: Colors;
  source: Source;
  /** Width of the terminal. */
  columns?: number;
  /** Masks of findings that are not in the analysis because they are not to be shown. */
  masks?: Location[];
}

const INDENT = '    ';

function at({ file, line }: Place): string {
  return `${printable(file)}:${line}`;
}

function guardLine(guard: Guard, colors: Colors): string {
  const roles = guard.roles.length > 0 ? ` ${guard.roles.map(printable).join(', ')}` : '';
  const reason = guard.reason === undefined ? '' : `, ${printable(guard.reason)}`;
  const where = guard.inHandler ? 'in the handler, ' : '';
  return `${printable(guard.name)}: ${guard.proves}${roles} ${colors.dim(`(${guard.basis}${reason})  ${where}${at(guard.appliedAt)}`)}`;
}

/** The route that a finding is about, with its mounts, and the guards in front of it: a line each. */
export function routeChain(finding: Finding, routes: Route[], colors: Colors): string[] {
  if (finding.route === undefined) return [];
  const named = routes.filter((route) => `${route.method} ${route.path}` === finding.route);
  const route = named.find(({ file, line }) => file === finding.file && line === finding.line) ?? named[0];
  if (!route) return [`route   ${printable(finding.route)}`];
  const mounts = route.mounts.map((mount) => ` < ${printable(mount.path)} ${colors.dim(at(mount))}`).reverse().join('');
  const guards = route.guards.length === 0 ? ['none'] : route.guards.map((guard) => guardLine(guard, colors));
  return [
    `route   ${printable(finding.route)}, ${route.access} ${colors.dim(at(route))}${mounts}`,
    ...guards.map((line, index) => `${index === 0 ? 'guards' : '      '}  ${line}`),
  ];
}

function findingLines(finding: Finding, routes: Route[], lines: Lines, { colors, columns }: StylishOptions): string[] {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.blue }[finding.severity];
  const place = pad(`${finding.line}:${finding.column}`, 7);
  const doubt = finding.confidence === 'high' ? '' : ` (${finding.confidence} confidence)`;
  const details = [
    ...frame(finding, lines, { colors, columns: columns && columns - INDENT.length }),
    ...routeChain(finding, routes, colors),
    ...finding.related.map((related) => `at ${at(related)}  ${printable(related.message)}`),
    ...finding.suggestions.map(({ message }) => `${colors.green('fix:')} ${printable(message)}`),
  ];
  return [
    `  ${colors.dim(place)} ${paint(finding.severity)}${doubt}  ${printable(finding.message)}  ${colors.dim(printable(finding.ruleId))}`,
    ...details.map((line) => `${INDENT}${line}`),
    '',
  ];
}

function summary(analysis: Analysis, open: Finding[], colors: Colors): string {
  const paint = open.some(({ severity }) => severity === 'error') ? colors.red : open.length > 0 ? colors.yellow : colors.green;
  return `${paint(problems(open))}${extent(analysis, open)}`;
}

/** A diagnostic as one line, and one more for each further line of its message. */
export function diagnosticLines(diagnostic: Diagnostic, colors: Colors): string[] {
  const position = [diagnostic.line, diagnostic.column].filter((part) => part !== undefined).map((part) => `:${part}`).join('');
  const place = diagnostic.file === undefined ? '' : `${printable(diagnostic.file)}${position}  `;
  const [first = '', ...rest] = printableLines(diagnostic.message);
  return [`  ${place}${colors.yellow(diagnostic.kind)}  ${first}`, ...rest.map((line) => `    ${line}`)].map(inert);
}

/** How many skipped files are named to people: a folder of bundles should not bury what matters. */
const SKIPPED_NAMED = 5;

/** Diagnostics for people, a line each or more. Of skipped files the first five are named and the others counted. */
export function diagnosticsLines(diagnostics: readonly Diagnostic[], colors: Colors): string[] {
  const skipped = diagnostics.filter(({ kind }) => kind === 'skipped-file');
  const unnamed = new Set(skipped.slice(SKIPPED_NAMED));
  const more = unnamed.size > 0 ? [`  and ${count(unnamed.size, 'more skipped file')}, which --format json lists`] : [];
  return [...diagnostics.filter((diagnostic) => !unnamed.has(diagnostic)).flatMap((diagnostic) => diagnosticLines(diagnostic, colors)), ...more];
}

/**
 * Findings for people, by file: place, severity, message and rule; the code; the route with the guards in front of it; related
 * places; suggestions. Then the totals, and what went wrong on the way. Suppressed findings are only counted.
 */
export function stylish(analysis: Analysis, options: StylishOptions): string {
  const lines = hiddenLines(analysis.findings, options.source, options.masks);
  const open = openFindings(analysis);
  const files = [...new Set(open.map(({ file }) => file))];
  const groups = files.flatMap((file) => [
    options.colors.underline(printable(file)),
    ...open.filter((finding) => finding.file === file).flatMap((finding) => findingLines(finding, analysis.routes, lines, options)),
  ]);
  const diagnostics = diagnosticsLines(analysis.diagnostics, options.colors);
  return inert([...groups, summary(analysis, open, options.colors), ...(diagnostics.length > 0 ? ['', 'Diagnostics', ...diagnostics] : []), ''].join('\n'));
}
