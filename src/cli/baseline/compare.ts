import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Analysis, Finding } from '../../model/finding.ts';
import { isGlob } from '../../project/globs.ts';
import { fromRoot, isIn } from '../../project/paths.ts';
import { masksOf, type Source } from '../../report/secrets.ts';
import { remember, type Entry, type Remembered } from './entry.ts';
import { match } from './match.ts';

/** What a run was about: entries outside of it are not judged. */
export interface Scope {
  /** Absolute. */
  cwd: string;
  /** As given on the command line. */
  paths?: string[] | undefined;
  /** Names of the only rules that ran. */
  only?: string[] | undefined;
}

export interface Comparison {
  /** Findings that the baseline does not have. */
  fresh: Finding[];
  /** Findings that it has, as it would remember them today. */
  known: Remembered;
  /** Entries that no finding is. */
  stale: Entry[];
  /** Entries that this run says nothing about. */
  unjudged: Entry[];
}

/** Why a file's findings may be missing although nothing was fixed. */
const UNREAD = ['parse-error', 'unreadable-file', 'skipped-file'];

function isJudged({ rule, file }: Entry, { diagnostics }: Analysis, { cwd, paths, only }: Scope): boolean {
  if (only && !only.includes(rule)) return false;
  if (diagnostics.some((diagnostic) => diagnostic.kind === 'internal-error' || (diagnostic.file === file && UNREAD.includes(diagnostic.kind)))) return false;
  if (!paths || paths.length === 0) return true;
  return paths.some((path) => !isGlob(path) && isIn(file, fromRoot(cwd, resolve(cwd, path)) ?? path));
}

/** Holds the findings of a run that are not suppressed against a baseline. */
export function compare(baseline: Remembered, analysis: Analysis, source: Source, scope: Scope): Comparison {
  const open = analysis.findings.filter(({ suppressed }) => !suppressed);
  const now = remember(open, source, masksOf(analysis.findings));
  const found = match(baseline, now, (file) => !existsSync(resolve(scope.cwd, file)));
  const matched = new Set(found);
  const left = baseline.entries.filter((_, index) => !matched.has(index));
  return {
    fresh: open.filter((_, at) => found[at] === undefined),
    known: { entries: now.entries.filter((_, at) => found[at] !== undefined), sketches: now.sketches },
    stale: left.filter((entry) => isJudged(entry, analysis, scope)),
    unjudged: left.filter((entry) => !isJudged(entry, analysis, scope)),
  };
}
