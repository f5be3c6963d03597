import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 optimise a function later than it would, where that is known to pay. In the V8 of Node 20 nothing stands between quick
 * code and costly optimisation, which begins after some 66 kB of executed bytecode, and a check is over before most of it has been
 * of use: it was a third of all CPU time. Later versions have a compiler in between, and no such flag.
 */
export function optimizeLater(): void {
  // A function that has not run for a while would lose its code, only to be compiled again when it is called, or in the next process.
  setFlagsFromString('--no-flush-bytecode');
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
}
