import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { analyze } from '../../src/analyze.ts';
import { authlint, folder, type Ran } from './host.ts';

export interface Repository {
  root: string;
  git(...args: string[]): string;
  /** Writes files; `null` removes one. */
  write(files: Record<string, string | null>): void;
  /** Writes files, and commits all that is there. @returns the commit's id */
  commit(files?: Record<string, string | null>): string;
  /** Runs the command line with the real engine in the repository, or in a folder of it. */
  authlint(argv: string[], within?: string): Promise<Ran>;
}

/** A git repository of its own that knows nothing of the user's settings. It goes away with the test. */
export function repository(files: Record<string, string>): Repository {
  const root = folder();
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const git = (...args: string[]): string => execFileSync('git', ['-C', root, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const made: Repository = {
    root,
    git,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        if (text === null) {
          rmSync(join(root, name));
          continue;
        }
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
    },
    commit(more = {}) {
      made.write(more);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'change');
      return git('rev-parse', 'HEAD').trim();
    },
    authlint: (argv, within = '') => authlint(argv, { cwd: join(root, within), analyze }),
  };
  git('init', '-q', '-b', 'main');
  made.commit(files);
  return made;
}

export const PACKAGE = '{ "name": "shop", "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0" } }';

/** Middleware that asks who is calling, and for a role. */
export const AUTH = `const jwt = require('jsonwebtoken');
exports.requireUser = (req, res, next) => {
  if (!req.headers.authorization) return res.status(401).end();
  req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] });
  next();
};
exports.requireAdmin = (req, res, next) => (req.user.role === 'admin' ? next() : res.sendStatus(403));
`;

export const APP = `const express = require('express');
const { requireUser, requireAdmin } = require('./auth');
const app = express();
app.use(express.json());
app.get('/items', requireUser, (req, res) => res.json([]));
app.post('/items', requireUser, (req, res) => res.sendStatus(201));
app.put('/items/:id', requireUser, (req, res) => res.sendStatus(204));
app.delete('/items/:id', (req, res) => res.sendStatus(204));
app.delete('/users/:id', requireUser, requireAdmin, (req, res) => res.sendStatus(204));
app.listen(3000);
`;

export const SHOP = { 'package.json': PACKAGE, 'src/app.js': APP, 'src/auth.js': AUTH };
