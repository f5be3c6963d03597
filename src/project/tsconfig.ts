import type { Disk } from './disk.ts';
import { isObject, strings, type JsonFiles, type JsonObject } from './json-files.ts';
import { folderOf, foldersUp, isIn, joinPaths, nameOf } from './paths.ts';
import { isRelative, parsePackage } from './specifier.ts';

/** How a tsconfig.json or jsconfig.json maps names that are not relative. */
export interface PathMapping {
  /** Names are looked for here: from the root of the project. */
  baseUrl?: string;
  /** Patterns with at most one `*`, with what to try for each, in order: from the root of the project. */
  paths: Map<string, string[]>;
}

export interface Tsconfigs {
  /** Mappings for files of a folder: of the nearest configuration, then of those in its folder that it references. */
  mappings(folder: string): PathMapping[];
}

/** The folder of a package of the workspace. */
type FindPackage = (name: string, from: string) => string | undefined;

const NAMES = ['tsconfig.json', 'jsconfig.json'];

interface Options {
  baseUrl?: string;
  paths?: JsonObject;
  /** The folder of the configuration that `paths` stands in. */
  pathsFolder?: string;
}

/** Stands for the folder of the configuration that extends. */
const CONFIG_DIR = /^\$\{configDir\}/;

/**
 * Reads `baseUrl`, `paths`, `extends` and `references`. What is extended and not there is left out.
 * Source: "TSConfig Reference", typescriptlang.org.
 */
export function openTsconfigs(disk: Disk, files: JsonFiles, findPackage: FindPackage): Tsconfigs {
  const known = new Map<string, PathMapping[]>();

  /** `leaf`: the folder of the configuration that extends this one. */
  function load(path: string, leaf: string, extenders: string[]): Options {
    const content = extenders.includes(path) ? undefined : files.object(path);
    if (!content) return {};
    const folder = folderOf(path);
    const options: Options = {};
    for (const name of strings(content.extends)) {
      const extended = locate(name, folder);
      if (extended !== undefined) Object.assign(options, load(extended, leaf, [...extenders, path]));
    }
    const { baseUrl, paths } = isObject(content.compilerOptions) ? content.compilerOptions : {};
    if (typeof baseUrl === 'string') options.baseUrl = from(folder, leaf, baseUrl);
    if (isObject(paths)) Object.assign(options, { paths, pathsFolder: folder });
    return options;
  }

  function locate(extended: string, folder: string): string | undefined {
    if (isRelative(extended)) return spellings(joinPaths(folder, extended)).find(files.object);
    const { name = '', subpath = '' } = parsePackage(extended) ?? {};
    const local = findPackage(name, folder);
    const installed = [...foldersUp(folder, disk.top)].map((around) => joinPaths(around, 'node_modules', extended));
    return [...(local === undefined ? [] : [joinPaths(local, subpath)]), ...installed].flatMap(spellings).find(files.object);
  }

  function mapping(path: string): PathMapping {
    const leaf = folderOf(path);
    const { baseUrl, paths = {}, pathsFolder = leaf } = load(path, leaf, []);
    const targets = (value: unknown): string[] => strings(value).map((target) => from(baseUrl ?? pathsFolder, leaf, target));
    return { baseUrl, paths: new Map(Object.entries(paths).map(([pattern, value]) => [pattern, targets(value)])) };
  }

  function read(folder: string): PathMapping[] {
    for (const around of foldersUp(folder, disk.top)) {
      for (const name of NAMES) {
        const path = joinPaths(around, name);
        const content = files.object(path);
        if (content) return [path, ...referenced(content.references, around, folder)].map(mapping).filter(({ baseUrl, paths }) => baseUrl !== undefined || paths.size > 0);
      }
    }
    return [];
  }

  /** Those of a usual name are nearest to the files that they are for, and found without being referenced. */
  function referenced(references: unknown, around: string, folder: string): string[] {
    const listed = Array.isArray(references) ? references.flatMap((one) => (isObject(one) ? strings(one.path) : [])) : [];
    return listed.map((path) => joinPaths(around, path)).filter((path) => path.endsWith('.json') && !NAMES.includes(nameOf(path)) && isIn(folder, folderOf(path)));
  }

  return {
    mappings(folder) {
      let found = known.get(folder);
      if (!found) known.set(folder, (found = read(folder)));
      return found;
    },
  };
}

function from(folder: string, leaf: string, path: string): string {
  return CONFIG_DIR.test(path) ? joinPaths(leaf, path.replace(CONFIG_DIR, '.')) : joinPaths(folder, path);
}

function spellings(path: string): string[] {
  return path.endsWith('.json') ? [path] : [`${path}.json`, path, `${path}/tsconfig.json`];
}
