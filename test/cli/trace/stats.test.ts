import { expect, it } from 'vitest';
import { analyze } from '../../../src/analyze.ts';
import { debugLines } from '../../../src/cli/trace/debug.ts';
import { record } from '../../../src/cli/trace/recorder.ts';
import { statsLines } from '../../../src/cli/trace/stats.ts';
import { authlint, folder } from '../host.ts';

const FILES = {
  'package.json': '{ "dependencies": { "express": "^5.0.0", "some-guard": "1.0.0" } }',
  'authlint.config.json': '{ "exclude": ["tools"] }',
  '.gitignore': 'made.js\n',
  'src/app.js': `
const express = require('express');
const guard = require('some-guard');
const lost = require('./lost');
const requireUser = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));
const app = express();
app.get('/health', (req, res) => res.send('ok'));
app.get('/me', requireUser, (req, res) => res.json(req.session.user));
app.get('/orders', guard.check(), (req, res) => res.json([]));
app.get('/orders/:id', guard.check(), (req, res) => res.json({}));
app.listen(3000);
`,
  'src/app.test.js': '',
  'src/made.js': '',
  'test/a.js': '',
  'tools/b.js': '',
  'dist/c.js': '',
  'src/broken.js': 'const = ;\n',
};

/** A clock that says one more millisecond whenever it is asked. */
function clock(): () => number {
  let now = 0;
  return () => (now += 1);
}

it('counts files, routes, what verdicts rest on and why they are unknown, and says where time went', () => {
  const trace = record(clock(), false);
  trace.result = analyze({ cwd: folder(FILES), trace });
  const lines = statsLines(trace);
  expect(lines.slice(0, 8)).toEqual([
    'files: 2 analysed, 0 skipped, 1 with syntax errors',
    'facts: 2 extracted, 0 kept from an earlier run',
    'routes: 4 (2 unknown, 1 authenticated, 1 public)',
    'frameworks: 4 express',
    'verdicts by: 1 body, 1 public on purpose',
    'unknown: 2, for these reasons:',
    '  2 the package `some-guard` is not known to authlint',
    'findings: 0',
  ]);
  expect(lines[8]).toMatch(/^time: \d+ ms$/);
  expect(lines.slice(9).map((line) => line.replace(/ \d+ ms.*/, ''))).toEqual(['  starting', '  opening', '  reading', '  linking', '  mapping', '  checking', '  reporting']);
});

it('counts facts that are kept', () => {
  const cwd = folder(FILES);
  const facts = new Map();
  analyze({ cwd, facts });
  const trace = record(clock(), false);
  analyze({ cwd, facts, trace });
  expect(trace.counted).toEqual({ extracted: 0, kept: 2 });
});

it('says when the result of an earlier run was taken', () => {
  const trace = record(clock(), false);
  Object.assign(trace, { result: { root: '.', files: 3, routes: [], findings: [], diagnostics: [] }, recalled: true });
  expect(statsLines(trace).slice(0, 7)).toEqual([
    'files: 3 analysed, 0 skipped, 0 with syntax errors',
    'facts: none needed: nothing has changed since an earlier run, whose result was taken',
    'routes: 0',
    'frameworks: none',
    'verdicts by: none',
    'unknown: 0',
    'findings: 0',
  ]);
});

it('says what was left out, what leads nowhere and what stayed unknown, and why', () => {
  const trace = record(clock(), true);
  trace.result = analyze({ cwd: folder(FILES), trace });
  const lines = debugLines(trace).filter((line) => !line.startsWith('time: '));
  expect(lines.toSorted()).toEqual([
    'leads nowhere: import of "./lost" in src/app.js',
    'left out: dist: what is installed, built or a tool keeps is in it',
    'left out: src/app.test.js: tests are left out unless other code imports them or the configuration readmits them',
    'left out: src/made.js: git ignores it',
    'left out: test: tests are left out unless other code imports them or the configuration readmits them',
    'left out: tools: the configuration excludes it',
    'unknown: check at src/app.js:10: the package `some-guard` is not known to authlint (in front of GET /orders/:id)',
    'unknown: check at src/app.js:9: the package `some-guard` is not known to authlint (in front of GET /orders)',
  ]);
});

it('changes nothing of what is found', () => {
  const cwd = folder(FILES);
  expect(analyze({ cwd, trace: record(clock(), true) })).toEqual(analyze({ cwd }));
});

it('goes to stderr, and lets nothing act on the terminal', async () => {
  const cwd = folder({ ...FILES, 'src/\u001b[2Jx.test.js': '' });
  const plain = await authlint(['--format', 'json'], { cwd, analyze });
  const told = await authlint(['--format', 'json', '--stats', '--debug'], { cwd, analyze });
  expect(told).toMatchObject({ status: plain.status, stdout: plain.stdout });
  expect(plain.stderr).toBe('');
  expect(told.stderr).toContain('authlint: files: 2 analysed');
  expect(told.stderr).toContain('authlint: left out: src/\\x1b[2Jx.test.js: ');
});
