import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The package as npm would install it, made of the sources as they are now. */
export interface Installed {
  root: string;
  /** The file that the `authlint` command is. */
  bin: string;
  remove(): void;
}

export function install(): Installed {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-installed-')));
  execFileSync(process.execPath, [join(repository, 'scripts/bundle.mjs'), join(root, 'dist')]);
  cpSync(join(repository, 'rules'), join(root, 'rules'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  cpSync(join(repository, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { authlint: string } };
  return { root, bin: join(root, bin.authlint), remove: () => rmSync(root, { recursive: true }) };
}

export interface Ended { status: number | null; stdout: string; stderr: string }

/**
 * Runs a command in a process of its own.
 *
 * @param options.take stop reading stdout after this many characters, as `head` does
 */
export function execute(bin: string, argv: string[], options: { cwd?: string; env?: Record<string, string>; take?: number } = {}): Promise<Ended> {
  const { FORCE_COLOR, NO_COLOR, ...env } = process.env;
  const child = spawn(process.execPath, [bin, ...argv], { cwd: options.cwd, env: { ...env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text;
    if (options.take !== undefined && ended.stdout.length >= options.take) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...ended, status }));
  });
}
