import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder } from './host.ts';
import { app, init, text } from './initiated.ts';

/** ESLint's own configuration is a file like any other. */
const flat = { 'eslint.config.js': "const js = require('@eslint/js');\n\nmodule.exports = [js.configs.recommended];\n" };
const onGitHub = { '.git/config': '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n', '.git/HEAD': 'ref: refs/heads/main\n' };

it('says what it found and what it did, and what to do next', async () => {
  const cwd = folder({ ...app, ...flat, ...onGitHub });
  expect(await init(cwd)).toEqual({
    status: 0, stderr: '', questions: [],
    stdout: `Found 2 files with 1 route: authenticated 1.
  frameworks  express 1
  guards      requireUser 1
  installs    with npm

wrote authlint.config.json
added the plugin to eslint.config.js
wrote .github/workflows/authlint.yml

Next:
  npx authlint check
  npx eslint .
`,
  });
  expect(JSON.parse(text(cwd, 'authlint.config.json'))).toEqual({ $schema: './node_modules/authlint/authlint.schema.json', preset: 'recommended' });
  expect(text(cwd, 'eslint.config.js')).toBe("const js = require('@eslint/js');\nconst authlint = require('authlint/eslint');\n\nmodule.exports = [js.configs.recommended, authlint.configs.recommended];\n");
});

it('a second run changes nothing', async () => {
  const cwd = folder({ ...app, ...flat, ...onGitHub });
  await init(cwd);
  const before = ['authlint.config.json', 'eslint.config.js', '.github/workflows/authlint.yml'].map((file) => text(cwd, file));
  const { stdout, status } = await init(cwd);
  expect(status).toBe(0);
  expect(stdout).toContain('left authlint.config.json as it is: it is there already\nleft eslint.config.js as it is: it has the plugin already\nleft .github/workflows/authlint.yml as it is: it is there already\n');
  expect(['authlint.config.json', 'eslint.config.js', '.github/workflows/authlint.yml'].map((file) => text(cwd, file))).toEqual(before);
});

it('leaves a configuration in package.json, and one of a folder around it, alone', async () => {
  const cwd = folder({ ...app, 'package.json': '{ "authlint": { "preset": "strict" } }', 'api/app.js': app['src/app.js']!, ...onGitHub });
  expect((await init(cwd)).stdout).toContain('left package.json as it is');
  expect((await init(join(cwd, 'api'))).stdout).toContain('left ../package.json as it is');
  expect([existsSync(join(cwd, 'authlint.config.json')), existsSync(join(cwd, 'api/authlint.config.json'))]).toEqual([false, false]);
});

describe('ESLint', () => {
  it('gets a new configuration where the project asks for it and has none: its languages and the plugin', async () => {
    const cwd = folder({ ...app, 'src/types.ts': 'export const a: number = 1;\n', 'web/package.json': '{ "dependencies": { "react": "^19.0.0" } }', 'web/main.jsx': "import { useState } from 'react';\n" });
    expect((await init(cwd)).stdout).toContain('npm install --save-dev typescript-eslint\n');
    expect(text(cwd, 'eslint.config.mjs')).toBe(`import authlint from 'authlint/eslint';
import tseslint from 'typescript-eslint';

export default [
  { ignores: ['**/{dist,build,out,coverage}/**', '**/.*/**', '**/*.min.js'] },
  { files: ['src/**/*.{js,jsx}'], languageOptions: { sourceType: 'commonjs' } },
  { languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
  { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tseslint.parser } },
  authlint.configs.recommended,
];
`);
  });

  it('is left out of a project without it, unless it is asked for', async () => {
    const cwd = folder({ ...app, 'package.json': '{ "dependencies": { "express": "5" } }' });
    await init(cwd);
    expect(existsSync(join(cwd, 'eslint.config.mjs'))).toBe(false);
    expect((await init(cwd, ['--yes', '--eslint'])).stdout).toContain('npm install --save-dev authlint eslint\n');
    expect(existsSync(join(cwd, 'eslint.config.mjs'))).toBe(true);
  });

  it.each([
    ['an old version', { 'package.json': '{ "devDependencies": { "eslint": "^8.57.0", "express": "5" } }' }, 'left ESLint as it is: the plugin needs version 9 or later, and ^8.57.0 is asked for'],
    ['an old configuration', { '.eslintrc.json': '{}' }, 'left .eslintrc.json as it is: ESLint 9 reads flat configurations only'],
    ['what it cannot see through', { 'eslint.config.js': "module.exports = require('neostandard')({});\n" }, "Put this into it:\n\n    const authlint = require('authlint/eslint');"],
  ])('is not touched: %s', async (_, files, told) => {
    const cwd = folder({ ...app, ...files });
    expect((await init(cwd)).stdout).toContain(told);
    for (const [name, content] of Object.entries(files)) expect(text(cwd, name)).toBe(content);
    expect(existsSync(join(cwd, 'eslint.config.mjs'))).toBe(false);
  });

  it('of the package that has the routes is edited, in a workspace', async () => {
    const cwd = folder({
      'package.json': '{ "workspaces": ["packages/*"] }', 'yarn.lock': '', 'packages/api/package.json': app['package.json']!, 'packages/api/src/app.js': app['src/app.js']!,
      'packages/api/eslint.config.mjs': 'export default [];\n', 'packages/web/package.json': '{}', 'packages/web/eslint.config.mjs': 'export default [];\n',
    });
    const { stdout } = await init(cwd);
    expect(stdout).toContain('packages    packages/api, packages/web\n  installs    with yarn');
    expect(stdout).toContain('Next:\n  yarn authlint check\n  (cd packages/api && yarn eslint .)\n');
    expect([text(cwd, 'packages/api/eslint.config.mjs'), text(cwd, 'packages/web/eslint.config.mjs')]).toEqual(["import authlint from 'authlint/eslint';\nexport default [authlint.configs.recommended];\n", 'export default [];\n']);
  });
});

