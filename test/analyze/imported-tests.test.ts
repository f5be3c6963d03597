import { expect, it } from 'vitest';
import { openLive, takeSnapshot, type Snapshot } from '../../src/analyze.ts';
import { openProject, type Project } from '../../src/project/index.ts';
import { projectFolder } from '../harness/project-folder.ts';

const MANIFEST = '{"dependencies":{"express":"5"}}';
const ROUTER = (path: string, head = ''): string => `${head}import { Router } from 'express';
export const router = Router();
router.delete('${path}', (req, res) => res.end());
`;
const APP = (...imports: string[]): string => `import express from 'express';
${imports.map((from, i) => `import { router as r${i} } from '${from}';`).join('\n')}
const app = express();
${imports.map((_, i) => `app.use('/r${i}', r${i});`).join('\n')}
app.listen(3000);
`;

function shown({ modules, map }: Snapshot): { files: string[]; routes: string[] } {
  return { files: modules.map(({ path }) => path), routes: map.routes.map(({ method, path, access }) => `${method} ${path} ${access}`).sort() };
}

function seen(files: Record<string, string>, paths?: string[]): { files: string[]; routes: string[] } {
  const folder = projectFolder({ 'package.json': MANIFEST, ...files });
  try {
    return shown(takeSnapshot(openProject({ cwd: folder.path, ...(paths ? { paths } : {}) })));
  } finally {
    folder.remove();
  }
}

it('reads what is in a folder of tests where the application imports it', () => {
  expect(seen({ 'src/app.ts': APP('./test/router', './exam.spec'), 'src/test/router.ts': ROUTER('/all'), 'src/exam.spec.ts': ROUTER('/:id'), 'src/test/router.test.ts': ROUTER('/unused') })).toEqual({
    files: ['src/app.ts', 'src/exam.spec.ts', 'src/test/router.ts'],
    routes: ['DELETE /r0/all public', 'DELETE /r1/:id public'],
  });
});

it('follows from there, and from there', () => {
  expect(seen({
    'src/app.js': `const express = require('express');\nconst app = express();\nif (process.env.STAGE) app.use('/t', require('../tests/index'));\n`,
    'tests/index.js': `module.exports = require('./deep/router').router;`,
    'tests/deep/router.js': `const guard = require('./guard');\nconst { Router } = require('express');\nexports.router = Router();\nexports.router.get('/x', guard, (req, res) => res.end());\n`,
    'tests/deep/guard.js': `module.exports = (req, res, next) => (req.headers.authorization === process.env.KEY ? next() : res.status(401).end());`,
    'tests/other.js': '',
  })).toEqual({ files: ['src/app.js', 'tests/deep/guard.js', 'tests/deep/router.js', 'tests/index.js'], routes: ['GET /t/x authenticated'] });
});

it('leaves out what only tests, set-up of tests and types lead to', () => {
  const files = {
    'src/app.ts': `${APP()}import type { Router } from './test/types';\nexport type { Other } from './tests/others';\n`,
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';\nimport { router } from './test/router';\nexport default defineConfig({ router });\n`,
    'helpers.ts': `import request from 'supertest';\nimport { router } from './test/router';\nexport const get = () => request(router);\n`,
    'src/test/types.ts': ROUTER('/types'), 'src/tests/others.ts': ROUTER('/others'), 'test/router.ts': ROUTER('/router'),
  };
  expect(seen(files)).toEqual({ files: ['helpers.ts', 'src/app.ts', 'vitest.config.ts'], routes: [] });
  expect(seen({ 'src/app.ts': APP('./app.test'), 'src/app.test.ts': ROUTER('/x', `import { it } from 'vitest';\n`) })).toEqual({ files: ['src/app.ts'], routes: [] });
});

it('leaves out what the configuration excludes, git ignores, was installed, or is not asked for', () => {
  const files = { 'src/app.ts': APP('../test/router'), 'test/router.ts': ROUTER('/x') };
  const without = { files: ['src/app.ts'], routes: [] };
  expect(seen(files).routes).toEqual(['DELETE /r0/x public']);
  expect(seen({ ...files, 'authlint.config.json': '{"exclude":["test/**"]}' })).toEqual(without);
  expect(seen({ ...files, 'authlint.config.json': '{"exclude":["test"]}' })).toEqual(without);
  expect(seen({ ...files, 'authlint.config.json': '{"include":["src"]}' })).toEqual(without);
  expect(seen({ ...files, '.gitignore': 'test\n' })).toEqual(without);
  expect(seen(files, ['src'])).toEqual(without);
  expect(seen({ 'src/app.ts': APP('./test/router'), 'src/test/router.ts': ROUTER('/x') }, ['src']).routes).toEqual(['DELETE /r0/x public']);
  expect(seen({ 'src/app.ts': APP('./vendor/test/router'), 'src/vendor/test/router.ts': ROUTER('/x') })).toEqual(without);
});

it('sees an import come and go as it is typed', () => {
  const folder = projectFolder({ 'package.json': MANIFEST, 'app.ts': APP('./test/router'), 'test/router.ts': ROUTER('/x') });
  try {
    const live = openLive();
    const shape = {};
    const saved = openProject({ cwd: folder.path });
    const texts = new Map<string, string>();
    const look = (file: string, text: string): { files: string[]; routes: string[] } => {
      texts.set(file, text);
      const project: Project = { ...saved, read: (path) => texts.get(path) ?? saved.read(path) };
      return shown(live.look(project, shape));
    };
    const both = { files: ['app.ts', 'test/router.ts'], routes: ['DELETE /r0/x public'] };
    expect(look('app.ts', APP('./test/router'))).toEqual(both);
    expect(look('app.ts', APP())).toEqual({ files: ['app.ts'], routes: [] });
    expect(look('app.ts', APP('./test/router'))).toEqual(both);
    expect(look('test/router.ts', ROUTER('/y'))).toEqual({ ...both, routes: ['DELETE /r0/y public'] });
  } finally {
    folder.remove();
  }
});
