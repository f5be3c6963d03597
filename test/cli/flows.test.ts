import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authlint, folder } from './host.ts';
import { repository } from './repository.ts';

const APP = `const express = require('express');
const app = express();
app.post('/login', (req, res) => {
  if (!req.body.name) return res.sendStatus(400);
  res.json({ ok: true });
});
app.listen(3000);
`;
const FILES = { 'package.json': '{ "dependencies": { "express": "^5.0.0" } }', 'src/app.js': APP };

describe('flows', () => {
  it('writes the document on stdout, with links from the working directory', async () => {
    const { status, stdout, stderr } = await authlint(['flows'], { cwd: folder(FILES) });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^# Authentication flows\n\n> Made by authlint \S+ from files that are in no git repository\.\n/);
    expect(stdout).toContain('Declared at [src/app.js:3](src/app.js#L3)');
  });

  it('writes it beside the code, with links from its folder and the revision it was made at', async () => {
    const repo = repository({ ...FILES, 'docs/README.md': '' });
    const commit = repo.git('rev-parse', 'HEAD').trim();
    const date = repo.git('show', '-s', '--format=%cs').trim();
    expect(await repo.authlint(['flows', '-o', 'docs/flows.md'])).toMatchObject({ status: 0, stdout: '', stderr: 'docs/flows.md: 1 flow\n' });
    const document = readFileSync(join(repo.root, 'docs/flows.md'), 'utf8');
    expect(document).toContain(`at revision ${commit.slice(0, 12)} of ${date}.`);
    expect(document).toContain('[src/app.js:3](../src/app.js#L3)');
  });

  it('holds a document against the code: another revision is no drift, another answer is', async () => {
    const repo = repository(FILES);
    await repo.authlint(['flows', '-o', 'flows.md']);
    repo.commit({ 'README.md': 'Words.\n' });
    expect(await repo.authlint(['flows', '--check', 'flows.md'])).toMatchObject({ status: 0, stdout: '', stderr: 'flows.md is what the code gives.\n' });
    repo.write({ 'src/app.js': APP.replace('400', '422') });
    const { status, stdout, stderr } = await repo.authlint(['flows', '--check', 'flows.md']);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^The flows are not those of flows\.md:\n--- a\/flows\.md\n/);
    expect(stdout.split('\n').filter((line) => /^[+-] /.test(line))).toEqual(['-        A--xC: 400', '+        A--xC: 422']);
    expect(stdout).toMatch(/write it anew with "authlint flows --output flows\.md", and have the difference reviewed\.\n$/);
  });

  it('shows the beginning of a long difference', async () => {
    const cwd = folder(FILES);
    writeFileSync(join(cwd, 'flows.md'), 'x\n'.repeat(300));
    expect((await authlint(['flows', '--check', 'flows.md'], { cwd })).stdout).toMatch(/\n… and \d+ more lines\n/);
  });

  it('ends with 2 when there is no document, no code, or the file cannot be written', async () => {
    const cwd = folder(FILES);
    expect(await authlint(['flows', '--check', 'flows.md'], { cwd })).toMatchObject({ status: 2, stderr: 'authlint: There is no document flows.md. "authlint flows --output flows.md" writes it.\n' });
    expect(await authlint(['flows'], { cwd: folder() })).toMatchObject({ status: 2 });
    expect(await authlint(['flows', '-o', 'no/flows.md'], { cwd })).toMatchObject({ status: 2, stderr: 'authlint: Cannot write no/flows.md: its folder does not exist.\n' });
    expect(await authlint(['flows', '-o', 'a.md', '--check', 'b.md'], { cwd })).toMatchObject({ status: 2 });
  });
});
