import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const usage = new URL('usage.mjs', import.meta.url).href;

/**
 * Runs a script in a new Node process. Resolves to CPU time of all its threads and wall time, both in milliseconds, peak memory in
 * kilobytes, and what it wrote to stdout; rejects when it ends with another status than those accepted.
 */
export function run(script, args, { cwd, input = '', accept = [0] }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', usage, fileURLToPath(script), ...args], { cwd, stdio: ['pipe', 'pipe', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
    const texts = ['', '', '', ''];
    for (const descriptor of [1, 2, 3]) child.stdio[descriptor].setEncoding('utf8').on('data', (chunk) => { texts[descriptor] += chunk; });
    // A process that does not read its input may be gone before it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (status) => {
      const wall = performance.now() - started;
      if (!accept.includes(status) || texts[3] === '') reject(new Error(`${fileURLToPath(script)} ended with status ${status}: ${texts[2].trim().slice(-2000)}`));
      else resolve({ ...JSON.parse(texts[3]), wall, stdout: texts[1] });
    });
  });
}

/** Median, least and greatest. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}
