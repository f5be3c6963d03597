import { ask } from './ask.ts';
import { run } from './run.ts';

function untilInterrupted(): { ended: Promise<void>; release(): void } {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let release = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => resolve();
    release = () => { for (const signal of signals) process.off(signal, end); };
    for (const signal of signals) process.on(signal, end);
  });
  return { ended, release };
}

/**
 * The whole command line, over this process: its arguments, folder, environment and streams.
 *
 * @returns the exit status
 */
export function program(): Promise<number> {
  // A failed write is told to whoever wrote. Without a listener, Node would end the process with status 1, which means findings.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
    analyze: async () => (await import('../analyze.ts')).analyze,
    watch: async () => (await import('../analyze.ts')).openWatch,
    untilInterrupted,
    rules: async () => (await import('../../rules/registry.ts')).rules.map(({ meta }) => meta),
  });
}
