import { defineConfig } from 'vitest/config';
import { mapClient } from './scripts/map-client.mjs';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  define: { ...await mapClient(), AUTHLINT_BUILD: JSON.stringify({ facts: 'tested', engine: 'tested' }) },
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, maxWorkers: '100%' },
});
