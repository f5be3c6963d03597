import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config, Diagnostic, Trace } from '../model/index.ts';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { discover } from './discover.ts';
import { openDisk } from './disk.ts';
import { compileGlobs } from './globs.ts';
import { openGitIgnore } from './ignore.ts';
import { openJsonFiles } from './json-files.ts';
import { leftOutTests } from './left-out-tests.ts';
import { openManifests } from './manifest.ts';
import { folderOf, fromRoot, isOutside, nameOf } from './paths.ts';
import { checkText, readSource, type ReadResult } from './read.ts';
import { openResolver, type Resolve } from './resolve.ts';
import type { Witness } from './witness.ts';

export { checkRuleNames, findConfig } from './config.ts';
export { ConfigError } from './config-error.ts';
export { configJsonSchema } from './config-schema.ts';
export { didYouMean } from './config-issues.ts';
export type { Resolution } from './resolve.ts';
export type { Witness } from './witness.ts';

export interface ProjectOptions {
  cwd: string;
  /** Files, folders and patterns to analyse, from `cwd` or absolute; default: what the configuration includes. */
  paths?: string[];
  /** From `cwd` or absolute; default: the nearest configuration. */
  configPath?: string;
  /** Text that takes the place of what is on disk, by path from `cwd` with '/'. Later changes of a text are seen; a new file is not. */
  overlays?: Map<string, string>;
  trace?: Trace | undefined;
  /** Told what is read of the disk. Not with overlays. */
  witness?: Witness | undefined;
}

export interface Project {
  /** Absolute: what all paths are relative to. */
  root: string;
  /** Analysed source files: relative to the root, with '/', sorted. */
  files: string[];
  /** Relative to the root; '../' when it is in a folder around it. */
  configFile?: string;
  config: Config;
  /** Grows as files are read and resolved; each problem is told once. */
  diagnostics: Diagnostic[];
  /** Decoded text without a byte order mark; undefined, with a diagnostic, if unreadable, binary, too large or minified. */
  read(file: string): string | undefined;
  /** Of a source file that is not among `files`: nothing leaves it out but its being a test, so that it is analysed if code that is none imports it. */
  isLeftOutTest(file: string): boolean;
  /** Names of the analysed files, and of the folders with analysed files, directly in a folder ('' is the root). Sorted. */
  list(folder: string): string[];
  /** Files that are not source code, by name: schemas, deployment descriptions. Relative to the root, sorted; ignored ones are left out. */
  documents(accepts: (name: string) => boolean): string[];
  /** Names and version ranges that the package.json files around a file depend on; the nearest wins. */
  dependencies(file: string): ReadonlyMap<string, string>;
  /** A file as the configuration sees it: from the folder that its patterns and paths are relative to. */
  fromConfig(file: string): string;
  /** Whether a file fits one of the patterns that the configuration has somewhere. */
  fits(file: string, patterns: string[]): boolean;
  /** What a specifier in a file leads to; undefined: nothing that is in the root, and no package. */
  resolve: Resolve;
}

const ELSEWHERE: ReadResult = { kind: 'unreadable-file', message: 'The file cannot be read: it is no file in the root.' };

/**
 * Opens what is on disk as it is now; nothing is watched.
 * @throws ConfigError whose message names the file and the cause, for a bad configuration or a path that does not exist
 */
export function openProject(options: ProjectOptions): Project {
  const root = resolve(options.cwd);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new ConfigError(`${options.cwd}: no such folder.`);
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  const report = (diagnostic: Diagnostic): void => {
    const key = `${diagnostic.kind}\0${diagnostic.file}`;
    if (!told.has(key)) diagnostics.push(diagnostic);
    told.add(key);
  };
  const overlays = options.overlays ?? new Map<string, string>();

  const { witness } = options;
  const disk = openDisk(root, overlays.keys(), report, witness);
  const jsonFiles = openJsonFiles(disk, report);
  const { config, file: configFile, folder: configFolder, notes } = loadConfig(root, options.configPath, jsonFiles, disk, witness);
  if (notes.length > 0) report({ kind: 'config', ...(configFile === undefined ? {} : { file: configFile }), message: notes.join(' ') });
  const gitIgnore = openGitIgnore(disk, jsonFiles);
  const scope = { disk, gitIgnore, config, configFolder, paths: options.paths ?? [] };
  const files = discover({ ...scope, report, ...(options.trace?.skipped ? { skipped: options.trace.skipped } : {}) });
  let folders: Map<string, string[]> | undefined;
  const manifests = openManifests(disk, jsonFiles);
  const dependencies = new Map<string, ReadonlyMap<string, string>>();
  const outer = fromRoot(configFolder, root) ?? '';
  const fromConfig = (file: string): string => (outer ? `${outer}/${file}` : file);
  const globs = new Map<string, ReturnType<typeof compileGlobs>>();

  const own = new Set(files);
  /** What a document refers to may be a link, or lead, out of the root. */
  const isElsewhere = (file: string): boolean => !own.has(file) && (isOutside(file) || (disk.file(file) === undefined && statSync(disk.absolute(file), { throwIfNoEntry: false })?.isFile() === true));

  return {
    root,
    files,
    configFile,
    config,
    diagnostics,
    read(file) {
      const unsaved = overlays.get(file);
      const result = unsaved !== undefined ? checkText(unsaved) : isElsewhere(file) ? ELSEWHERE : readSource(disk.absolute(file), witness && ((stats, bytes) => witness.file(file, stats, bytes)));
      if ('text' in result) return result.text;
      report({ kind: result.kind, file, message: result.message });
      return undefined;
    },
    isLeftOutTest: leftOutTests(scope),
    list(folder) {
      folders ??= byFolder(files);
      return folders.get(folder === '.' ? '' : folder.replace(/\/$/, '')) ?? [];
    },
    documents: (accepts) => discover({ disk, gitIgnore, config: { include: ['**'], exclude: config.exclude }, configFolder, paths: [], report, accepts }),
    dependencies(file) {
      const folder = folderOf(file);
      let known = dependencies.get(folder);
      if (!known) dependencies.set(folder, (known = new Map(manifests.providing(folder).toReversed().flatMap((one) => [...one.dependencies]))));
      return known;
    },
    fromConfig,
    fits(file, patterns) {
      const key = patterns.join('\0');
      let known = globs.get(key);
      if (!known) globs.set(key, (known = compileGlobs(patterns)));
      return known.test(fromConfig(file), 'file').matched;
    },
    resolve: openResolver(disk, jsonFiles, gitIgnore, manifests, witness),
  };
}

function byFolder(files: string[]): Map<string, string[]> {
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    for (let path = file; path !== ''; path = folderOf(path)) {
      const parent = folderOf(path);
      const names = folders.get(parent);
      if (names?.has(nameOf(path))) break;
      if (names) names.add(nameOf(path));
      else folders.set(parent, new Set([nameOf(path)]));
    }
  }
  return new Map([...folders].map(([folder, names]) => [folder, [...names].sort()]));
}
