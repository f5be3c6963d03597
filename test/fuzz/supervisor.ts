import { Worker } from 'node:worker_threads';
import type { Case } from './cases.ts';

export interface Limits {
  /** Milliseconds that one case may take. */
  patience: number;
  /** Megabytes of heap that one may take. */
  memory: number;
}

/** Tries cases in a thread that is replaced when it hangs, or takes too much memory. */
export interface Tester {
  try(one: Case): Promise<string[]>;
  close(): Promise<void>;
}

/** @param script the file that a thread runs */
export function openTester(script: URL, { patience, memory }: Limits): Tester {
  let worker: Worker | undefined;
  let answer: ((problems: string[]) => void) | undefined;

  async function stop(): Promise<void> {
    const old = worker;
    worker = undefined;
    await old?.terminate();
  }

  function start(): Worker {
    const started = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: memory, stackSizeMb: 1 } });
    const ended = (kind: string, what: string): void => {
      if (worker === started) answer?.([`${kind}: ${what}`]);
    };
    started.on('message', (problems: string[]) => answer?.(problems));
    started.on('error', (error: NodeJS.ErrnoException) => ended(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'death', error.message));
    started.on('exit', (code) => ended('death', `exit ${code}`));
    return started;
  }

  async function attempt(one: Case, wait: number): Promise<string[]> {
    worker ??= start();
    let timer: NodeJS.Timeout | undefined;
    const problems = await new Promise<string[]>((resolve) => {
      answer = resolve;
      timer = setTimeout(() => resolve([`hang: more than ${wait} ms`]), wait);
      worker!.postMessage(one);
    });
    clearTimeout(timer);
    answer = undefined;
    if (problems.some((problem) => /^(hang|memory|death):/.test(problem))) await stop();
    return problems;
  }

  return {
    async try(one) {
      const problems = await attempt(one, patience);
      // On a busy machine one that is slow may only have had to wait.
      return problems.some((problem) => problem.startsWith('hang:')) ? attempt(one, 3 * patience) : problems;
    },
    close: stop,
  };
}
