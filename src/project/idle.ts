import { resolve } from 'node:path';
import { discover } from './discover.ts';
import { openDisk } from './disk.ts';
import { openGitIgnore } from './ignore.ts';
import { openJsonFiles } from './json-files.ts';
import { folderOf } from './paths.ts';
import type { Project } from './index.ts';

/** The source files that would be analysed if the configuration excluded nothing, relative to the root, sorted; tests among them. */
export function withoutExclusions({ root, config, configFile }: Pick<Project, 'root' | 'config' | 'configFile'>): string[] {
  const silent = (): void => undefined;
  const disk = openDisk(root, [], silent);
  return discover({
    disk,
    gitIgnore: openGitIgnore(disk, openJsonFiles(disk, silent)),
    // A pattern that readmits has tests listed too.
    config: { include: config.include, exclude: ['!**'] },
    configFolder: resolve(root, configFile === undefined ? '' : folderOf(configFile)),
    paths: [],
    report: silent,
  });
}
