import type { AnalyzeOptions, Watch } from '../analyze.ts';
import type { Analysis } from '../model/finding.ts';
import type { RuleMeta } from '../model/rule.ts';
import type { CacheRequest } from '../cache/folder.ts';
import type { Recorder } from './trace/recorder.ts';

/** A stream to write to, such as `process.stdout`. */
export interface Output {
  isTTY?: boolean;
  columns?: number;
  /** What went wrong for good: the reader has gone away. */
  errored?: Error | null;
  write(text: string, done?: (error?: Error | null) => void): unknown;
}

/** All that the commands touch of the process, and what they load only when they need it. */
export interface Host {
  cwd: string;
  env: Record<string, string | undefined>;
  stdout: Output;
  stderr: Output;
  /** Asks the person at the terminal; undefined when there is no answer. It is there on a terminal only. */
  ask?(question: string): Promise<string | undefined>;
  /** The engine, which takes a quarter of a second to load. */
  analyze(): Promise<(options: AnalyzeOptions) => Analysis>;
  /** The engine for a project that is analysed again and again. */
  watch?(): Promise<(options: AnalyzeOptions) => Watch>;
  /** Until it is released, Ctrl+C does not end the process: `ended` is settled then. */
  untilInterrupted?(): { ended: Promise<void>; release(): void };
  /** Metadata of all rules. */
  rules(): Promise<RuleMeta[]>;
  /** Told what the run does. */
  trace?: Recorder;
  /** What the command line says of keeping facts and results. */
  cache?: CacheRequest;
}

/** Exit status of the process. */
export const EXIT = { clean: 0, findings: 1, failure: 2 } as const;

/** What the user asked for cannot be done; the message says what and why, for people. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Writes a text and waits until it is out. A reader that has gone away (`authlint | head`) is no error. */
export function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
}
