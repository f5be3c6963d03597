import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDisk } from '../project/disk.ts';
import { fromRoot } from '../project/paths.ts';
import { readSource } from '../project/read.ts';

/** Texts of analysed files, each read once, and where the files are in their repository. `cwd`: absolute. */
export function sources(cwd: string): {
  source(file: string): string | undefined;
  /** The bytes of a file as UTF-8, with a byte order mark. */
  rawSource(file: string): string | undefined;
  repositoryPath(file: string): string;
  /** The analysed folder, relative to the root of the repository; '' when it is the root, or in no repository. */
  folder: string;
} {
  const texts = new Map<string, string | undefined>();
  const disk = openDisk(cwd, [], () => undefined);
  const top = disk.absolute(disk.top);
  return {
    folder: fromRoot(top, cwd) ?? '',
    source(file) {
      if (!texts.has(file)) {
        const read = readSource(join(cwd, file));
        texts.set(file, 'text' in read ? read.text : undefined);
      }
      return texts.get(file);
    },
    rawSource(file) {
      try {
        return readFileSync(join(cwd, file), 'utf8');
      } catch {
        return undefined;
      }
    },
    repositoryPath: (file) => fromRoot(top, disk.absolute(disk.file(file) ?? file)) ?? file,
  };
}
