// Runs the steps of action.yml over a folder of this machine, as far as they can be: nothing is uploaded, and no comment is written.
// Usage: node scripts/action-local.mjs <folder> [input=value]... [--base <revision>]     Needs a build.
// With --base, the run is that of a pull request against that revision. Ends with the status that the job would have.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runAction } from './action/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals: [folder = '.', ...given] } = parseArgs({ allowPositionals: true, options: { base: { type: 'string' } } });
const inputs = Object.fromEntries(given.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
const pull = { number: 1, base: { sha: values.base }, head: { repo: { fork: false } } };
const temp = mkdtempSync(join(tmpdir(), 'authlint-action-'));
try {
  const { status, steps, outputs, summary } = runAction({
    action: root, cwd: resolve(folder), temp, inputs,
    github: values.base === undefined ? {} : { event_name: 'pull_request', event: { pull_request: pull } },
    given: { install: { bin: join(root, 'dist/src/cli/main.js') }, comment: {} },
  });
  for (const { id, uses, outcome, stdout, stderr, with: taken } of steps) {
    console.log(`--- ${id}: ${outcome}${uses && outcome !== 'skipped' ? ` (${uses} ${JSON.stringify(taken)})` : ''}`);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
  }
  console.log(`--- job summary\n${summary}\n--- outputs ${JSON.stringify(outputs)}`);
  process.exitCode = status;
} finally {
  rmSync(temp, { recursive: true });
}
