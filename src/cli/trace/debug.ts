import type { Analysis } from '../../model/finding.ts';
import { count, printable } from '../../report/text.ts';
import type { Recorder } from './recorder.ts';

/** Of each kind of thing, those named one by one. */
const MOST = 200;
/** In milliseconds: what took less is not named. */
const NOTABLE_MS = 5;
const LONGEST = 40;

/** What a run left out, what stayed unknown and why, and where time went: one line each. */
export function debugLines({ leftOut, unresolvedImports, result, spent }: Recorder): string[] {
  return [
    ...cut(leftOut.map(({ path, why }) => `left out: ${path}: ${why}`)),
    ...(result ? cut(result.diagnostics.filter(({ kind }) => kind === 'skipped-file' || kind === 'unreadable-file').map(({ file, message }) => `not read: ${file ?? '.'}: ${message}`)) : []),
    ...cut(unresolvedImports.map(({ file, specifier }) => `leads nowhere: import of "${specifier}" in ${file}`)),
    ...(result ? cut(unknownLines(result)) : []),
    ...spent().filter(({ ms }) => ms >= NOTABLE_MS).sort((a, b) => b.ms - a.ms).slice(0, LONGEST).map(({ phase, subject, ms }) => `time: ${phase}${subject === undefined ? '' : ` ${subject}`}: ${Math.round(ms)} ms`),
  ].map((line) => printable(line));
}

/** Each thing that stayed unknown, where it is, why, and the first of the routes that hang on it. */
function unknownLines({ routes }: Analysis): string[] {
  const found = new Map<string, string[]>();
  for (const route of routes) {
    if (route.access !== 'unknown') continue;
    const guards = route.guards.filter(({ proves }) => proves === 'unknown');
    const name = `${route.method} ${route.path}`;
    const causes = guards.length === 0
      ? [`the access of ${name} at ${route.file}:${route.line}: ${route.unknownReason ?? 'no reason is known'}`]
      : guards.map((guard) => `${guard.name || '(unnamed)'} at ${guard.file}:${guard.line}: ${guard.reason ?? route.unknownReason ?? 'no reason is known'}`);
    for (const cause of new Set(causes)) found.set(cause, [...(found.get(cause) ?? []), name]);
  }
  return [...found].map(([cause, names]) => `unknown: ${cause} (in front of ${names[0]}${names.length > 1 ? ` and ${count(names.length - 1, 'other')}` : ''})`);
}

function cut(lines: string[]): string[] {
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST), `${lines[0]!.split(':')[0]}: ${lines.length - MOST} more`];
}
