import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files in a folder of their own. */
export interface ProjectFolder {
  /** Absolute. */
  path: string;
  write(files: Record<string, string>): void;
  remove(): void;
}

/** @param files text by path relative to the folder, with '/' */
export function projectFolder(files: Record<string, string>): ProjectFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-')));
  const folder: ProjectFolder = {
    path,
    write(more) {
      for (const [file, text] of Object.entries(more)) {
        mkdirSync(dirname(join(path, file)), { recursive: true });
        writeFileSync(join(path, file), text);
      }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  folder.write(files);
  return folder;
}
