import type { Analysis } from '../../model/finding.ts';
import type { Guard } from '../../model/route.ts';
import { count, printable } from '../../report/text.ts';
import type { Phase } from '../../model/trace.ts';
import type { Recorder, Spent } from './recorder.ts';

/** Of reasons and of what took longest, those named. */
const MOST = 8;

const PHASES: Phase[] = ['starting', 'opening', 'reading', 'linking', 'mapping', 'checking', 'reporting'];

/** Figures of a run, one line each. Those of time differ between runs; all others are the same for the same project. */
export function statsLines({ result, recalled, counted, spent }: Recorder): string[] {
  const facts = recalled ? 'none needed: nothing has changed since an earlier run, whose result was taken' : `${counted.extracted} extracted, ${counted.kept} kept from an earlier run`;
  return [...(result ? resultLines(result, facts) : []), ...timeLines(spent())].map((line) => printable(line));
}

function resultLines(result: Analysis, facts: string): string[] {
  const { files, routes, findings, diagnostics } = result;
  const skipped = diagnostics.filter(({ kind }) => kind === 'skipped-file' || kind === 'unreadable-file').length;
  const broken = new Set(diagnostics.filter(({ kind }) => kind === 'parse-error').map(({ file }) => file)).size;
  const unknown = routes.filter(({ access }) => access === 'unknown');
  const reasons = tally(unknown.map(({ unknownReason }) => unknownReason ?? 'no reason is known'));
  return [
    `files: ${files} analysed, ${skipped} skipped, ${broken} with syntax errors`,
    `facts: ${facts}`,
    `routes: ${routes.length}${listed(tally(routes.map(({ access }) => access)))}`,
    `frameworks: ${words(tally(routes.map(({ framework }) => framework)))}`,
    `verdicts by: ${words(tally(routes.flatMap(basisOf)))}`,
    `unknown: ${unknown.length}${reasons.length > 0 ? ', for these reasons:' : ''}`,
    ...reasons.slice(0, MOST).map(([reason, amount]) => `  ${amount} ${reason}`),
    ...(reasons.length > MOST ? [`  and ${count(reasons.length - MOST, 'further reason')}`] : []),
    `findings: ${findings.length}${listed(tally(findings.map(({ severity, suppressed }) => suppressed ? 'suppressed' : severity)))}`,
  ];
}

/** On what the verdict of a route rests: that of its deciding guards which says least for sure. */
function basisOf({ access, guards, publicBy }: Analysis['routes'][number]): string[] {
  if (access === 'unknown') return [];
  const deciding = guards.filter(({ proves }) => !['nothing', 'unknown', 'csrf', 'rate-limit'].includes(proves));
  if (deciding.length === 0) return [publicBy === undefined ? 'no guard' : 'public on purpose'];
  const order: Guard['basis'][] = ['name', 'config', 'library', 'body'];
  return [order.find((basis) => deciding.some((guard) => guard.basis === basis))!];
}

function timeLines(spent: Spent[]): string[] {
  const total = spent.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `time: ${Math.round(total)} ms`,
    ...PHASES.flatMap((phase) => {
      const own = spent.filter((one) => one.phase === phase);
      if (own.length === 0) return [];
      const ms = own.reduce((sum, one) => sum + one.ms, 0);
      const longest = own.filter((one) => one.subject !== undefined && one.ms >= 1).sort((a, b) => b.ms - a.ms).slice(0, 3);
      return [`  ${phase} ${Math.round(ms)} ms${longest.length > 0 ? `, longest ${longest.map((one) => `${one.subject} ${Math.round(one.ms)}`).join(', ')}` : ''}`];
    }),
  ];
}

function tally(words: string[]): [word: string, amount: number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function listed(counts: [word: string, amount: number][]): string {
  return counts.length === 0 ? '' : ` (${words(counts)})`;
}

function words(counts: [word: string, amount: number][]): string {
  return counts.map(([word, amount]) => `${amount} ${word}`).join(', ') || 'none';
}
