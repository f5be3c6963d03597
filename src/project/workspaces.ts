import type { Disk } from './disk.ts';
import { strings, type JsonFiles } from './json-files.ts';
import type { Manifests } from './manifest.ts';
import { folderOf, foldersUp, isOutside, joinPaths } from './paths.ts';
import type { Witness } from './witness.ts';
import { workspaceManifests } from './workspace-manifests.ts';

export interface WorkspacePackage {
  name: string;
  /** Relative to the root. */
  folder: string;
}

export interface Workspaces {
  /** Packages of the workspace that this folder declares (npm, Yarn, Bun, pnpm, Lerna), by folder; empty when it declares none. */
  list(folder: string): WorkspacePackage[];
  /** The folder of a workspace package by name, as seen from a folder: the innermost workspace around it counts. */
  find(name: string, from: string): string | undefined;
}

export function openWorkspaces(disk: Disk, files: JsonFiles, manifests: Manifests, witness?: Witness): Workspaces {
  const listed = new Map<string, WorkspacePackage[]>();

  function patterns(folder: string): string[] {
    const pnpm = files.text(joinPaths(folder, 'pnpm-workspace.yaml'));
    if (pnpm !== undefined) return pnpmPackages(pnpm);
    const { workspaces } = manifests.at(folder) ?? {};
    if (workspaces) return workspaces;
    const lerna = files.object(joinPaths(folder, 'lerna.json'));
    return lerna ? ('packages' in lerna ? strings(lerna.packages) : ['packages/*']) : [];
  }

  function read(folder: string): WorkspacePackage[] {
    const own = patterns(folder).filter((pattern) => pattern !== '.');
    if (own.length === 0) return [];
    const found = workspaceManifests(disk.absolute(folder), own);
    witness?.fact(JSON.stringify(['workspace', folder, own]), found.join('\n'));
    return found
      .map((file) => disk.folder(joinPaths(folder, folderOf(file))))
      .filter((found) => found !== undefined && !isOutside(found))
      .sort()
      .flatMap((found) => {
        const { name } = manifests.at(found!) ?? {};
        return name === undefined ? [] : [{ name, folder: found! }];
      });
  }

  function list(folder: string): WorkspacePackage[] {
    let packages = listed.get(folder);
    if (!packages) listed.set(folder, (packages = read(folder)));
    return packages;
  }

  return {
    list,
    find(name, from) {
      for (const folder of foldersUp(from, disk.top)) {
        const found = list(folder).find((one) => one.name === name);
        if (found) return found.folder;
      }
      return undefined;
    },
  };
}

/** The `packages` of a pnpm-workspace.yaml: a block or an inline list of plain or quoted strings. */
export function pnpmPackages(yaml: string): string[] {
  const [, inline, block = ''] = /^packages:[ \t]*(?:\[([^\]]*)\]|(?:#.*)?\n([^]*))/m.exec(yaml.replaceAll('\r', '')) ?? [];
  if (inline !== undefined) return inline.split(',').flatMap(scalar);
  const lines = block.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  const end = lines.findIndex((line) => !/^\s*-\s/.test(line));
  return lines.slice(0, end < 0 ? undefined : end).flatMap((line) => scalar(line.replace(/^\s*-/, '')));
}

function scalar(text: string): string[] {
  const [, single, double, plain] = /^\s*(?:'([^']*)'|"([^"]*)"|([^#\s]\S*))\s*(?:#.*)?$/.exec(text) ?? [];
  const value = single ?? double ?? plain;
  return value === undefined ? [] : [value];
}
