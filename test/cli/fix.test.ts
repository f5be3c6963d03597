import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authlint, folder } from './host.ts';

const FILES = {
  'package.json': '{ "dependencies": { "jsonwebtoken": "9" } }',
  'src/token.js': `const jwt = require('jsonwebtoken');
exports.issue = (id) => jwt.sign({ sub: id }, process.env.KEY, { expiresIn: '15m', algorithm: 'HS256' });
exports.read = (token) => jwt.verify(token, process.env.KEY);
`,
  'src/key.js': "const jwt = require('jsonwebtoken');\nexports.read = (token) => jwt.verify(token, 'wq7RkPz3LmXv9TbN2sYd', { algorithms: ['HS256'] });\n",
};

describe('authlint fix', () => {
  it('shows what it would do, and writes nothing; a secret stays hidden', async () => {
    const cwd = folder(FILES);
    const { status, stdout, stderr } = await authlint(['fix'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`src/key.js:2:45  Read it from the environment: process.env.JWT_SECRET  no-hardcoded-secret
src/token.js:3:27  Pin the algorithm: { algorithms: ['HS256'] }  require-jwt-algorithm

--- a/src/key.js
+++ b/src/key.js
@@ -1,2 +1,2 @@
 const jwt = require('jsonwebtoken');
-exports.read = (token) => jwt.verify(token, '***', { algorithms: ['HS256'] });
+exports.read = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });

--- a/src/token.js
+++ b/src/token.js
@@ -1,3 +1,3 @@
 const jwt = require('jsonwebtoken');
 exports.issue = (id) => jwt.sign({ sub: id }, process.env.KEY, { expiresIn: '15m', algorithm: 'HS256' });
-exports.read = (token) => jwt.verify(token, process.env.KEY);
+exports.read = (token) => jwt.verify(token, process.env.KEY, { algorithms: ['HS256'] });

2 suggestions in 2 files. Nothing was written: run it again with --write to apply them.
`);
    for (const [file, text] of Object.entries(FILES)) expect(readFileSync(join(cwd, file), 'utf8')).toBe(text);
  });

  it('applies the suggestions of one rule, and then finds no more of them', async () => {
    const cwd = folder(FILES);
    const written = await authlint(['fix', '--write', '--rule', 'require-jwt-algorithm'], { cwd });
    expect(written).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nTook 1 suggestion in 1 file\.\n$/) });
    expect(readFileSync(join(cwd, 'src/token.js'), 'utf8')).toBe(FILES['src/token.js'].replace('process.env.KEY);', "process.env.KEY, { algorithms: ['HS256'] });"));
    expect(readFileSync(join(cwd, 'src/key.js'), 'utf8')).toBe(FILES['src/key.js']);
    const again = await authlint(['fix', '--write', '--rule', 'require-jwt-algorithm'], { cwd });
    expect(again).toMatchObject({ status: 0, stdout: 'There is no suggestion for what is found in 2 files.\n' });
  });

  it('asks for something to look at, and for a rule that exists', async () => {
    expect(await authlint(['fix'])).toMatchObject({ status: 2, stderr: expect.stringContaining('No files to analyse') });
    expect(await authlint(['fix', '--rule', 'require-jwt'], { cwd: folder(FILES) })).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no rule "require-jwt"') });
  });
});
