import { printableJson } from '../text.ts';
import { CHANGES, isNewlyOpen, type AccessDiff, type RouteChange } from './compare.ts';

function side(route: RouteChange['before']) {
  return route && {
    access: route.access, roles: route.roles, publicBy: route.publicBy, file: route.file, line: route.line,
    guards: route.guards.map(({ name, proves, roles, inHandler, appliedAt }) => ({ name, proves, roles, inHandler, appliedAt: { file: appliedAt.file, line: appliedAt.line } })),
  };
}

/**
 * The difference of two maps for other tools, version 1: fields are added, never renamed.
 *
 * @param names of the two maps
 */
export function diffJson(diff: AccessDiff, { base, head }: { base: string; head: string }): string {
  const amounts = Object.fromEntries(CHANGES.map((kind) => [kind, diff.changes.filter(({ change }) => change === kind).length]));
  return `${printableJson({
    version: 1, base, head,
    summary: { ...amounts, newPublic: diff.changes.filter(isNewlyOpen).length, unchanged: diff.unchanged },
    changes: diff.changes.map(({ change, method, path, before, after, reasons }) => ({
      change, method, path, before: side(before), after: side(after),
      reasons: reasons.map(({ message, place }) => ({ message, file: place?.file, line: place?.line })),
    })),
  })}\n`;
}
