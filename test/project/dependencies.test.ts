import { expect, it } from 'vitest';
import { openProject } from '../../src/project/index.ts';
import { projectFolder } from '../harness/project-folder.ts';

function dependenciesOf(file: string, files: Record<string, string>): string[] {
  const folder = projectFolder({ [file]: '', ...files });
  try {
    return [...openProject({ cwd: folder.path }).dependencies(file)].map(([name, version]) => `${name}@${version}`).sort();
  } finally {
    folder.remove();
  }
}

const root = (more = ''): string => `{ "dependencies": { "next": "16", "zod": "3" }${more} }`;
const inner = '{ "dependencies": { "zod": "4", "express": "5" } }';

it.each<[string, Record<string, string>, string[]]>([
  ['a package of a workspace counts on those of its root', { 'package.json': root(', "workspaces": ["apps/*"]'), 'apps/api/package.json': inner }, ['express@5', 'next@16', 'zod@4']],
  ['so does one of a pnpm workspace', { 'package.json': root(), 'pnpm-workspace.yaml': 'packages: [apps/*]', 'apps/api/package.json': inner }, ['express@5', 'next@16', 'zod@4']],
  ['an example inside another package is installed by itself', { 'package.json': root(), 'apps/api/package.json': inner }, ['express@5', 'zod@4']],
  ['a package.json that only says what kind of modules there are is no package of its own', { 'package.json': root(), 'apps/api/package.json': '{ "type": "module" }' }, ['next@16', 'zod@3']],
])('%s', (_what, files, expected) => {
  expect(dependenciesOf('apps/api/src/a.ts', files)).toEqual(expected);
});
