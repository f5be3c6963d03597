import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { glance, type Clock, type Glance } from '../analyze.ts';
import { findConfig } from '../project/index.ts';
import { fromRoot, isOutside } from '../project/paths.ts';

/** Where the project of a file is; `alone`: the file is in no project, and is one by itself. */
export interface Root {
  /** Absolute. */
  folder: string;
  alone: boolean;
}

/** Finds the folder of the nearest configuration around a file; else ESLint's own folder, when the file is in it. */
export function rootFinder(clock: Clock): (file: string, cwd: string) => Root {
  const configs = new Map<string, Glance<string | undefined>>();

  function configFolder(folder: string): string | undefined {
    let find = configs.get(folder);
    if (!find) configs.set(folder, (find = glance(() => findConfig(folder), clock)));
    const config = find();
    return config === undefined ? undefined : dirname(config);
  }

  return (file, cwd) => {
    const folder = existing(dirname(file));
    const root = configFolder(folder) ?? (isWithin(file, cwd) ? cwd : undefined);
    return root === undefined ? { folder, alone: true } : { folder: root, alone: false };
  };
}

/** A block of code in a document has a name below that of the document. */
function existing(folder: string): string {
  let at = folder;
  while (!statSync(at, { throwIfNoEntry: false })?.isDirectory() && dirname(at) !== at) at = dirname(at);
  return at;
}

function isWithin(file: string, folder: string): boolean {
  const path = fromRoot(folder, file);
  return path !== undefined && !isOutside(path);
}
