// Holds what users download and install against the budget in size-budget.json. Needs a build, and installed packages.
// Usage: node scripts/size-budget.mjs [folder of a built package, default: this one]. Ends with 1 when something is over.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesIn, productionPackages } from './production.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const budget = JSON.parse(readFileSync(new URL('size-budget.json', import.meta.url), 'utf8'));

const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: resolve(process.argv[2] ?? root), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
const [packed] = JSON.parse(output);
if (!packed.files.some(({ path }) => path === 'dist/src/cli/main.js')) throw new Error('There is no build: run `npm run build` first.');
const dependencies = productionPackages(root);
const installed = packed.unpackedSize + dependencies.reduce((sum, { folder }) => sum + bytesIn(folder), 0);

const measured = {
  packedKilobytes: packed.size / 1000,
  installedMegabytes: installed / 1e6,
  packages: dependencies.length + 1,
};
for (const [what, limit] of Object.entries(budget)) {
  const value = measured[what];
  const over = value > limit;
  if (over) process.exitCode = 1;
  console.log(`${what}: ${Number.isInteger(value) ? value : value.toFixed(1)} of ${limit}${over ? ', over the budget' : ''}`);
}
const largest = dependencies.map(({ name, folder }) => ({ name, bytes: bytesIn(folder) })).sort((a, b) => b.bytes - a.bytes).slice(0, 5);
console.log(`largest dependencies: ${largest.map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(1)} MB`).join(', ')}`);
