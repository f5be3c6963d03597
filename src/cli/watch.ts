import type { AnalyzeOptions, Watch } from '../analyze.ts';
import type { Analysis, Finding } from '../model/finding.ts';
import { printableLines } from '../report/text.ts';
import { nothingToAnalyse } from './analysis.ts';
import { EXIT, UsageError, write, type Host } from './host.ts';
import { progressLine } from './terminal.ts';

/** Milliseconds between two looks at the disk. */
const EVERY = 250;
/** Whoever saves several files at once is waited for: nothing has changed for so many milliseconds. */
const SETTLED = 100;
const WATCHING = 'Watching for changes: Ctrl+C ends it.\n';
/** The screen, what was scrolled out of it, and the cursor to its start. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/**
 * Checks, and checks again whenever something has changed on disk, until the user ends it. On a terminal, each report takes
 * the place of the one before.
 *
 * @param show shows what was found, and gives the exit status that it comes to
 * @returns the status of the last check
 */
export async function watch(options: Omit<AnalyzeOptions, 'cwd'>, host: Host, show: (all: Analysis) => Promise<number>): Promise<number> {
  const { watch: open, untilInterrupted } = host;
  if (!open || !untilInterrupted) throw new UsageError('--watch needs a process of its own.');
  const project = (await open())({ ...options, cwd: host.cwd });
  let before: Finding[] | undefined;
  for (;;) {
    if (before && host.stdout.isTTY) await write(host.stdout, CLEAR);
    const found = await look(project, host);
    const status = found ? await show(found) : EXIT.failure;
    if (found) await write(host.stderr, `${summary(before, found.findings)}${WATCHING}`);
    before = found?.findings ?? before ?? [];
    if (!await changes(project, untilInterrupted) || host.stdout.errored) return status;
  }
}

/** Waits for the next change; false when the user ends it. While something is worked out, Ctrl+C ends the process at once. */
async function changes(project: Watch, untilInterrupted: NonNullable<Host['untilInterrupted']>): Promise<boolean> {
  const { ended, release } = untilInterrupted();
  let timer: NodeJS.Timeout | undefined;
  const pause = (ms: number): Promise<boolean> => Promise.race([ended.then(() => false), new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(true), ms); })]);
  try {
    do if (!await pause(EVERY)) return false; while (!project.changed());
    return await pause(SETTLED);
  } finally {
    clearTimeout(timer);
    release();
  }
}

/** Undefined when there is a problem, which is told: it may be solved by the next change. */
async function look(project: Watch, host: Host): Promise<Analysis | undefined> {
  const progress = progressLine(host.stderr);
  try {
    const found = project.next(progress.report);
    if (found.files === 0) throw nothingToAnalyse(undefined);
    return found;
  } catch (error) {
    if (!(error instanceof Error) || !['ConfigError', 'UsageError'].includes(error.name)) throw error;
    progress.clear();
    await write(host.stderr, `authlint: ${printableLines(error.message).join('\n')}\n${WATCHING}`);
    return undefined;
  } finally {
    progress.clear();
  }
}

/** What is new and what is gone, of findings that no comment suppresses. */
function summary(before: Finding[] | undefined, after: Finding[]): string {
  if (!before) return '';
  const open = (all: Finding[]): Set<string> => new Set(all.filter(({ suppressed }) => !suppressed).map(({ fingerprint }) => fingerprint));
  const [was, is] = [open(before), open(after)];
  const fresh = [...is].filter((one) => !was.has(one)).length;
  const gone = [...was].filter((one) => !is.has(one)).length;
  return fresh + gone === 0 ? 'The same findings as before. ' : `${fresh} new, ${gone} gone. `;
}
