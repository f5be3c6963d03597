import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Route } from '../../model/index.ts';
import { findConfig, openProject, type Project } from '../../project/index.ts';
import { foldersUp, folderOf, fromRoot, joinPaths } from '../../project/paths.ts';
import { installerOf, type Installer } from './package-manager.ts';

/** What is there before anything is set up. Paths are relative to the folder, with '/'. */
export interface Survey {
  /** Absolute. */
  folder: string;
  /** Absolute: the top of the repository, or the folder itself. */
  top: string;
  installer: Installer;
  /** The configuration of authlint that holds for the folder. */
  config: string | undefined;
  /** Flat configurations of ESLint that files with routes, and the folder itself, are linted with. */
  flatConfigs: string[];
  /** A configuration of the kind that ESLint 9 no longer reads. */
  legacyConfig: string | undefined;
  /** Version ranges of packages that the folder, and those with a flat configuration, depend on, by name. */
  dependencies: ReadonlyMap<string, string>;
  /** `commonjs`: patterns of JavaScript that is no ES module. */
  languages: { typescript: boolean; jsx: boolean; commonjs: string[] };
  /** Folders of packages in the project that hold analysed files. */
  packages: string[];
  ci: string[];
  /** The repository is on GitHub, or has something for it. */
  github: boolean;
}

const FLAT = ['eslint.config.js', 'eslint.config.mjs', 'eslint.config.cjs', 'eslint.config.ts', 'eslint.config.mts', 'eslint.config.cts'];
const LEGACY = /^\.eslintrc(\.(c?js|ya?ml|json))?$/;
const PIPELINES: [path: string, name: string][] = [
  ['.github/workflows', 'GitHub Actions'], ['.gitlab-ci.yml', 'GitLab CI'], ['azure-pipelines.yml', 'Azure Pipelines'], ['bitbucket-pipelines.yml', 'Bitbucket Pipelines'],
  ['.circleci/config.yml', 'CircleCI'], ['Jenkinsfile', 'Jenkins'], ['.travis.yml', 'Travis CI'], ['.drone.yml', 'Drone'], ['.woodpecker.yml', 'Woodpecker'],
];

/** A statement of an ES module at the start of a line. */
const MODULE = /^(?:import\b(?!\s*[(.])|export\b)/m;

/** @param folder absolute */
export function survey(folder: string, routes: Route[]): Survey {
  const project = openProject({ cwd: folder });
  const top = repositoryTop(folder) ?? folder;
  const upward = [...between(folder, top)];
  const config = findConfig(folder);
  const manifests = project.documents((name) => name === 'package.json').map(folderOf);
  const holds = (one: string): boolean => project.files.some((file) => one === '' || file.startsWith(`${one}/`));
  const names = project.files.map((file) => file.slice(file.lastIndexOf('.')));
  const packages = manifests.filter(holds);
  const configs = flatConfigs(folder, routes);
  return {
    folder, top,
    installer: installerOf(upward),
    config: config === undefined ? undefined : fromRoot(folder, config) ?? config,
    flatConfigs: configs,
    legacyConfig: safeEntries(folder).find((name) => LEGACY.test(name)) ?? (hasKey(folder, 'eslintConfig') ? 'package.json' : undefined),
    dependencies: new Map(['package.json', ...configs].flatMap((file) => [...project.dependencies(file)])),
    languages: {
      typescript: names.some((extension) => /^\.[cm]?tsx?$/.test(extension)),
      jsx: names.some((extension) => extension === '.jsx') || packages.some((one) => ['react', 'preact', 'solid-js'].some((name) => project.dependencies(joinPaths(one, 'package.json')).has(name))),
      commonjs: commonjsPatterns(project),
    },
    packages,
    ci: PIPELINES.filter(([path]) => existsSync(join(top, path))).map(([, name]) => name),
    github: existsSync(join(top, '.github')) || /github\.com/.test(read(join(top, '.git', 'config')) ?? ''),
  };
}

/** Patterns of the scripts directly in the folder, and in each folder in it, where none is an ES module; one for all when that holds everywhere. */
function commonjsPatterns(project: Project): string[] {
  const scripts = project.files.filter((file) => /\.jsx?$/.test(file)).map((file) => ({ in: file.includes('/') ? file.slice(0, file.indexOf('/')) : '', isModule: MODULE.test(project.read(file) ?? '') }));
  const places = [...new Set(scripts.map((script) => script.in))];
  const plain = places.filter((place) => scripts.every((script) => script.in !== place || !script.isModule));
  if (plain.length === places.length) return plain.length > 0 ? ['**/*.{js,jsx}'] : [];
  return plain.map((place) => (place === '' ? '*.{js,jsx}' : `${place}/**/*.{js,jsx}`)).sort();
}

/** Those that ESLint would take for each file with a route, and for the folder; sorted. */
function flatConfigs(folder: string, routes: Route[]): string[] {
  const found = new Set<string>();
  for (const from of new Set(['', ...routes.map(({ file }) => folderOf(file))])) {
    for (const one of foldersUp(from, '')) {
      const name = FLAT.find((file) => existsSync(join(folder, one, file)));
      if (name === undefined) continue;
      found.add(joinPaths(one, name));
      break;
    }
  }
  return [...found].sort();
}

function* between(folder: string, top: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === top || dirname(at) === at) return;
  }
}

function repositoryTop(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function safeEntries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function hasKey(folder: string, key: string): boolean {
  try {
    return key in (JSON.parse(read(join(folder, 'package.json')) ?? '{}') as object);
  } catch {
    return false;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
