// Runs the built command line over the bundled sample application: a report in the terminal, then SARIF.
// Ends with 0 when both runs did what they should, although the sample has findings.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = `${root}/dist/src/cli/main.js`;
const sample = 'fixtures/apps/express-sample';
const sarif = '../../../authlint.sarif';

/** Exit status of `authlint` with these arguments, which the terminal sees as a user would type them. */
function authlint(...args) {
  console.log(`$ authlint ${args.join(' ')}`);
  const { status, error } = spawnSync(process.execPath, [cli, ...args], { cwd: `${root}/${sample}`, stdio: 'inherit' });
  if (error) throw error;
  return status;
}

console.log(`$ cd ${sample}`);
const shown = authlint('check');
const written = authlint('check', '--format', 'sarif', '--output', sarif);

if (shown !== 1 || written !== 1) {
  console.error(`Expected exit status 1 (findings) from both runs, got ${shown} and ${written}.`);
  process.exit(1);
}
const { runs } = JSON.parse(readFileSync(`${root}/${sample}/${sarif}`, 'utf8'));
const results = runs.reduce((count, run) => count + run.results.length, 0);
console.log(`${results} results written to authlint.sarif.`);
console.log('Both runs ended with exit status 1, which fails a pipeline: there are errors. 0 is "nothing at or above the failing severity", 2 is "could not be run".');
