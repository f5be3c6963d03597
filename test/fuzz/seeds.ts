import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePage } from '../harness/page.ts';

/** Small projects that work: text by path. */
export type Files = Record<string, string>;

export interface Seeds {
  projects: Files[];
  /** Source code of all of them. */
  sources: string[];
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const TEXT = /\.([cm]?[jt]sx?|jsonc?|ya?ml|toml|graphqls?|gql|vue|svelte|astro|md)$|ignore$/;
const LARGEST = 40_000;

function filesIn(folder: string): Files {
  const found: Files = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = name.replaceAll('\\', '/');
    if (!TEXT.test(path) || /(^|\/)(node_modules|dist|\.[a-z-]+)\//.test(path)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (text.length <= LARGEST) found[path] = text;
  }
  return found;
}

/**
 * The applications of fixtures/, and the examples on the pages of the rules.
 * @param root of this repository, absolute
 * @param more projects
 */
export function collectSeeds(root: string, more: Files[] = []): Seeds {
  const applications = readdirSync(join(root, 'fixtures/apps')).sort().map((name) => filesIn(join(root, 'fixtures/apps', name)));
  const pages = readdirSync(join(root, 'rules'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  const examples = pages.flatMap((name) => parsePage(readFileSync(join(root, 'rules', name, 'README.md'), 'utf8')).examples.map(({ files }) => files));
  const projects = [...applications, ...examples, ...more].filter((files) => Object.keys(files).some((path) => SOURCE.test(path)));
  return { projects, sources: projects.flatMap((files) => Object.entries(files).flatMap(([path, text]) => (SOURCE.test(path) ? [text] : []))) };
}

export function sourcesOf(files: Files): string[] {
  return Object.keys(files).filter((path) => SOURCE.test(path)).sort();
}
