import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { mapClient } from './scripts/map-client.mjs';

const ALL = 'test/**/*.test.ts';
/** What a test leaves in its process that others could meet there: other modules, servers, another clock or folder. */
const LEAVES = /vi\.(?:mock|doMock|resetModules|useFakeTimers|stubGlobal|stubEnv)|process\.chdir/;
const files = readdirSync(new URL('test/', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).map((file) => `test/${file.replaceAll('\\', '/')}`);
const apart = ['test/runtime/**/*.test.ts', ...files.filter((file) => LEAVES.test(readFileSync(new URL(file, import.meta.url), 'utf8')))];

export default defineConfig({
  resolve: { tsconfigPaths: true },
  define: { ...await mapClient(), AUTHLINT_BUILD: JSON.stringify({ facts: 'tested', engine: 'tested' }) },
  test: {
    testTimeout: 60_000,
    maxWorkers: '100%',
    projects: [
      // Loading the engine takes longer than most tests: it is loaded once for all of them.
      { extends: true, test: { name: 'together', include: [ALL], exclude: apart, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
});
