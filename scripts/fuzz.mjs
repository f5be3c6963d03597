// Tries the engine and the command line on inputs made to break them, for as long as it is told.
// Usage: node scripts/fuzz.mjs [--seed N] [--seconds S] [--quick] [--kind KIND] [--case N]
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { mapClient } from './map-client.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// In this package, which what is written there imports by its name.
const out = join(root, 'coverage/fuzz');
const SHIM = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Cases of the rules' tests are projects to start from: what registers them as tests is replaced by what collects them. */
const collected = {
  name: 'collected-cases',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /harness\/cases\.ts$/ }, () => ({ path: 'cases', namespace: 'collected' }));
    onResolve({ filter: /^vitest$/ }, () => ({ path: 'vitest', namespace: 'collected' }));
    onLoad({ filter: /.*/, namespace: 'collected' }, ({ path }) => ({
      loader: 'js',
      contents: path === 'cases'
        ? 'export const projects = []; export const ruleCases = (_, { flagged = [], quiet = [] }) => projects.push(...[...flagged, ...quiet].map(({ files }) => files)); export const expectFindings = () => {}; export const loadRule = () => {};'
        : 'const none = new Proxy(() => {}, { get: () => none, apply: () => none }); export const describe = () => {}, it = none, test = none, expect = none, beforeAll = none, afterAll = none, beforeEach = none, afterEach = none, onTestFinished = none, vi = none;',
    }));
  },
};

mkdirSync(out, { recursive: true });
const tests = readdirSync(join(root, 'test/rules')).filter((name) => name.endsWith('.test.ts') && /^ruleCases\(/m.test(readFileSync(join(root, 'test/rules', name), 'utf8'))).sort();
await build({
  absWorkingDir: root,
  stdin: {
    resolveDir: root,
    loader: 'ts',
    contents: `import { isMainThread } from 'node:worker_threads';
import { projects } from './test/harness/cases.ts';
${tests.map((name) => `import './test/rules/${name}';`).join('\n')}
import { fuzz } from './test/fuzz/main.ts';
import { serve } from './test/fuzz/thread.ts';
if (isMainThread) process.exitCode = await fuzz(process.argv.slice(2), ${JSON.stringify(root)}, new URL(import.meta.url), projects);
else serve();`,
  },
  outfile: join(out, 'fuzz.mjs'),
  bundle: true, format: 'esm', platform: 'node', target: 'node20.19', packages: 'external', define: await mapClient(), plugins: [collected], banner: { js: SHIM }, sourcemap: 'inline', logLevel: 'warning',
});
await import(pathToFileURL(join(out, 'fuzz.mjs')).href);
