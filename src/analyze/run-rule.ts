import { createHash } from 'node:crypto';
import type { DocumentPlace, Finding, Location, ModuleFacts, Place, Report, Route, Rule } from '../model/index.ts';
import { firstName } from '../../rules/redirects.ts';
import { lookAtAll, positionOf } from '../link/index.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a rule finds in a project, in a stable order; comments that suppress are not yet applied.
 *
 * @param options as the user gave them: validated here, defaults filled in
 * @param files the files to report on; default: all
 */
export function runRule(snapshot: Snapshot, rule: Rule, options: unknown, files?: string[]): Finding[] {
  const wanted = files ? new Set(files) : undefined;
  const reports: Report[] = [];
  const modules = wanted ? snapshot.modules.filter((module) => wanted.has(module.path)) : snapshot.modules;
  rule.check({
    program: snapshot.program,
    map: snapshot.map,
    options: rule.options.parse(options ?? {}),
    config: snapshot.project.config,
    project: snapshot.project,
    get files() {
      lookAtAll();
      return modules;
    },
    report: (report) => { if (!wanted || wanted.has(report.module.path)) reports.push(report); },
  });
  const seen = new Map<string, number>();
  return reports
    .map((report) => findingOf(snapshot, rule, report))
    .sort(compareFindings)
    .map((finding) => {
      // The same thing said twice of one file is told apart by its order.
      const count = seen.get(finding.fingerprint) ?? 0;
      seen.set(finding.fingerprint, count + 1);
      return count === 0 ? finding : { ...finding, fingerprint: digest([finding.fingerprint, String(count)]) };
    });
}

export function compareFindings(a: Finding, b: Finding): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.ruleId, b.ruleId) || a.endLine - b.endLine || a.endColumn - b.endColumn || compareText(a.message, b.message);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findingOf(snapshot: Snapshot, rule: Rule, report: Report): Finding {
  const { meta } = rule;
  const finding: Finding = {
    ...locate(report.module, report.start, report.end),
    ruleId: meta.name,
    severity: report.severity ?? meta.severity,
    confidence: report.confidence ?? (meta.precision === 'very-high' ? 'high' : meta.precision),
    message: fill(rule.messages[report.messageId] ?? report.messageId, report.data ?? {}),
    messageId: report.messageId,
    data: report.data ?? {},
    related: (report.related ?? []).map((one) => ({ ...('module' in one ? locate(one.module, one.start, one.end) : inDocument(one)), message: one.message })),
    fingerprint: digest([firstName(meta.name), report.module.path, report.messageId, report.route ?? '', report.identity ?? '']),
    identity: digest([firstName(meta.name), report.messageId, report.route ?? '', report.identity ?? '']),
    suppressed: false,
    suggestions: report.suggestions ?? [],
  };
  if (report.mask) finding.mask = report.mask.map((span) => locate(report.module, span.start, span.end));
  if (report.route) {
    finding.route = report.route;
    const route = routesOf(snapshot.map.routes).get(`${finding.file}\0${report.route}`);
    if (route) finding.flow = storyOf(route);
  }
  return finding;
}

const indexed = new WeakMap<Route[], Map<string, Route>>();

/** By file, method and path; of several, the first. */
function routesOf(routes: Route[]): Map<string, Route> {
  let known = indexed.get(routes);
  if (!known) indexed.set(routes, (known = new Map(routes.toReversed().map((route) => [`${route.file}\0${route.method} ${route.path}`, route]))));
  return known;
}

/** The steps from where a route is declared to what was found in front of it. */
function storyOf(route: Route): Finding['flow'] {
  const at = (place: Place): Location => ({ file: place.file, line: place.line, column: place.column ?? 1, endLine: place.line, endColumn: (place.column ?? 1) + 1 });
  return [
    ...route.mounts.map((mount) => ({ ...at(mount), message: `mounted at ${mount.path}` })),
    ...route.guards.filter((guard) => !guard.inHandler).map((guard) => ({ ...at(guard.appliedAt), message: `${guard.name}: ${guard.proves === 'nothing' ? guard.reason ?? 'proves nothing' : guard.proves}` })),
    { ...at(route), endLine: route.endLine, endColumn: route.endColumn, message: `${route.method} ${route.path} is declared here` },
    ...(route.handler ? [{ ...at(route.handler), message: `handler ${route.handler.name || '(anonymous)'}` }] : []),
  ];
}

function inDocument({ document, line }: DocumentPlace): Location {
  return { file: document, line, column: 1, endLine: line, endColumn: 2 };
}

function locate(module: ModuleFacts, start: number, end: number): Location {
  const from = positionOf(module, start);
  const to = positionOf(module, end);
  return { file: module.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function fill(message: string, data: Record<string, string>): string {
  return message.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => data[name] ?? whole);
}

function digest(parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
