import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** How a project's packages are installed, and its commands run. */
export interface Installer {
  name: PackageManager;
  /** What a pipeline runs before anything else. */
  install: string;
  /** Puts packages among the development dependencies; the names follow. */
  add: string;
  /** Runs a command of an installed package; its name follows. */
  exec: string;
}

const LOCKS: [file: string, name: PackageManager][] = [
  ['pnpm-lock.yaml', 'pnpm'], ['yarn.lock', 'yarn'], ['bun.lock', 'bun'], ['bun.lockb', 'bun'], ['package-lock.json', 'npm'], ['npm-shrinkwrap.json', 'npm'],
];

/**
 * The package manager that a folder uses: by the lock file in it or in one around it, then by `packageManager` of a package.json;
 * npm when neither says.
 *
 * @param folders absolute: the folder, and those around it up to the top of the repository
 */
export function installerOf(folders: string[]): Installer {
  for (const folder of folders) {
    const locks = LOCKS.filter(([file]) => existsSync(join(folder, file))).map(([, name]) => name);
    const declared = declaredIn(folder);
    const name = declared !== undefined && (locks.length === 0 || locks.includes(declared)) ? declared : locks[0];
    if (name !== undefined) return installer(name, folder, folder !== folders[0], locks.length > 0);
  }
  return installer('npm', folders[0]!, false, false);
}

function declaredIn(folder: string): PackageManager | undefined {
  try {
    const { packageManager } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { packageManager?: unknown };
    const name = typeof packageManager === 'string' ? packageManager.split('@')[0] : undefined;
    return LOCKS.find(([, one]) => one === name)?.[1];
  } catch {
    return undefined;
  }
}

function installer(name: PackageManager, folder: string, isMember: boolean, locked: boolean): Installer {
  switch (name) {
    case 'pnpm': {
      const root = !isMember && existsSync(join(folder, 'pnpm-workspace.yaml')) ? ' -w' : '';
      return { name, install: locked ? 'pnpm install --frozen-lockfile' : 'pnpm install', add: `pnpm add -D${root}`, exec: 'pnpm exec' };
    }
    case 'yarn': {
      const modern = existsSync(join(folder, '.yarnrc.yml'));
      return { name, install: !locked ? 'yarn install' : modern ? 'yarn install --immutable' : 'yarn install --frozen-lockfile', add: 'yarn add -D', exec: 'yarn' };
    }
    case 'bun': return { name, install: locked ? 'bun install --frozen-lockfile' : 'bun install', add: 'bun add -d', exec: 'bunx' };
    case 'npm': return { name, install: locked ? 'npm ci' : 'npm install', add: 'npm install --save-dev', exec: 'npx' };
  }
}
