import type { InferredOptionTypes, Options } from 'yargs';
import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis, Finding } from '../model/finding.ts';
import { count, printable } from '../report/text.ts';
import { compare } from './baseline/compare.ts';
import { BASELINE, readBaseline } from './baseline/file.ts';
import type { Host } from './host.ts';
import { last } from './options.ts';
import { changedSince } from './since.ts';
import { driftFrom, SNAPSHOT } from './snapshot.ts';
import { sources } from './sources.ts';

/** Options of `check` that say which findings count, and what else has to hold. */
export const narrowing = {
  baseline: { type: 'string', coerce: last<string | undefined>, describe: `Leave out the findings in this file (default: ${BASELINE}); its entries that no longer match fail` },
  since: { type: 'string', requiresArg: true, coerce: last<string | undefined>, describe: 'Report only what the change since this revision can have to do with' },
  snapshot: { type: 'string', coerce: last<string | undefined>, describe: `Fail when the routes are not those of this file (default: ${SNAPSHOT})` },
} as const satisfies Record<string, Options>;

export interface Narrowed {
  result: Analysis;
  /** Something besides the findings does not hold. */
  failed: boolean;
  /** What people should know, a line each. */
  notes: string[];
  /** The findings that were left out because the baseline has them. */
  accepted: Finding[];
}

/** Entries that are named when they no longer match. */
const NAMED = 20;

/**
 * Leaves out of a result what a baseline accepts and what a change has nothing to do with, and holds the routes against their snapshot.
 * Suppressed findings stay as they are.
 *
 * @param options what was analysed
 * @throws UsageError when a file or revision is not there
 */
export async function narrow(result: Analysis, args: InferredOptionTypes<typeof narrowing>, options: Omit<AnalyzeOptions, 'cwd' | 'onProgress'>, host: Host): Promise<Narrowed> {
  const notes: string[] = [];
  let failed = false;
  let { findings } = result;
  let accepted: Finding[] = [];
  const { source } = sources(host.cwd);
  if (args.baseline !== undefined) {
    const name = args.baseline || BASELINE;
    const { fresh, known, stale } = compare(readBaseline(host.cwd, name), result, source, { cwd: host.cwd, paths: options.paths, only: options.only });
    const kept = new Set(fresh);
    accepted = findings.filter((finding) => !finding.suppressed && !kept.has(finding));
    findings = findings.filter((finding) => finding.suppressed || kept.has(finding));
    if (known.entries.length > 0) notes.push(`${count(known.entries.length, 'finding')} left out: ${name} has ${known.entries.length === 1 ? 'it' : 'them'}.`);
    if (stale.length > 0) {
      failed = true;
      notes.push(
        `${count(stale.length, 'finding')} of ${name} no longer there. Take ${stale.length === 1 ? 'it' : 'them'} out with "authlint baseline --prune${name === BASELINE ? '' : ` --file ${name}`}", so that nothing new hides behind:`,
        ...stale.slice(0, NAMED).map(({ rule, route, file }) => `  ${printable(file)}  ${printable(rule)}${route === undefined ? '' : `  ${printable(route)}`}`),
        ...(stale.length > NAMED ? [`  and ${stale.length - NAMED} more`] : []),
      );
    }
  }
  if (args.since !== undefined) {
    const changed = new Set(await changedSince(args.since, result, options, source, host));
    const all = findings.filter(({ suppressed }) => !suppressed).length;
    findings = findings.filter((finding) => finding.suppressed || changed.has(finding));
    const left = all - findings.filter(({ suppressed }) => !suppressed).length;
    if (left > 0) notes.push(`${count(left, 'finding')} left out: the change since ${printable(args.since)} has nothing to do with ${left === 1 ? 'it' : 'them'}.`);
  }
  if (args.snapshot !== undefined) {
    const drift = driftFrom(args.snapshot || SNAPSHOT, result.routes, host);
    failed ||= drift.length > 0;
    notes.push(...drift);
  }
  return { result: { ...result, findings }, failed, notes, accepted };
}
