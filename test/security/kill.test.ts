import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { seeded } from '../fuzz/random.ts';
import { projectFolder } from '../harness/project-folder.ts';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const sample = fileURLToPath(new URL('../../fixtures/apps/express-sample', import.meta.url));

/** How many runs are ended; a hundred before a release. */
const KILLS = Number(process.env.AUTHLINT_KILLS ?? 2);

/** Runs a command, and ends it after that many milliseconds, unless it ends by itself; gives the milliseconds that it took. */
function endAfter(argv: string[], cwd: string, milliseconds: number): Promise<number> {
  const began = Date.now();
  const child = spawn(process.execPath, [main, ...argv], { cwd, stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  return new Promise((resolve) => child.on('exit', () => {
    clearTimeout(timer);
    resolve(Date.now() - began);
  }));
}

/** Every file of a project as it is, parts that were being written left out. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.filter((name) => !/[\\/]\.authlint-|node_modules|[\\/]\.authlint[\\/]/.test(name)).sort().map((name) => [name.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(name, 'utf8')]));
}

it.each([
  ['a baseline', ['baseline', '--force']], ['a snapshot', ['routes', '--snapshot']], ['corrections', ['fix', '--write']], ['a map', ['map', '--out', 'map.html']], ['reports', ['check', '--format', 'json=out.json', '--format', 'sarif=out.sarif']],
])('%s: each file is the old one or the new one, wherever the run is ended', { timeout: 1200_000 }, async (_, argv) => {
  const folder = projectFolder({});
  onTestFinished(() => folder.remove());
  cpSync(sample, folder.path, { recursive: true });
  const before = filesIn(folder.path);
  const whole = await endAfter(argv, folder.path, 60_000);
  const after = filesIn(folder.path);
  const random = seeded(1);
  for (let left = KILLS; left > 0; left--) {
    folder.write(before);
    // The end of a run is where it writes.
    await endAfter(argv, folder.path, Math.round(whole * (left % 2 === 0 ? 0.8 + 0.3 * (random.int(1000) / 1000) : random.int(1000) / 1000)));
    for (const [name, text] of Object.entries(filesIn(folder.path))) expect([before[name], after[name]], name).toContain(text);
  }
});
