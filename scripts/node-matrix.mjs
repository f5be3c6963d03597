// Runs the tests with other versions of Node, as packages of the npm registry (node-<platform>-<arch>, which have no install script).
// Usage: npm run node-matrix [-- 22 24] [-- --tests PATH]... [-- --tools FOLDER]. Default: 22 and 24, all tests.
// Ends with 1 when a test fails, 2 when a version cannot be had.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { tests: { type: 'string', multiple: true, default: [] }, tools: { type: 'string', default: join(tmpdir(), 'authlint-node-versions') } } });
const versions = positionals.length > 0 ? positionals : ['22', '24'];

/** The executable of a version, fetched once; undefined when it cannot be had. */
function nodeOf(version) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = join(values.tools, version);
  const file = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const { status, stderr } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: home, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status === 0 && existsSync(file)) return file;
  console.error(`${name}@${version} cannot be had: ${stderr.trim().split('\n').at(-1)}`);
  return undefined;
}

for (const version of versions) {
  const node = nodeOf(version);
  if (!node) {
    process.exitCode = 2;
    continue;
  }
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  console.log(`Node ${stdout.trim()}`);
  // Processes that tests start take the version from their own `process.execPath`; those that name `node` find it on the path.
  const path = `${join(node, '..')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
  const { status } = spawnSync(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...values.tests], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  if (status !== 0) process.exitCode ||= 1;
}
