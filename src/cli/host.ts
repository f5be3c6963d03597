import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis } from '../model/finding.ts';
import type { RuleMeta } from '../model/rule.ts';

/** A stream to write to, such as `process.stdout`. */
export interface Output {
  isTTY?: boolean;
  columns?: number;
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
  /** Metadata of all rules. */
  rules(): Promise<RuleMeta[]>;
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
