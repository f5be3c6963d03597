import { parentPort } from 'node:worker_threads';
import type { Case } from './cases.ts';
import { tryCase } from './try-case.ts';

/** The side of the thread that tries cases, one at a time. */
export function serve(): void {
  const port = parentPort!;
  port.on('message', (one: Case) => {
    void tryCase(one).then((problems) => port.postMessage(problems));
  });
}
