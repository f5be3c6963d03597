import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWatch } from '../../src/analyze.ts';
import type { Host, Output } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';
import { folder } from './host.ts';

const OPEN = `import express from 'express';
const app = express();
app.get('/login', (req, res) => res.json({}));
app.use('/account', (req, res, next) => (req.headers.authorization === process.env.KEY ? next() : res.status(401).end()));
app.get('/account/me', (req, res) => res.json(db.find(1)));
app.delete('/users/:id', (req, res) => res.json(db.remove(req.params.id)));
app.listen(3000);
`;
const CLOSED = OPEN.replace(/app\.delete.*\n/, '');

interface Watching {
  cwd: string;
  status: Promise<number>;
  /** Waits for a text in what was written since it was last waited for, and gives that. */
  until(text: string): Promise<string>;
  interrupt(): void;
}

function watching(files: Record<string, string>, { isTTY = false } = {}): Watching {
  const cwd = folder({ 'package.json': '{"dependencies":{"express":"5"}}', ...files });
  let written = '';
  let interrupt = (): void => undefined;
  let told: (() => void) | undefined;
  const output: Output = { isTTY, columns: 80, write(text, done) { written += text; told?.(); done?.(); } };
  const interrupted = new Promise<void>((resolve) => { interrupt = resolve; });
  const host: Host = {
    cwd, env: {}, stdout: output, stderr: { ...output, isTTY: false },
    analyze: () => Promise.reject(new Error('not asked for')), rules: () => Promise.resolve([]),
    watch: () => Promise.resolve(openWatch), untilInterrupted: () => ({ ended: interrupted, release: () => undefined }),
  };
  return {
    cwd, status: run(['--watch', '--no-color'], host), interrupt,
    async until(text) {
      while (!written.includes(text)) await new Promise<void>((resolve) => { told = resolve; });
      const end = written.indexOf(text) + text.length;
      const before = written.slice(0, end);
      written = written.slice(end);
      return before;
    },
  };
}

const IDLE = 'Watching for changes: Ctrl+C ends it.\n';

it('checks again when a file changes, says what is new and gone, and ends with the status of the last check', async () => {
  const watch = watching({ 'app.js': OPEN });
  expect(await watch.until(IDLE)).toContain('DELETE /users/:id');
  writeFileSync(join(watch.cwd, 'app.js'), CLOSED);
  const second = await watch.until(IDLE);
  expect(second).not.toContain('DELETE /users/:id');
  expect(second).toMatch(/0 new, \d gone\. Watching/);
  writeFileSync(join(watch.cwd, 'app.js'), OPEN);
  expect(await watch.until(IDLE)).toMatch(/\d new, 0 gone\. Watching/);
  watch.interrupt();
  expect(await watch.status).toBe(1);
});

it('ends with status 0 when the last check found nothing', async () => {
  const watch = watching({ 'app.js': 'export const a = 1;\n' });
  await watch.until(IDLE);
  watch.interrupt();
  expect(await watch.status).toBe(0);
});

it('clears the screen of a terminal before each further report, and writes no control characters elsewhere', async () => {
  const files = { 'app.js': 'export const a = 1;\n' };
  const [terminal, pipe] = [watching(files, { isTTY: true }), watching(files)];
  for (const one of [terminal, pipe]) {
    expect(await one.until(IDLE)).not.toContain('\u001b');
    writeFileSync(join(one.cwd, 'app.js'), 'export const a = 2; // changed\n');
  }
  expect(await terminal.until(IDLE)).toContain('\u001b[2J');
  expect(await pipe.until(IDLE)).not.toContain('\u001b');
  for (const one of [terminal, pipe]) one.interrupt();
  await Promise.all([terminal.status, pipe.status]);
});

it('goes on after a configuration that cannot be read', async () => {
  const watch = watching({ 'app.js': OPEN });
  await watch.until(IDLE);
  writeFileSync(join(watch.cwd, 'authlint.config.json'), '{ "include": 1 }');
  expect(await watch.until(IDLE)).toContain('authlint.config.json');
  writeFileSync(join(watch.cwd, 'authlint.config.json'), '{ "rules": { "require-route-auth": "off" } }');
  expect(await watch.until(IDLE)).not.toContain('DELETE /users/:id');
  watch.interrupt();
  await watch.status;
});
