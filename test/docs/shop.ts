import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { install } from '../cli/installed.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

/** A project in which the commands of the pages can be run as they are printed. */
export interface Shop {
  /** Runs bash in a folder, where `authlint` and `npx authlint` are the command line as it is now. */
  shell(folder: string, command: string): { status: number | null; stdout: string; stderr: string };
  /** PATH with those two in front. */
  path: string;
  /** A repository with the branches, tags and maps that the pages speak of. */
  repository(): ProjectFolder;
  remove(): void;
}

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

export function openShop(): Shop {
  const installed = install();
  const bin = projectFolder({
    npx: '#!/bin/sh\n[ "$1" = authlint ] || { echo "npx $1 is not installed" >&2; exit 127; }\nexec "$@"\n',
    authlint: `#!/bin/sh\nexec '${process.execPath}' '${installed.bin}' "$@"\n`,
  });
  for (const name of ['npx', 'authlint']) chmodSync(join(bin.path, name), 0o755);

  const path = `${bin.path}:${process.env['PATH']}`;
  const shell: Shop['shell'] = (folder, command) => {
    const { FORCE_COLOR, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8', env: { ...env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] });
    return { status, stdout, stderr };
  };

  return {
    shell,
    path,
    repository() {
      const folder = projectFolder(shop);
      const git = 'git -c user.name=a -c user.email=a@example.org';
      const made = shell(folder.path, `set -e
        git init --quiet --initial-branch=main && git add . && ${git} commit --quiet -m one && git tag v1.0.0
        git update-ref refs/remotes/origin/main HEAD
        npx authlint routes --format json > before.json
        git switch --quiet -c change && echo '// more' >> src/app.ts && ${git} commit --quiet -am two && git tag v1.1.0
        npx authlint routes --format json > after.json`);
      if (made.status !== 0) throw new Error(made.stderr);
      return folder;
    },
    remove() {
      installed.remove();
      bin.remove();
    },
  };
}
