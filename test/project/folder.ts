import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openProject, type Project, type ProjectOptions } from '../../src/project/index.ts';

/** A folder on disk with these files, which goes away when the test ends. An object is written as JSON. */
export function folderWith(files: Record<string, string | Uint8Array | object>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-project-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  return root;
}

export function projectWith(files: Record<string, string | Uint8Array | object>, options: Omit<ProjectOptions, 'cwd'> = {}): Project {
  return openProject({ cwd: folderWith(files), ...options });
}

/** `file` of a resolution to a file; `package name[/subpath]` of one to a package. */
export function resolved(project: Project, from: string, specifier: string): string | undefined {
  const resolution = project.resolve(from, specifier);
  if (resolution?.kind !== 'package') return resolution?.file;
  return `package ${resolution.name}${resolution.subpath && ` / ${resolution.subpath}`}`;
}
