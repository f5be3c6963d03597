import type { Disk } from './disk.ts';
import { isObject, strings, type JsonFiles, type JsonObject } from './json-files.ts';
import { foldersUp, joinPaths } from './paths.ts';

/** What a package.json says, as far as it is well-formed. */
export interface Manifest {
  /** The folder it is in. */
  folder: string;
  name: string | undefined;
  /** `source`, `module`, `main` and `types`: paths from `folder`, best for source first. */
  entries: string[];
  exports: unknown;
  imports: unknown;
  /** Patterns of folders. */
  workspaces: string[] | undefined;
  /** `_moduleAliases` of the package module-alias: paths from `folder`. */
  aliases: Map<string, string>;
  /** Versions by name, of all kinds of dependency. */
  dependencies: Map<string, string>;
}

export interface Manifests {
  at(folder: string): Manifest | undefined;
  /** That of the folder, or of the innermost folder around it that has one. */
  nearest(folder: string): Manifest | undefined;
  /** All of them, innermost first. */
  around(folder: string): Manifest[];
  /**
   * Those whose dependencies a file of the folder can count on, innermost first. A package that has dependencies of its own, in a
   * folder of another one that is no workspace, is installed by itself: an example, a fixture, a server beside its client.
   */
  providing(folder: string): Manifest[];
}

/** Files that make a folder the root of a workspace. */
const WORKSPACE_FILES = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'rush.json'];

export function openManifests(disk: Disk, files: JsonFiles): Manifests {
  const known = new Map<string, Manifest | undefined>();
  const chains = new Map<string, Manifest[]>();

  function at(folder: string): Manifest | undefined {
    if (!known.has(folder)) {
      const content = files.object(joinPaths(folder, 'package.json'));
      known.set(folder, content && readManifest(folder, content));
    }
    return known.get(folder);
  }

  function around(folder: string): Manifest[] {
    let chain = chains.get(folder);
    if (!chain) chains.set(folder, (chain = [...foldersUp(folder, disk.top)].flatMap((one) => at(one) ?? [])));
    return chain;
  }

  function providing(folder: string): Manifest[] {
    const chain = around(folder);
    const isWorkspace = (one: Manifest): boolean => one.workspaces !== undefined || WORKSPACE_FILES.some((name) => disk.file(joinPaths(one.folder, name)) !== undefined);
    const end = chain.findIndex((one, i) => chain.slice(0, i).some((inner) => inner.dependencies.size > 0) && !isWorkspace(one));
    return end < 0 ? chain : chain.slice(0, end);
  }

  return { at, around, providing, nearest: (folder) => around(folder)[0] };
}

function readManifest(folder: string, content: JsonObject): Manifest {
  const { workspaces } = content;
  return {
    folder,
    name: typeof content.name === 'string' && content.name !== '' ? content.name : undefined,
    entries: ['source', 'module', 'main', 'types', 'typings'].flatMap((key) => strings(content[key])),
    exports: content.exports,
    imports: content.imports,
    workspaces: Array.isArray(workspaces) ? strings(workspaces) : isObject(workspaces) ? strings(workspaces.packages) : undefined,
    aliases: stringMap(content._moduleAliases),
    dependencies: new Map(
      ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'].flatMap((key) => [...stringMap(content[key])]),
    ),
  };
}

function stringMap(value: unknown): Map<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
