// Writes for each file of tests which of the watched functions it called: one line of JSON.
import { appendFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

globalThis.__authlintHits = new Set();
const started = performance.now();
afterAll(() => {
  appendFileSync(process.env.AUTHLINT_HITS, `${JSON.stringify({ test: expect.getState().testPath, ms: performance.now() - started, hits: [...globalThis.__authlintHits] })}\n`);
});
