import type { Analysis } from '../../src/model/index.ts';

/** A place as findings, routes and diagnostics have it. */
interface Spot { file: string; line: number; column?: number | undefined; endLine?: number; endColumn?: number }

/** Lines of a text as ECMAScript has them. */
const linesOf = (text: string): string[] => text.split(/\r\n|[\n\r\u2028\u2029]/);

/**
 * The places of an analysis that are not in their files.
 * @param read text of a file without a byte order mark
 */
export function strayPlaces(analysis: Analysis, read: (file: string) => string | undefined): string[] {
  const known = new Map<string, string[] | undefined>();
  const found: string[] = [];
  const check = (what: string, { file, line, column = 1, endLine = line, endColumn = column }: Spot): void => {
    if (!known.has(file)) { const text = read(file); known.set(file, text === undefined ? undefined : linesOf(text)); }
    const lines = known.get(file);
    const within = (at: number, to: number): boolean => Number.isInteger(at) && Number.isInteger(to) && at >= 1 && to >= 1 && at <= lines!.length && to <= lines![at - 1]!.length + 1;
    if (!lines) found.push(`${what}: no file ${file}`);
    else if (!within(line, column) || endLine < line || (endLine === line && endColumn < column)) found.push(`${what}: ${file}:${line}:${column}-${endLine}:${endColumn}`);
    else if (endColumn !== column + 1 && !within(endLine, endColumn)) found.push(`${what}: ends at ${file}:${endLine}:${endColumn}`);
  };
  for (const finding of analysis.findings) {
    check(finding.ruleId, finding);
    for (const one of [...finding.related, ...(finding.flow ?? []), ...(finding.mask ?? [])]) check(`${finding.ruleId} (related)`, one);
  }
  for (const route of analysis.routes) {
    check(`route ${route.framework}`, route);
    for (const mount of route.mounts) check(`mount ${route.framework}`, mount);
    if (route.handler) check(`handler ${route.framework}`, route.handler);
    for (const guard of [...route.guards, ...(analysis.passed?.get(route) ?? [])]) {
      check(`guard ${route.framework}`, guard);
      check(`guard ${route.framework}`, guard.appliedAt);
      if (guard.evidence) check(`evidence ${route.framework}`, guard.evidence);
    }
  }
  for (const { kind, file, line, column } of analysis.diagnostics) if (file !== undefined && line !== undefined) check(kind, { file, line, column });
  return found;
}
