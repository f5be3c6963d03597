import { isProtecting } from '../../guards/index.ts';
import type { Analysis, Finding } from '../../model/finding.ts';
import type { Guard, Route } from '../../model/route.ts';
import { changes } from '../route-story.ts';
import type { Source } from '../secrets.ts';
import type { MapAccess, MapData, MapGuard, MapRoute } from './data.ts';
import { collectFiles, safe, type Files } from './files.ts';

export interface MapOptions {
  /** Name of the project, for the head of the page. */
  title: string;
  /** Version of authlint. */
  version: string;
  /** Texts of the analysed files; without them, places are shown without code. */
  source: Source;
}

/** All that the page shows of an analysis, in the order of its routes. */
export function collectMap(analysis: Analysis, { title, version, source }: MapOptions): MapData {
  const files = collectFiles(analysis.findings, source);
  const guards = guardIndex(files);
  const byRoute = findingsByRoute(analysis);
  const sentences = new Map<string, number>();
  const indexed = (text: string): number => {
    if (!sentences.has(text)) sentences.set(text, sentences.size);
    return sentences.get(text)!;
  };
  const routes = analysis.routes.map((route): MapRoute => ({
    method: safe(route.method), path: safe(route.path), framework: safe(route.framework),
    access: accessShown(route), ...optional('why', route.publicBy ?? route.unknownReason),
    roles: [...new Set(route.roles.map(safe))], inHandler: route.inHandler, generated: route.generated === true,
    at: files.place(route),
    ...(route.handler ? { handler: { name: safe(route.handler.name), at: files.place(route.handler) } } : {}),
    mounts: route.mounts.map((mount) => ({ path: safe(mount.path), at: files.place(mount) })),
    passed: (analysis.passed?.get(route) ?? route.guards).map((guard) => ({ guard: guards.of(guard), at: files.place(guard.appliedAt) })),
    findings: byRoute(route),
    changes: changes(analysis, route).map(indexed),
  }));
  const findings = analysis.findings.map((it) => ({ rule: it.ruleId, severity: it.severity, message: safe(it.message), suppressed: it.suppressed, at: files.place(it) }));
  return { title: safe(title), tool: `authlint ${version}`, files: files.files, routes, guards: guards.list, findings, changes: [...sentences.keys()].map(safe) };
}

function accessShown(route: Route): MapAccess {
  return route.access === 'public' && route.publicBy ? 'intended' : route.access;
}

/** The findings on a route: by its name, and where several routes have that name, by the place if that tells them apart. */
function findingsByRoute({ findings, routes }: Analysis): (route: Route) => number[] {
  const name = ({ method, path }: Route) => `${method} ${path}`;
  const holds = (route: Route, at: Finding) => at.file === route.file && route.line <= at.line && at.line <= route.endLine;
  const namesakes = new Map<string, Route[]>();
  for (const route of routes) namesakes.set(name(route), [...namesakes.get(name(route)) ?? [], route]);
  const found = new Map<Route, number[]>();
  findings.forEach((finding, index) => {
    const meant = namesakes.get(finding.route ?? '') ?? [];
    const exact = meant.filter((route) => holds(route, finding));
    for (const route of exact.length > 0 ? exact : meant) found.set(route, [...found.get(route) ?? [], index]);
  });
  return (route) => found.get(route) ?? [];
}

function guardIndex(files: Files): { list: MapGuard[]; of(guard: Guard): number } {
  const list: MapGuard[] = [];
  const indexes = new Map<string, number>();
  return {
    list,
    of(guard) {
      const key = identity(guard);
      let index = indexes.get(key);
      if (index === undefined) {
        index = list.push(described(guard, files)) - 1;
        indexes.set(key, index);
      }
      return index;
    },
  };
}

/** A check inside a handler is told by where it refuses, which may be a helper of many handlers; a guard of a package by its name; others by their definition. */
function identity(guard: Guard): string {
  const { inHandler, name, proves, basis, roles, reason, unless, populates, evidence } = guard;
  const where = inHandler && evidence ? evidence : isMadeWhereApplied(guard) ? undefined : guard;
  return JSON.stringify([inHandler ? '' : name, where?.file, where?.line, proves, basis, roles, inHandler && evidence ? '' : reason, unless, populates, inHandler]);
}

function isMadeWhereApplied({ name, basis, file, line, appliedAt }: Guard): boolean {
  return name !== '' && basis === 'library' && file === appliedAt.file && line === appliedAt.line;
}

function described(guard: Guard, files: Files): MapGuard {
  const inHandler = guard.inHandler === true;
  return {
    name: inHandler ? 'check in the handler' : safe(guard.name) || 'anonymous function',
    proves: guard.proves, basis: guard.basis, roles: guard.roles.map(safe), protects: isProtecting(guard), inHandler,
    populates: guard.populates === true, ...optional('reason', guard.reason), unless: (guard.unless ?? []).map(safe),
    ...(inHandler || isMadeWhereApplied(guard) ? {} : { at: files.place(guard) }),
    ...(guard.evidence ? { evidence: files.place(guard.evidence) } : {}),
  };
}

function optional<Key extends string>(key: Key, text: string | undefined): { [key in Key]?: string } {
  return (text ? { [key]: safe(text) } : {}) as { [key in Key]?: string };
}
