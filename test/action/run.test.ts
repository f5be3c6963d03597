import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runAction } from '../../scripts/action/run.mjs';
import { install, type Installed } from '../cli/installed.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

const action = fileURLToPath(new URL('../..', import.meta.url));
const definition = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { description?: string; default?: string }>;
  runs: { steps: { id: string; run?: string; uses?: string; shell?: string }[] };
};

const GUARDED = `const express = require('express');
const { requireUser } = require('./auth');
const app = express();
app.get('/items', requireUser, (req, res) => res.json([]));
app.post('/items', requireUser, (req, res) => res.sendStatus(201));
app.delete('/items/:id', requireUser, (req, res) => res.sendStatus(204));
app.listen(3000);
`;
const app = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "^5.0.0", "jsonwebtoken": "^9.0.0" } }',
  'src/app.js': GUARDED,
  'src/auth.js': `const jwt = require('jsonwebtoken');
exports.requireUser = (req, res, next) => {
  if (!req.headers.authorization) return res.status(401).end();
  req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] });
  next();
};
`,
};
const OPENED = { 'src/app.js': GUARDED.replace("'/items/:id', requireUser", "'/items/:id'") };

let installed: Installed;
beforeAll(() => { installed = install(); chmodSync(installed.bin, 0o755); }, 120_000);
afterAll(() => installed.remove());

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { encoding: 'utf8' }).trim();
}

/** A repository with two commits, of which the first is the base of a pull request. */
function pullRequest(before: Record<string, string>, after: Record<string, string>): { folder: ProjectFolder; base: string } {
  const folder = projectFolder(before);
  git(folder.path, 'init', '--quiet');
  git(folder.path, 'add', '.');
  git(folder.path, 'commit', '--quiet', '-m', 'base');
  const base = git(folder.path, 'rev-parse', 'HEAD');
  folder.write(after);
  git(folder.path, 'commit', '--quiet', '-am', 'head', '--allow-empty');
  return { folder, base };
}

interface Options { inputs?: Record<string, string>; base?: string; fork?: boolean; given?: Record<string, Record<string, string>>; env?: Record<string, string> }

function run(folder: ProjectFolder, { inputs, base, fork = false, given = { install: { bin: installed.bin } }, env }: Options = {}) {
  const event = base === undefined ? {} : { pull_request: { number: 7, base: { sha: base }, head: { repo: { fork } } } };
  const temp = projectFolder({});
  try {
    const { status, steps, outputs, summary } = runAction({
      action, cwd: folder.path, temp: temp.path, given, env,
      inputs, github: { event_name: base === undefined ? 'push' : 'pull_request', event, repository: 'acme/shop' },
    });
    const sarif = outputs.sarif && existsSync(outputs.sarif) ? JSON.parse(readFileSync(outputs.sarif, 'utf8')) : undefined;
    return { status, steps, outputs, summary, sarif, outcomes: Object.fromEntries(steps.map(({ id, outcome }) => [id, outcome])), step: (id: string) => steps.find((one) => one.id === id)! };
  } finally {
    temp.remove();
  }
}

it('no script holds an expression, and every input is described and has a default', () => {
  for (const { id, run: script, uses, shell } of definition.runs.steps) {
    expect(script ?? '', id).not.toContain('${{');
    expect(uses === undefined ? shell : 'bash', id).toBe('bash');
  }
  for (const [name, input] of Object.entries(definition.inputs)) {
    expect(input.description, name).toMatch(/\S/);
    expect(input.default, name).toBeTypeOf('string');
  }
});

describe('a push', () => {
  it('with an open route fails, annotates its line, sums up, and uploads', () => {
    const folder = projectFolder({ ...app, ...OPENED });
    const { status, outcomes, summary, sarif, step, outputs } = run(folder);
    folder.remove();
    expect([status, outputs.status, outcomes]).toEqual([1, '1', { install: 'not run here', check: 'success', upload: 'not run here', diff: 'skipped', comment: 'skipped', result: 'failure' }]);
    expect(step('check').stdout).toMatch(/^::error .*file=src\/app\.js,line=6/m);
    expect(summary).toContain('DELETE /items/:id');
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('require-route-auth');
    expect(step('upload').with).toEqual({ sarif_file: outputs.sarif });
  });

  it('without findings passes', () => {
    const folder = projectFolder(app);
    expect(run(folder)).toMatchObject({ status: 0, outputs: { status: '0', diff: '', changed: '' } });
    folder.remove();
  });

  it('with an open route passes when it is told not to fail, and shows people what annotations would', () => {
    const folder = projectFolder({ ...app, ...OPENED });
    const { status, summary, step, outcomes } = run(folder, { inputs: { fail: 'false', annotations: 'false', summary: 'false', sarif: 'false' } });
    folder.remove();
    expect([status, summary, outcomes.upload]).toEqual([0, '', 'skipped']);
    expect(step('check').stdout).toContain('1 error');
    expect(step('check').stdout).not.toContain('::error');
  });

  it('with a configuration that is wrong fails in the check, and uploads nothing', () => {
    const folder = projectFolder({ ...app, 'authlint.config.json': '{ "rules": 1 }' });
    expect(run(folder)).toMatchObject({ status: 2, outcomes: { check: 'failure', upload: 'skipped', result: 'skipped' } });
    folder.remove();
  });

  it('takes paths, a folder and a configuration, one path a line', () => {
    const folder = projectFolder(Object.fromEntries(Object.entries({ ...app, ...OPENED, 'other.json': '{ "rules": { "require-route-auth": "off" } }', 'src/with space.js': '' }).map(([name, text]) => [`api/${name}`, text])));
    const inputs = { 'working-directory': 'api', paths: 'src/app.js\n\nsrc/with space.js\n' };
    expect(run(folder, { inputs }).status).toBe(1);
    expect(run(folder, { inputs: { ...inputs, config: 'other.json' } }).status).toBe(0);
    folder.remove();
  });
});

