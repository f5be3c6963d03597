import type { Analysis } from '../../model/finding.ts';
import type { FactsOrigin, Phase, Trace } from '../../model/trace.ts';

/** Time spent, in milliseconds. */
export interface Spent { phase: Phase; subject: string | undefined; ms: number }

/** What is known of a run so far. */
export interface Recorder extends Trace {
  /** What is being done now. */
  at: { phase: Phase; subject: string | undefined };
  /** Each phase with each of its subjects, in the order in which they first came. Time up to now counts. */
  spent(): Spent[];
  facts(origin: FactsOrigin): void;
  counted: Record<FactsOrigin, number>;
  leftOut: { path: string; why: string }[];
  unresolvedImports: { file: string; specifier: string }[];
  /** What the run came to; the last one, where a command analyses more than once. */
  result?: Analysis;
  /** Nothing had changed since an earlier run, whose result was taken. */
  recalled?: boolean;
}

/**
 * @param clock milliseconds since the process was started
 * @param everything what is left out and what does not resolve is kept, too
 */
export function record(clock: () => number, everything: boolean): Recorder {
  const times = new Map<string, Spent>();
  const imports = new Map<string, { file: string; specifier: string }>();
  let since = 0;
  const recorder: Recorder = {
    at: { phase: 'starting', subject: undefined },
    enter(phase, subject) {
      settle();
      recorder.at = { phase, subject };
    },
    spent() {
      settle();
      return [...times.values()];
    },
    facts(origin) { recorder.counted[origin] += 1; },
    counted: { extracted: 0, kept: 0 },
    leftOut: [],
    get unresolvedImports() { return [...imports.values()]; },
  };

  function settle(): void {
    const { phase, subject } = recorder.at;
    const key = `${phase}\0${subject ?? ''}`;
    const now = clock();
    const known = times.get(key);
    if (known) known.ms += now - since;
    else times.set(key, { phase, subject, ms: now - since });
    since = now;
  }

  if (everything) {
    recorder.skipped = (path, why) => { recorder.leftOut.push({ path, why }); };
    recorder.unresolved = (file, specifier) => { imports.set(`${file}\0${specifier}`, { file, specifier }); };
  }
  return recorder;
}
