import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnalyzeOptions } from '../../src/analyze.ts';
import type { Host, Output } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';
import type { Analysis } from '../../src/model/finding.ts';
import type { RuleMeta } from '../../src/model/rule.ts';
import { analysis, rules } from '../report/sample.ts';

/** A folder with these files, which goes away with the test. */
export function folder(files: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'authlint-cli-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
  /** What the engine was asked for; `undefined` when it was not loaded. */
  asked: AnalyzeOptions | undefined;
}

interface Setup {
  cwd?: string;
  env?: Record<string, string>;
  /** The streams are terminals of that width. */
  columns?: number;
  result?: Analysis;
  /** In place of giving the result. */
  analyze?(options: AnalyzeOptions): Analysis;
  /** Metadata of the rules there are. */
  known?: RuleMeta[];
}

/** Runs the command line on streams of our own, with an engine that gives a known result. */
export async function authlint(argv: string[], { cwd = folder(), env = {}, columns, result = analysis, analyze = () => result, known = rules }: Setup = {}): Promise<Ran> {
  const ran: Ran = { status: -1, stdout: '', stderr: '', asked: undefined };
  const output = (stream: 'stdout' | 'stderr'): Output => ({
    isTTY: columns !== undefined,
    columns,
    write(text, done) {
      ran[stream] += text;
      done?.();
    },
  });
  const host: Host = {
    cwd,
    env,
    stdout: output('stdout'),
    stderr: output('stderr'),
    analyze: () => Promise.resolve((options) => {
      const { trace: _, ...asked } = options;
      ran.asked = asked;
      return analyze(options);
    }),
    rules: () => Promise.resolve(known),
  };
  ran.status = await run(argv, host);
  return ran;
}
