import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { projectWithPlugin } from './installed.ts';
import { APP, AUTH } from '../cli/repository.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

it.each(['eslint9', 'eslint'])('%s suppresses known findings by its own file, and fails on new ones', async (name) => {
  const project = projectWithPlugin({
    'package.json': '{ "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0" } }',
    'eslint.config.mjs': "import authlint from 'authlint/eslint';\nexport default [authlint.configs.recommended];\n",
    'src/app.js': APP,
    'src/auth.js': AUTH,
  });
  onTestFinished(() => project.remove());
  const lint = async (...argv: string[]) => promisify(execFile)(process.execPath, [join(modules, name, 'bin/eslint.js'), 'src', ...argv], { cwd: project.path })
    .then(() => '', (failed: unknown) => (failed as { stdout: string }).stdout);
  expect(await lint()).toContain('DELETE /items/:id');
  expect([await lint('--suppress-all'), await lint()]).toEqual(['', '']);
  project.write({ 'src/app.js': APP.replace("app.put('/items/:id', requireUser,", "app.put('/items/:id',") });
  expect(await lint()).toContain('PUT /items/:id');
}, 60_000);
