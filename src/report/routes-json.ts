import type { Analysis } from '../model/finding.ts';
import type { Guard, Route } from '../model/route.ts';
import { printableJson } from './text.ts';

function guard(it: Guard) {
  return {
    name: it.name, proves: it.proves, basis: it.basis, roles: it.roles, file: it.file, line: it.line,
    appliedAt: { file: it.appliedAt.file, line: it.appliedAt.line },
    reason: it.reason,
    evidence: it.evidence && { file: it.evidence.file, line: it.evidence.line },
    inHandler: it.inHandler,
    unless: it.unless,
    populates: it.populates,
  };
}

function route(it: Route, passed: Guard[] | undefined) {
  return {
    method: it.method, path: it.path, framework: it.framework, file: it.file, line: it.line, column: it.column,
    handler: it.handler && { name: it.handler.name, file: it.handler.file, line: it.handler.line },
    access: it.access, roles: it.roles, inHandler: it.inHandler,
    guards: it.guards.map(guard),
    endLine: it.endLine, endColumn: it.endColumn,
    mounts: it.mounts.map(({ path, file, line }) => ({ path, file, line })),
    unknownReason: it.unknownReason,
    publicBy: it.publicBy,
    generated: it.generated,
    passed: passed?.map(({ name, proves, inHandler, file, line }) => ({ name, proves, inHandler, file, line })),
  };
}

/** The auth map in the machine contract, version 1: fields are added, never renamed. Paths are relative to `root`. */
export function routesJson(analysis: Analysis): string {
  return `${printableJson({ version: 1, root: '.', routes: analysis.routes.map((one) => route(one, analysis.passed?.get(one))) })}\n`;
}