it.each(['paths', 'config', 'severity', 'category', 'working-directory'])('a command in the input %s is not run', (name) => {
  const folder = projectFolder({ ...app, 'x/package.json': '{}' });
  const marker = join(folder.path, 'marker');
  try {
    run(folder, { inputs: { [name]: `$(touch ${marker}); \`touch ${marker}\`"; touch ${marker}; '\ntouch ${marker}` } });
  } catch {
    // There is no such folder to work in.
  }
  expect(existsSync(marker)).toBe(false);
  folder.remove();
});

describe('a pull request', () => {
  /** A `gh` that writes down what it is asked, and knows one comment when `known` is its id. */
  function gh(folder: ProjectFolder, known = ''): { env: Record<string, string>; calls(): string } {
    const bin = join(folder.path, '.git', 'bin');
    const log = join(bin, 'log');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gh'), `#!/bin/bash\nprintf '%s\\n' "$*" >> '${log}'\nif [[ $* == *paginate* ]]; then echo '${known}'; else cat "\${!#:6}" >> '${log}'; fi\n`.replace('"${!#:6}"', '"${@: -1:1}"').replace('cat "${@: -1:1}"', 'last="${@: -1:1}"; cat "${last#body=@}"'));
    chmodSync(join(bin, 'gh'), 0o755);
    return { env: { PATH: `${bin}:${process.env.PATH}` }, calls: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') };
  }

  it('that opens a route says so in the summary and in a new comment', () => {
    const { folder, base } = pullRequest(app, OPENED);
    const { env, calls } = gh(folder);
    const { outputs, summary, outcomes } = run(folder, { base, env });
    expect([outputs.changed, outcomes.comment]).toEqual(['true', 'success']);
    expect(summary).toMatch(/weaker/i);
    expect(calls()).toMatch(/--method POST repos\/acme\/shop\/issues\/7\/comments/);
    expect(calls()).toMatch(/<!-- authlint access diff: \. -->\n[^]*DELETE \/items\/:id/);
    folder.remove();
  });

  it('that has a comment already gets that one changed', () => {
    const { folder, base } = pullRequest(app, OPENED);
    const { env, calls } = gh(folder, '42');
    run(folder, { base, env });
    expect(calls()).toMatch(/--method PATCH repos\/acme\/shop\/issues\/comments\/42/);
    folder.remove();
  });

  it('that changes no access gets no comment', () => {
    const { folder, base } = pullRequest(app, { 'src/app.js': GUARDED.replace('3000', '3001') });
    const { env, calls } = gh(folder);
    expect(run(folder, { base, env })).toMatchObject({ status: 0, outputs: { changed: 'false' } });
    expect(calls()).not.toContain('--method');
    folder.remove();
  });

  it('that weakens a route fails when asked to, although its findings do not', () => {
    const { folder, base } = pullRequest(app, OPENED);
    const inputs = { fail: 'false', comment: 'false', 'fail-on-weaker': 'true' };
    expect(run(folder, { base, inputs })).toMatchObject({ status: 1, outcomes: { diff: 'success', comment: 'skipped', result: 'failure' } });
    expect(run(folder, { base, inputs: { ...inputs, 'fail-on-weaker': 'false' } }).status).toBe(0);
    folder.remove();
  });

  it('of a fork is checked, and neither uploads nor comments', () => {
    const { folder, base } = pullRequest(app, OPENED);
    expect(run(folder, { base, fork: true }).outcomes).toMatchObject({ check: 'success', diff: 'success', upload: 'skipped', comment: 'skipped', result: 'failure' });
    folder.remove();
  });

  it('whose base is not there goes on with a warning', () => {
    const { folder } = pullRequest(app, app);
    const { status, step, outputs } = run(folder, { base: '0123456789012345678901234567890123456789' });
    expect([status, outputs.diff]).toEqual([0, '']);
    expect(step('diff').stdout).toContain('::warning::');
    folder.remove();
  });
});

it('installs the version that is asked for, and runs none of its scripts', () => {
  const source = projectFolder({
    'package/package.json': '{ "name": "authlint", "version": "9.9.9", "bin": { "authlint": "main.js" }, "scripts": { "postinstall": "touch ran" } }',
    'package/main.js': '#!/usr/bin/env node\nconst fs = require("node:fs");\nfor (const word of process.argv) { const file = /^\\w+=(.*)$/.exec(word)?.[1]; if (file) fs.writeFileSync(file, "{}"); }\nconsole.log("version 9.9.9 was run");\n',
  });
  const tarball = join(source.path, 'authlint-9.9.9.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', source.path, 'package']);
  const folder = projectFolder(app);
  const { step, status } = run(folder, { given: {}, inputs: { version: `file:${tarball}` }, env: { npm_config_offline: 'true' } });
  expect([step('install').stderr, step('install').outcome, status]).toEqual(['', 'success', 0]);
  expect(step('check').stdout).toContain('version 9.9.9 was run');
  folder.remove();
  rmSync(source.path, { recursive: true });
});
