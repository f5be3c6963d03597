#!/usr/bin/env node
import { ask } from './ask.ts';
import { run } from './run.ts';
import { optimizeLater } from './tiering.ts';

optimizeLater();

// A failed write is told to whoever wrote. Without a listener, Node would end the process with status 1, which means findings.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
  analyze: async () => (await import('../analyze.ts')).analyze,
  rules: async () => (await import('../../rules/registry.ts')).rules.map(({ meta }) => meta),
});
