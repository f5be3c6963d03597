import { frameworks } from '../../frameworks/registry.ts';
import type { Project } from '../../project/index.ts';
import { isSource, isTestFile } from '../../project/folders.ts';
import { folderOf, isIn } from '../../project/paths.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Packages of which nothing was read, and those that import a framework without having a route. */
export function quietPackages({ modules, map }: Snapshot, project: Project): Pick<Diagnosis, 'unread' | 'silent'> {
  const folders = project.documents((name) => name === 'package.json').map(folderOf);
  const owner = (file: string): string => folders.filter((folder) => isIn(file, folder)).reduce((best, folder) => (folder.length > best.length ? folder : best), '');
  const read = new Set(project.files.map(owner));
  const withSource = new Set(project.documents((name) => isSource(name) && !isTestFile(name)).map(owner));
  const routed = new Set(map.routes.map(({ file }) => owner(file)));
  const imported = new Map<string, Set<string>>();
  for (const { path, imports } of modules) {
    const names = imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ source }) => DECLARED.filter(({ packages }) => packages.some((name) => source === name)).map(({ name }) => name));
    if (names.length === 0 || routed.has(owner(path))) continue;
    const known = imported.get(owner(path));
    if (known) names.forEach((name) => known.add(name));
    else imported.set(owner(path), new Set(names));
  }
  return {
    unread: folders.filter((folder) => folder !== '' && withSource.has(folder) && !read.has(folder)).sort(),
    silent: [...imported].map(([folder, names]) => ({ folder, frameworks: [...names].sort() })).sort((a, b) => (a.folder < b.folder ? -1 : 1)),
  };
}

/** Frameworks whose import means that routes are declared: those of files are imported for other reasons too. */
const DECLARED = frameworks.filter(({ isPresent, model }) => isPresent === undefined && model.packages.length > 0 && !model.packages.some((name) => name.startsWith('node:'))).map(({ name, model }) => ({ name, packages: model.packages }));