describe('the workflow', () => {
  const steps = (cwd: string): { run?: string; uses?: string }[] => parse(text(cwd, '.github/workflows/authlint.yml')).jobs.authlint.steps;

  it.each([
    ['package-lock.json', '', 'npm ci', 'npx authlint'],
    ['yarn.lock', '', 'yarn install --frozen-lockfile', 'yarn authlint'],
    ['pnpm-lock.yaml', '', 'pnpm install --frozen-lockfile', 'pnpm exec authlint'],
    ['bun.lock', '', 'bun install --frozen-lockfile', 'bunx authlint'],
  ])('installs by %s', async (lock, content, install, command) => {
    const { 'package-lock.json': _, ...rest } = app;
    const cwd = folder({ ...rest, [lock]: content, ...onGitHub });
    await init(cwd);
    const scripts = steps(cwd).flatMap((step) => step.run ?? []);
    expect(scripts).toContain(install);
    expect(scripts.join()).toContain(`${command} check --format sarif`);
    expect(scripts.join()).not.toContain('${{');
  });

  it('of a folder in a repository stands at its top, and works there', async () => {
    const cwd = folder({ ...onGitHub, ...Object.fromEntries(Object.entries(app).map(([name, content]) => [`services/api/${name}`, content])), '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n' });
    await init(join(cwd, 'services/api'));
    const written = parse(text(cwd, '.github/workflows/authlint.yml'));
    expect([written.on.push.branches, written.jobs.authlint.defaults.run['working-directory']]).toEqual([['trunk'], 'services/api']);
    expect(steps(cwd).find(({ uses }) => uses?.includes('upload-sarif'))).toMatchObject({ with: { sarif_file: 'services/api/authlint.sarif', category: 'authlint/services/api' } });
  });

  it('is for GitHub only', async () => {
    const cwd = folder({ ...app, '.gitlab-ci.yml': '' });
    expect((await init(cwd)).stdout).toMatch(/pipelines {3}GitLab CI[^]*For GitLab CI, docs\/ci\.md/);
    expect(existsSync(join(cwd, '.github'))).toBe(false);
    await init(cwd, ['--yes', '--workflow']);
    expect(existsSync(join(cwd, '.github/workflows/authlint.yml'))).toBe(true);
  });
});

it('leaves out folders of examples that declare routes, beside the project\'s own', async () => {
  const cwd = folder({ ...app, 'examples/basic/app.js': app['src/app.js']!, 'src/examples.js': app['src/app.js']! });
  await init(cwd);
  expect(JSON.parse(text(cwd, 'authlint.config.json')).exclude).toEqual(['examples']);
  const alone = folder({ 'package.json': '{ "dependencies": { "express": "5" } }', 'examples/basic/app.js': app['src/app.js']! });
  await init(alone);
  expect(JSON.parse(text(alone, 'authlint.config.json'))).not.toHaveProperty('exclude');
});

describe('on a terminal', () => {
  it('asks before each file, and no is no', async () => {
    const cwd = folder({ ...app, ...flat, ...onGitHub });
    const { questions, stdout } = await init(cwd, [], ['', 'n', 'yes']);
    expect(questions).toEqual(['Write authlint.config.json? [Y/n]', 'Add the plugin to eslint.config.js? [Y/n]', 'Write .github/workflows/authlint.yml? [Y/n]']);
    expect(stdout).toContain('left out eslint.config.js');
    expect(stdout).not.toContain('npx eslint');
    expect([existsSync(join(cwd, 'authlint.config.json')), text(cwd, 'eslint.config.js') === flat['eslint.config.js'], existsSync(join(cwd, '.github/workflows/authlint.yml'))]).toEqual([true, true, true]);
  });

  it('the end of input is no', async () => {
    const cwd = folder(app);
    await init(cwd, [], []);
    expect(existsSync(join(cwd, 'authlint.config.json'))).toBe(false);
  });
});

it('without a terminal it wants to be told', async () => {
  const cwd = folder(app);
  expect(await init(cwd, [])).toMatchObject({ status: 2, stdout: '', stderr: 'authlint: There is nobody to ask: this is no terminal. "authlint init --yes" does what would be offered.\n' });
  expect(existsSync(join(cwd, 'authlint.config.json'))).toBe(false);
});
