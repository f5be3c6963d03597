import type { Program } from '../../link/index.ts';
import type { ProjectFiles } from '../types.ts';

const PACKAGE = '@solidjs/start';

/**
 * Whether a file is of an application of SolidStart: its package depends on it. Where only a package.json further out does,
 * as in a repository that installs everything at its root, something in the file's own package has to import it too.
 */
export function ownFiles(program: Program, files: ProjectFiles): (path: string) => boolean {
  const folders = files.documents((name) => name === 'package.json').map((file) => file.slice(0, -'package.json'.length)).sort((a, b) => b.length - a.length);
  const nearest = (path: string): string | undefined => folders.find((folder) => path.startsWith(folder));
  const importing = new Set(program.modules.filter((module) => module.imports.some((one) => one.source === PACKAGE || one.source.startsWith(`${PACKAGE}/`))).map((module) => nearest(module.path)));
  const known = new Map<string | undefined, boolean>();
  return (path) => {
    if (!files.dependencies(path).has(PACKAGE)) return false;
    const folder = nearest(path);
    let own = known.get(folder);
    if (own === undefined) known.set(folder, (own = folder === undefined || importing.has(folder) || declares(files, folder)));
    return own;
  };
}

function declares(files: ProjectFiles, folder: string): boolean {
  try {
    const manifest = JSON.parse(files.read(`${folder}package.json`) ?? '{}') as Record<string, Record<string, string> | undefined>;
    return ['dependencies', 'devDependencies', 'peerDependencies'].some((kind) => manifest[kind]?.[PACKAGE] !== undefined);
  } catch {
    return false;
  }
}
