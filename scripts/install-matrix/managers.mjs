import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Package managers as packages of the npm registry. None needs an install script, which may download from elsewhere: the `bun` package does, that of its binary does not. */
const TOOLS = {
  pnpm: { package: 'pnpm', version: '10.34.8', file: 'bin/pnpm.cjs' },
  yarn: { package: '@yarnpkg/cli-dist', version: '4.18.1', file: 'bin/yarn.js' },
  bun: { package: `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`, version: '1.4.5', file: `bin/bun${process.platform === 'win32' ? '.exe' : ''}` },
};

/** How a package manager installs, and how it runs a command of an installed package. `lines`: settings, as text of a file. */
const MANAGERS = {
  npm: { install: () => ['npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']] },
  pnpm: { tool: 'pnpm', install: (pnpm) => [process.execPath, [pnpm, 'install', '--ignore-scripts', '--prefer-offline', '--no-frozen-lockfile']] },
  yarn: { tool: 'yarn', files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\nenableScripts: false\n', 'yarn.lock': '' }, install: (yarn) => [process.execPath, [yarn, 'install', '--no-immutable']] },
  'yarn-pnp': {
    tool: 'yarn',
    files: { '.yarnrc.yml': 'nodeLinker: pnp\nenableTelemetry: false\nenableScripts: false\n', 'yarn.lock': '' },
    install: (yarn) => [process.execPath, [yarn, 'install', '--no-immutable']],
    command: (yarn, name, args) => [process.execPath, [yarn, 'run', name, ...args]],
  },
  bun: { tool: 'bun', install: (bun) => [bun, ['install', '--ignore-scripts']] },
};

/** Files that a manager wants to find before it installs. */
export const settingsOf = (manager) => MANAGERS[manager].files ?? {};

/** The manager's own file; undefined when it is npm, which is there. Fetched once into `folder`. Throws when it cannot be had. */
async function toolOf(manager, folder) {
  const tool = TOOLS[MANAGERS[manager].tool];
  if (!tool) return undefined;
  const home = join(folder, `${MANAGERS[manager].tool}-${tool.version}`);
  const file = join(home, 'node_modules', tool.package, tool.file);
  if (existsSync(file)) return file;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const { status, stderr } = await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${tool.package}@${tool.version}`], { cwd: home });
  if (status !== 0 || !existsSync(file)) throw new Error(`${tool.package}@${tool.version} cannot be had: ${stderr.trim().split('\n').at(-1)}`);
  return file;
}

/** @returns functions that install in a folder, and that run a command there */
export async function managerFor(manager, tools) {
  const file = await toolOf(manager, tools);
  const { install, command } = MANAGERS[manager];
  return {
    install: (cwd) => run(...install(file), { cwd }),
    command: (cwd, name, args) => run(...(command ? command(file, name, args) : [join(cwd, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name), args]), { cwd }),
  };
}
