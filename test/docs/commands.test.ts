import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { install, type Installed } from '../cli/installed.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';
import { fences, pages, textOf } from './markdown.ts';

/** A server, which ends with its input, and a dialogue: their own tests run them. */
const NOT_HERE = /^npx authlint (?:mcp|init)\b(?! --yes)/;

/** Lines of shell that call authlint, as printed. */
function commandsOf(page: string): string[] {
  return fences(textOf(page)).blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.startsWith('npx authlint') && !NOT_HERE.test(line));
}

const withCommands = pages.filter((page) => commandsOf(page).length > 0);

const USERS = `import { Router } from 'express';
import jwt from 'jsonwebtoken';

const requireUser = (req, res, next) => {
  if (!req.headers.authorization) return res.status(401).end();
  req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] });
  next();
};

export const users = Router();
users.get('/', requireUser, (req, res) => res.json([]));
users.delete('/:id', requireUser, (req, res) => res.sendStatus(204));
`;
const shop = {
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0" } }',
  'src/app.ts': "import express from 'express';\nimport { users } from './routes/users.ts';\n\nconst app = express();\napp.use('/users', users);\napp.listen(3000);\n",
  'src/routes/users.ts': USERS,
  'packages/api/server.ts': "import express from 'express';\nconst app = express();\napp.post('/orders', (req, res) => res.sendStatus(201));\napp.listen(3001);\n",
  'docs/notes.md': '',
};

let installed: Installed;
let bin: ProjectFolder;
beforeAll(() => {
  installed = install();
  bin = projectFolder({ npx: `#!/bin/sh\n[ "$1" = authlint ] || { echo "npx $1 is not installed" >&2; exit 127; }\nshift\nexec '${process.execPath}' '${installed.bin}' "$@"\n` });
  chmodSync(join(bin.path, 'npx'), 0o755);
}, 120_000);
afterAll(() => {
  installed.remove();
  bin.remove();
});

function shell(folder: string, command: string): { status: number | null; stdout: string; stderr: string } {
  const { FORCE_COLOR, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8', env: { ...env, PATH: `${bin.path}:${env.PATH}` }, stdio: ['ignore', 'pipe', 'pipe'] });
  return { status, stdout, stderr };
}

/** A repository with the branches, tags and maps that the pages speak of. */
function repository(): ProjectFolder {
  const folder = projectFolder(shop);
  const git = 'git -c user.name=a -c user.email=a@example.org';
  const made = shell(folder.path, `set -e
    git init --quiet --initial-branch=main && git add . && ${git} commit --quiet -m one && git tag v1.0.0
    git update-ref refs/remotes/origin/main HEAD
    npx authlint routes --format json > before.json
    git switch --quiet -c change && echo '// more' >> src/app.ts && ${git} commit --quiet -am two && git tag v1.1.0
    npx authlint routes --format json > after.json`);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  mkdirSync(join(folder.path, 'test-results'));
  return folder;
}

it('the README has commands, and so have the pages to begin with', () => {
  expect(withCommands).toEqual(expect.arrayContaining(['README.md', 'docs/start/pipeline.md', 'docs/start/reviewer.md', 'docs/formats.md']));
});

it.each(withCommands)('the commands of %s run as printed', (page) => {
  const folder = repository();
  const failed = commandsOf(page).flatMap((command) => {
    const { status, stderr } = shell(folder.path, command);
    return status === 0 || status === 1 ? [] : [`${command}\n  ended with ${status}: ${stderr}`];
  });
  folder.remove();
  expect(failed).toEqual([]);
}, 240_000);

it('a command that does not exist would be noticed', () => {
  const folder = projectFolder(shop);
  expect([shell(folder.path, 'npx authlint rutes').status, shell(folder.path, 'npx authlint check --formt sarif').status]).toEqual([2, 2]);
  folder.remove();
});
