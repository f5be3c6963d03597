import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

const script = fileURLToPath(new URL('../../scripts/generate.mjs', import.meta.url));

let folder: ProjectFolder;
afterEach(() => folder.remove());

function house(files: Record<string, string>): ProjectFolder {
  folder = projectFolder({ 'src/frameworks/express/index.ts': '', 'rules/no-b/index.ts': '', 'rules/no-a-b/index.ts': '', 'rules/shared/words.ts': '', 'rules/names.ts': '', ...files });
  mkdirSync(join(folder.path, 'scripts'));
  copyFileSync(script, join(folder.path, 'scripts/generate.mjs'));
  return folder;
}

function generate(...args: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [join(folder.path, 'scripts/generate.mjs'), ...args], { encoding: 'utf8' });
  return { status, stderr };
}

it('lists the folders that have an index, by name', () => {
  const { path } = house({});
  expect(generate()).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(join(path, 'rules/registry.ts'), 'utf8')).toBe(`// Written by \`npm run generate\`.
import type { Rule } from '../src/model/index.ts';
import noAB from './no-a-b/index.ts';
import noB from './no-b/index.ts';

export const rules: Rule[] = [
  noAB,
  noB,
];
`);
  expect(readFileSync(join(path, 'src/frameworks/registry.ts'), 'utf8')).toBe(`// Written by \`npm run generate\`.
import type { Framework } from './types.ts';
import express from './express/index.ts';

export const frameworks: Framework[] = [
  express,
];
`);
});

it('ends a check with 0 when the lists are current', () => {
  house({});
  generate();
  expect(generate('--check')).toEqual({ status: 0, stderr: '' });
});

it('ends a check with 1 and names the list that lacks a new rule, and does not write it', () => {
  const { path, write } = house({});
  generate();
  const before = readFileSync(join(path, 'rules/registry.ts'), 'utf8');
  write({ 'rules/no-new/index.ts': '' });
  expect(generate('--check')).toEqual({ status: 1, stderr: 'rules/registry.ts is not current: run `npm run generate`.\n' });
  expect(readFileSync(join(path, 'rules/registry.ts'), 'utf8')).toBe(before);
});
