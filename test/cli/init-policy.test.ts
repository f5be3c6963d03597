import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { addPolicy } from '../../src/cli/init/policy.ts';
import { policyDraft } from '../../src/cli/policy-draft.ts';
import { authlint, folder } from './host.ts';
import { init, text } from './initiated.ts';
import { SHOP } from './repository.ts';

const POLICY = `  "policy": {
    "routes": [
      { "match": "ANY /items/**", "require": "authenticated" },
      // Anyone can call it, and nothing says that this is meant.
      { "match": "DELETE /items/:id", "require": "public" },
      { "match": "DELETE /users/:id", "require": { "role": "admin" } }
    ]
  }`;
const NOTE = '  1 route open to anyone without a word that this is meant, marked with a comment and no longer reported: close it, or keep its entry and drop the comment.\n';

describe('authlint init --policy', () => {
  it('writes a configuration that holds today\'s access, and under which check passes', async () => {
    const cwd = folder(SHOP);
    const { status, stdout } = await init(cwd, ['--yes', '--policy']);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`wrote authlint.config.json\n${NOTE}`)]);
    expect(text(cwd, 'authlint.config.json')).toBe(`{\n  "$schema": "./node_modules/authlint/authlint.schema.json",\n  "preset": "recommended",\n${POLICY}\n}\n`);
    expect((await authlint(['--quiet'], { cwd, analyze })).status).toBe(0);
  });

  it('adds to a configuration that has none, and leaves the rest of it as it is', async () => {
    const before = '{\n  // What the team agreed on.\n  "preset": "strict", // all of it\n  "exclude": [\n    "examples/**",\n  ],\n}\n';
    const cwd = folder({ ...SHOP, 'authlint.config.json': before });
    const { stdout } = await init(cwd, ['--yes', '--policy']);
    expect(stdout).toContain(`added the policy to authlint.config.json\n${NOTE}`);
    expect(text(cwd, 'authlint.config.json')).toBe(before.replace('  ],\n}', `  ],\n${POLICY},\n}`));
  });

  it('never touches a policy that is there', async () => {
    const before = '{ "policy": { "routes": [] } }\n';
    const cwd = folder({ ...SHOP, 'authlint.config.json': before });
    expect((await init(cwd, ['--yes', '--policy'])).stdout).toContain('left authlint.config.json as it is: it has a policy already\n');
    expect(text(cwd, 'authlint.config.json')).toBe(before);
    await init(cwd, ['--yes', '--policy']);
    expect(text(cwd, 'authlint.config.json')).toBe(before);
  });

  it('is asked for, and asks', async () => {
    const cwd = folder({ ...SHOP, 'authlint.config.json': '{}\n' });
    expect((await init(cwd)).stdout).toContain('left authlint.config.json as it is: it is there already\n');
    const refused = await init(cwd, ['--policy'], ['n']);
    expect([refused.questions, refused.stdout.includes('open to anyone'), text(cwd, 'authlint.config.json')]).toEqual([['Add the policy to authlint.config.json? [Y/n]'], false, '{}\n']);
    await init(cwd, ['--policy'], ['y']);
    expect(text(cwd, 'authlint.config.json')).toBe(`{\n${POLICY}\n}\n`);
  });

  it('prints what a package.json cannot hold', async () => {
    const manifest = '{ "dependencies": { "express": "5", "jsonwebtoken": "9" }, "authlint": { "preset": "strict" } }';
    const cwd = folder({ ...SHOP, 'package.json': manifest });
    const { stdout } = await init(cwd, ['--yes', '--policy']);
    expect(stdout).toContain('left package.json as it is: the draft has comments, which it cannot hold. Put this into it:');
    expect(stdout).toContain('          // Anyone can call it, and nothing says that this is meant.\n');
    expect([text(cwd, 'package.json'), existsSync(join(cwd, 'authlint.config.json'))]).toEqual([manifest, false]);
  });

  it('leaves the configuration of a folder around it alone', async () => {
    const cwd = folder({ ...Object.fromEntries(Object.entries(SHOP).map(([name, content]) => [`api/${name}`, content])), 'authlint.config.json': '{}' });
    expect((await init(join(cwd, 'api'), ['--yes', '--policy'])).stdout).toContain('left ../authlint.config.json as it is: it holds for a folder around this one: run this there, for a policy\n');
    expect([text(cwd, 'authlint.config.json'), existsSync(join(cwd, 'api/authlint.config.json'))]).toEqual(['{}', false]);
  });

  it('leaves routes of examples out of a new configuration, which excludes them', async () => {
    const cwd = folder({ ...SHOP, 'examples/basic/app.js': "const app = require('express')();\napp.get('/example', (req, res) => res.json([]));\napp.listen(1);\n" });
    await init(cwd, ['--yes', '--policy']);
    expect(text(cwd, 'authlint.config.json')).toContain('"exclude": [\n    "examples"\n  ],\n  "policy"');
    expect(text(cwd, 'authlint.config.json')).not.toContain('/example"');
  });

  it('of a project without routes writes no policy', async () => {
    const cwd = folder({ 'package.json': '{}', 'a.js': 'export const a = 1;\n', 'authlint.config.json': '{}\n' });
    expect((await init(cwd, ['--yes', '--policy'])).stdout).toContain('left authlint.config.json as it is: there is no route of known access to write a policy for\n');
  });
});

describe('the policy in a configuration', () => {
  const place = { file: 'a.ts', line: 1, column: 1 };
  const draft = policyDraft([{ method: 'GET', path: '/a', framework: 'express', ...place, endLine: 1, endColumn: 2, access: 'public', publicBy: 'comment', roles: [], inHandler: false, guards: [], mounts: [], group: 'a' }]);

  it.each([
    ['nothing', '{}', '{\n  "policy": {\n    "routes": [\n      { "match": "GET /a", "require": "public" }\n    ]\n  }\n}\n'],
    ['one line', '{ "preset": "all", "public": ["/b"] }\n', '{\n  "preset": "all",\n  "public": [\n    "/b"\n  ],\n  "policy": {\n    "routes": [\n      { "match": "GET /a", "require": "public" }\n    ]\n  }\n}\n'],
    ['tabs', '{\n\t"preset": "all"\n}\n', '{\n\t"preset": "all",\n\t"policy": {\n\t\t"routes": [\n\t\t\t{ "match": "GET /a", "require": "public" }\n\t\t]\n\t}\n}\n'],
    ['lines of Windows', '{\r\n    "preset": "all"\r\n}\r\n', '{\r\n    "preset": "all",\r\n    "policy": {\r\n        "routes": [\r\n            { "match": "GET /a", "require": "public" }\r\n        ]\r\n    }\r\n}\r\n'],
    ['a comment at the end', '{\n  "preset": "all" // every rule\n  // and no more\n}', '{\n  "preset": "all", // every rule\n  "policy": {\n    "routes": [\n      { "match": "GET /a", "require": "public" }\n    ]\n  }\n  // and no more\n}'],
  ])('stands behind %s', (_, before, after) => {
    expect(addPolicy(before, draft)).toEqual({ kind: 'edited', text: after });
  });

  it('goes into nothing that is no object', () => {
    expect(addPolicy('[]', draft)).toEqual({ kind: 'unclear', reason: 'it is no object' });
  });
});
