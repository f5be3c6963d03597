import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { Host, Output } from './host.ts';

/**
 * Colours for an output: as `--color` or `--no-color` says, else as NO_COLOR (no-color.org) or FORCE_COLOR say, else on for a terminal.
 */
export function colorsFor(output: Output | undefined, env: Host['env'], flag: boolean | undefined): Colors {
  return pc.createColors(wanted(output, env, flag));
}

function wanted(output: Output | undefined, env: Host['env'], flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return output?.isTTY === true && env.TERM !== 'dumb';
}

const EVERY_MS = 50;

/** One line that says what is being done, on a terminal; elsewhere nothing. */
export function progressLine(output: Output): { report(phase: string, done: number, total: number): void; clear(): void } {
  if (!output.isTTY) return { report() {}, clear() {} };
  let last = 0;
  let shown = false;
  return {
    report(phase, done, total) {
      const now = Date.now();
      if (now - last < EVERY_MS) return;
      last = now;
      shown = true;
      const amount = total > 0 ? ` ${done}/${total}` : '';
      output.write(`\r\u001b[K${`${phase}${amount}`.slice(0, (output.columns ?? 80) - 1)}`);
    },
    clear() {
      if (shown) output.write('\r\u001b[K');
      shown = false;
    },
  };
}
