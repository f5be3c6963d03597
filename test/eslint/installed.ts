import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ESLint } from 'eslint';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(repository, 'node_modules');

/** A project that has authlint among its packages as npm would have put it there, built from the sources as they are. */
export function projectWithPlugin(files: Record<string, string>): ProjectFolder {
  const folder = projectFolder(files);
  const installed = join(folder.path, 'node_modules/authlint');
  mkdirSync(installed, { recursive: true });
  cpSync(join(repository, 'package.json'), join(installed, 'package.json'));
  execFileSync(process.execPath, [join(repository, 'scripts/bundle.mjs'), join(installed, 'dist')]);
  const { dependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const name of [...Object.keys(dependencies), '@typescript-eslint/parser']) link(name, folder.path);
  return folder;
}

function link(name: string, folder: string): void {
  const path = join(folder, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(modules, name), path, 'junction');
}

/** Runs code of CommonJS in the project, and gives what it prints. */
export function run(folder: ProjectFolder, code: string): string {
  return execFileSync(process.execPath, ['-e', code], { cwd: folder.path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Runs a version of ESLint as a command in the project: exit status 0 or 1 and its results, or what it says of the configuration. */
export async function eslint(cwd: string, version: 9 | 10): Promise<{ results: ESLint.LintResult[]; error: string }> {
  const command = join(modules, version === 9 ? 'eslint9' : 'eslint', 'bin/eslint.js');
  const done = await promisify(execFile)(process.execPath, [command, '--format', 'json', '.'], { cwd }).catch((failed: unknown) => failed as { stdout: string; stderr: string });
  return { results: done.stdout === '' ? [] : JSON.parse(done.stdout), error: done.stderr };
}

/** What a host says of a file: as much as all hosts say. */
export interface Said { file: string; line: number; column: number; rule: string; message: string }

/** Runs oxlint as a command, and gives what it reports by the rules of the plugin, and what else it says. */
export async function oxlint(cwd: string): Promise<{ said: Said[]; besides: string[] }> {
  const command = join(modules, 'oxlint/bin/oxlint');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, '--format', 'json', '.'], { cwd }).catch((failed: unknown) => failed as { stdout: string; stderr: string });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code?: string; message: string; filename: string; labels: { span: { line: number; column: number } }[] }[] };
  const said: Said[] = [];
  const besides = stderr === '' ? [] : [stderr];
  for (const { code = '', message, filename, labels } of diagnostics) {
    const rule = /^authlint\((.+)\)$/.exec(code)?.[1];
    if (rule) said.push({ file: filename, line: labels[0]!.span.line, column: inUnits(join(cwd, filename), labels[0]!.span), rule, message });
    else besides.push(`${filename}: ${code} ${message}`);
  }
  return { said, besides };
}

/** oxlint counts columns in bytes of UTF-8, as it does for rules of its own. */
function inUnits(path: string, { line, column }: { line: number; column: number }): number {
  const text = readFileSync(path, 'utf8').split('\n')[line - 1] ?? '';
  return Buffer.from(text).subarray(0, column - 1).toString().length + 1;
}

/** Runs the command line of the installed package. */
export async function check(cwd: string): Promise<Said[]> {
  const command = join(cwd, 'node_modules/authlint/dist/src/cli/main.js');
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'check', '--format', 'json'], { cwd }).catch((failed: unknown) => failed as { stdout: string });
  const { findings } = JSON.parse(stdout) as { findings: (Omit<Said, 'rule'> & { ruleId: string; suppressed: boolean })[] };
  return findings.filter(({ suppressed }) => !suppressed).map(({ file, line, column, ruleId, message }) => ({ file, line, column, rule: ruleId, message }));
}
