import { aliasTargets, customaryTargets, pathTargets } from './aliases.ts';
import type { Disk } from './disk.ts';
import type { GitIgnore } from './ignore.ts';
import type { JsonFiles } from './json-files.ts';
import { internalTargets, resolveInPackage } from './local-package.ts';
import type { Manifests } from './manifest.ts';
import { folderOf, isOutside, joinPaths } from './paths.ts';
import { openProbe } from './probe.ts';
import { isNodeBuiltin, isRelative, isUrl, packageOfUrl, parsePackage, withoutQuery } from './specifier.ts';
import { openTsconfigs } from './tsconfig.ts';
import type { Witness } from './witness.ts';
import { openWorkspaces } from './workspaces.ts';

/** `file`: relative to the root. `subpath`: what follows the package's name, without a leading '/'. */
export type Resolution = { kind: 'file'; file: string } | { kind: 'package'; name: string; subpath: string };

export type Resolve = (from: string, specifier: string) => Resolution | undefined;

/** How a manifest points to a package in a folder. */
const LOCAL_DEPENDENCY = /^(?:file|link|portal):(.+)$/;

/**
 * What a specifier in a file of the project leads to: a source file in the root, or a package. Follows Node and
 * TypeScript, but looks for source where those look for what was built from it. Undefined: nothing is there.
 */
export function openResolver(disk: Disk, files: JsonFiles, gitIgnore: GitIgnore, manifests: Manifests, witness?: Witness): Resolve {
  const workspaces = openWorkspaces(disk, files, manifests, witness);
  const tsconfigs = openTsconfigs(disk, files, workspaces.find);
  const probe = openProbe(disk, manifests, gitIgnore);
  const known = new Map<string, Map<string, Resolution | undefined>>();
  const byFile = new Map<string, Map<string, Resolution | undefined>>();

  function source(path: string): string | undefined {
    const manifest = manifests.nearest(folderOf(path));
    return manifest ? probe.built(path, manifest) : probe.path(path);
  }

  function firstSource(paths: string[]): string | undefined {
    for (const path of paths) {
      const file = source(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  function relative(folder: string, specifier: string): string | undefined {
    const path = joinPaths(folder, specifier);
    return /(?:^|\/)\.{0,2}$/.test(specifier) ? probe.folder(path) : source(path);
  }

  function mapped(folder: string, specifier: string): string | undefined {
    const { name } = parsePackage(specifier) ?? {};
    // A folder of the project that is called like an installed package is reached through `baseUrl` only by type checkers.
    const installed = isNodeBuiltin(specifier) || (name !== undefined && manifests.around(folder).some(({ dependencies }) => dependencies.has(name)));
    for (const mapping of tsconfigs.mappings(folder)) {
      const file = firstSource(pathTargets(mapping, specifier, !installed));
      if (file !== undefined) return file;
      if (mapping.baseUrl === undefined || installed) continue;
      const based = source(joinPaths(mapping.baseUrl, specifier));
      if (based !== undefined) return based;
    }
    return undefined;
  }

  function internal(folder: string, specifier: string): Resolution | undefined {
    const manifest = manifests.nearest(folder);
    if (!manifest) return undefined;
    for (const target of internalTargets(manifest, specifier)) {
      if (!isRelative(target)) return target.startsWith('#') ? undefined : bare(manifest.folder, target);
      const file = probe.built(joinPaths(manifest.folder, target), manifest);
      if (file !== undefined) return { kind: 'file', file };
    }
    return undefined;
  }

  /** A package of the project: the importing one itself, one of the workspace, or a dependency that is a folder. */
  function local(folder: string, name: string, subpath: string): string | undefined {
    const around = manifests.around(folder);
    // An application may be called like a package that it uses.
    const own = around.some(({ dependencies }) => dependencies.has(name)) ? undefined : around.find((manifest) => manifest.name === name);
    const found = own?.folder ?? workspaces.find(name, folder) ?? around.flatMap(({ folder: at, dependencies }) => {
      const [, path] = LOCAL_DEPENDENCY.exec(dependencies.get(name) ?? '') ?? [];
      return path === undefined ? [] : [joinPaths(at, path)];
    })[0];
    const manifest = found === undefined ? undefined : manifests.at(found);
    return manifest && resolveInPackage(probe, manifest, subpath);
  }

  function bare(folder: string, specifier: string): Resolution | undefined {
    const named = parsePackage(specifier);
    const file = named && local(folder, named.name, named.subpath);
    if (file !== undefined) return { kind: 'file', file };
    if (!named) return undefined;
    // `NODE_PATH` and packages like `rootpath` make the package's own folder a place to load from; what is declared comes first.
    const declared = manifests.around(folder).some(({ dependencies }) => dependencies.has(named.name));
    const own = declared || named.subpath === '' ? undefined : firstSource([joinPaths(manifests.nearest(folder)?.folder ?? '', specifier)]);
    return toFile(own) ?? { kind: 'package', ...named };
  }

  function resolve(folder: string, given: string): Resolution | undefined {
    const specifier = withoutQuery(given);
    if (specifier === '') return undefined;
    if (isUrl(specifier)) {
      const named = packageOfUrl(specifier);
      return named && { kind: 'package', ...named };
    }
    if (isRelative(specifier)) return toFile(relative(folder, specifier));
    const packageFolder = manifests.nearest(folder)?.folder ?? '';
    if (specifier.startsWith('/')) return toFile(source(joinPaths(packageFolder, specifier)));
    const file = mapped(folder, specifier) ?? firstSource(manifests.around(folder).flatMap((manifest) => aliasTargets(manifest, specifier)));
    if (file !== undefined) return { kind: 'file', file };
    if (specifier.startsWith('#')) return internal(folder, specifier) ?? toFile(firstSource(customaryTargets(packageFolder, specifier)));
    return toFile(firstSource(customaryTargets(packageFolder, specifier))) ?? bare(folder, specifier);
  }

  /** What is known of the folder of a file. */
  function around(from: string): Map<string, Resolution | undefined> {
    const folder = folderOf(from);
    let answers = known.get(folder);
    if (!answers) known.set(folder, (answers = new Map()));
    byFile.set(from, answers);
    return answers;
  }

  return (from, specifier) => {
    const answers = byFile.get(from) ?? around(from);
    const answer = answers.get(specifier);
    if (answer !== undefined || answers.has(specifier)) return answer;
    const folder = folderOf(from);
    const found = isOutside(folder) ? undefined : resolve(folder, specifier);
    answers.set(specifier, found);
    return found;
  };
}

function toFile(file: string | undefined): Resolution | undefined {
  return file === undefined ? undefined : { kind: 'file', file };
}
