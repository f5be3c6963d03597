// Measures the built command line against parsing alone and against ESLint with two security plugins, on published server code.
// Usage: npm run bench [-- --quick] [-- --rounds N] [-- --only PACKAGE]
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openProject } from '../dist/src/project/index.js';
import { run, spread } from './measure.mjs';
import { fetchPackage, packages } from './packages.mjs';
import { resultsPage, resultsTable } from './results.mjs';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' }, only: { type: 'string' } } });
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a number from 1.');

const cli = new URL('../dist/src/cli/main.js', import.meta.url);
const parse = new URL('peers/parse.mjs', import.meta.url);
const eslint = new URL('peers/eslint.mjs', import.meta.url);

/** One process each, of the three, over the same files. */
async function round(cwd, input) {
  return {
    parse: await run(parse, [], { cwd, input }),
    check: await run(cli, ['check'], { cwd, accept: [0, 1] }),
    eslint: await run(eslint, [], { cwd, input }),
  };
}

async function measure(pinned) {
  const cwd = fetchPackage(pinned);
  const { files } = openProject({ cwd });
  const input = JSON.stringify(files);
  const bytes = files.reduce((sum, file) => sum + statSync(join(cwd, file)).size, 0);
  const { summary } = JSON.parse((await run(cli, ['check', '--format', 'json'], { cwd, accept: [0, 1] })).stdout);
  const linted = JSON.parse((await run(eslint, [], { cwd, input })).stdout);
  if (summary.files !== files.length || linted.files !== files.length) throw new Error(`not the same files: ${summary.files} by authlint, ${linted.files} by ESLint, ${files.length} in all`);
  const measured = [];
  for (let count = 0; count < rounds; count++) {
    measured.push(await round(cwd, input));
    const { parse: least, check, eslint: peer } = measured[count];
    console.error(`${pinned.name}, ${count + 1} of ${rounds}: CPU ${(check.cpu / least.cpu).toFixed(2)} of parsing, ${(check.cpu / peer.cpu).toFixed(2)} of ESLint`);
  }
  return { package: `${pinned.name}@${pinned.version}`, files: files.length, bytes, routes: summary.routes, measured };
}

/** Ratios within a round, so that a machine that slows down slows both. */
function ratios(measured) {
  const ratio = (numerator, denominator, unit) => spread(measured.map((each) => each[numerator][unit] / each[denominator][unit]));
  return {
    parseCpu: ratio('check', 'parse', 'cpu'),
    parseWall: ratio('check', 'parse', 'wall'),
    parseMemory: ratio('check', 'parse', 'memory'),
    eslintCpu: ratio('check', 'eslint', 'cpu'),
    eslintWall: ratio('check', 'eslint', 'wall'),
  };
}

/** Round by round, the sum over all packages. */
function total(rows) {
  const add = (index, who) => Object.fromEntries(['cpu', 'wall', 'memory'].map((unit) => [unit, rows.reduce((sum, row) => sum + row.measured[index][who][unit], 0)]));
  const sum = (key) => rows.reduce((value, row) => value + row[key], 0);
  const measured = rows[0].measured.map((_, index) => ({ parse: add(index, 'parse'), check: add(index, 'check'), eslint: add(index, 'eslint') }));
  return { package: 'all together', files: sum('files'), bytes: sum('bytes'), routes: sum('routes'), measured };
}

const chosen = packages.filter((pinned) => (values.only ? pinned.name === values.only : !values.quick || pinned.quick));
if (chosen.length === 0) throw new Error(`No such package in packages.json: ${values.only}.`);
const rows = [];
const missing = [];
for (const pinned of chosen) {
  try {
    rows.push(await measure(pinned));
  } catch (error) {
    missing.push(`${pinned.name}@${pinned.version}: ${(error.stderr || error.message).toString().trim().split('\n').slice(-3).join(' ')}`);
    console.error(`Not measured: ${missing.at(-1)}`);
  }
}
if (rows.length === 0) {
  console.error('Nothing was measured.');
  process.exit(1);
}
const table = resultsTable([...rows, ...(rows.length > 1 ? [total(rows)] : [])].map((row) => ({ ...row, ratios: ratios(row.measured) })));
console.log(table);
for (const line of missing) console.log(`Not measured: ${line}`);
if (chosen.length === packages.length) writeFileSync(new URL('RESULTS.md', import.meta.url), resultsPage({ table, missing, rounds }));
