// Every transformation on every application, where the test suite takes a sample of them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/metamorphic', ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, METAMORPHIC: 'all' } });
process.exitCode = status ?? 1;
