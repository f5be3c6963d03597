import { afterEach, describe, expect, it } from 'vitest';
import rule from '../../../rules/require-route-auth/index.ts';
import { runRule, takeSnapshot } from '../../../src/analyze.ts';
import { openProject } from '../../../src/project/index.ts';
import { projectFolder, type ProjectFolder } from '../../harness/project-folder.ts';

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

function relatedOf(files: Record<string, string>): string[][] {
  folder = projectFolder(files);
  return runRule(takeSnapshot(openProject({ cwd: folder.path })), rule, {}).map(({ related }) => related.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`));
}

describe('the related places of a finding', () => {
  it('are where the router is mounted, what is in front of the route and too weak, what comes too late, and guarded siblings', () => {
    expect(relatedOf({
      'app.js': `const express = require('express');
const app = express();
app.use('/api', require('./api'));
`,
      'api.js': `const router = require('express').Router();
const hasHeader = (req, res, next) => (req.headers.authorization ? next() : res.sendStatus(401));
const guard = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));
router.post('/early', hasHeader, (req, res) => res.json({ name: req.body.name }));
router.use(guard);
router.post('/a', (req, res) => res.json({}));
router.post('/b', (req, res) => res.json({}));
module.exports = router;
`,
    })).toEqual([[
      'app.js:3:1 Its router is mounted here, at /api.',
      'api.js:4:23 `hasHeader`: it only looks whether a credential is there, not whether it is good.',
      'api.js:5:12 `guard` guards what is registered from here on.',
      'api.js:6:1 POST /api/a has `guard`.',
      'api.js:7:1 POST /api/b has `guard`.',
      'api.js:4:65 Its handler takes what the caller sends here.',
    ]]);
  });

  it('are the next open routes, where nothing is guarded', () => {
    expect(relatedOf({
      'app.js': `const app = require('express')();
for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) app.get('/' + name, (req, res) => res.json({}));
app.get('/health', (req, res) => res.json({}));
`,
    })).toEqual([['b', 'c', 'd', 'e', 'f'].map((name) => `app.js:2:57 GET /${name} is open as well.`)]);
  });
});
