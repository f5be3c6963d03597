import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';
import { execute, install, type Installed } from './installed.ts';

const FILES = {
  'package.json': '{ "dependencies": { "express": "5", "jsonwebtoken": "9" } }',
  'app.js': `const express = require('express');
const { admin } = require('./auth');
const app = express();
app.get('/health', (req, res) => res.json({ up: true }));
app.get('/users', admin, (req, res) => res.json(users.all(req.query)));
app.delete('/users/:id', admin, (req, res) => res.json(users.remove(req.params.id)));
app.post('/users', (req, res) => res.json(users.add(req.body)));
app.listen(1);
`,
  'auth.js': `const jwt = require('jsonwebtoken');
exports.admin = (req, res, next) => {
  const user = jwt.verify(req.get('authorization'), 'wq7RkPz3LmXv9TbN2sYd', { algorithms: ['HS256'] });
  if (user.role !== 'admin') return res.sendStatus(403);
  next();
};
`,
  'ignored/old.js': 'module.exports = 1;\n',
  'authlint.config.json': '{ "exclude": ["ignored/**"] }',
};

let installed: Installed;
let project: ProjectFolder;
let outside: ProjectFolder;
let client: Client;

beforeAll(async () => {
  installed = install();
  project = projectFolder(FILES);
  outside = projectFolder({ 'secret.js': "const jwt = require('jsonwebtoken');\nexports.read = (token) => jwt.decode(token);\n" });
  client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [installed.bin, 'mcp', project.path], cwd: outside.path, stderr: 'pipe' }));
}, 180_000);
afterAll(async () => {
  await client?.close();
  for (const folder of [project, outside, installed]) folder?.remove();
});

async function ask(name: string, input: Record<string, unknown> = {}): Promise<{ text: string; failed: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: input });
  return { text: (content as { text: string }[]).map(({ text }) => text).join(''), failed: isError === true };
}

async function routes(input: Record<string, unknown> = {}): Promise<string[]> {
  const { text } = await ask('list_routes', input);
  return (JSON.parse(text).routes as { method: string; path: string; access: string }[]).map((route) => `${route.method} ${route.path} ${route.access}`);
}

describe('authlint mcp', () => {
  it('says who it is and what it can be asked, and that it only reads', async () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'authlint' });
    expect(client.getInstructions()).toContain('check_file');
    const { tools } = await client.listTools();
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema.required ?? []])).toEqual([['list_routes', []], ['explain_route', ['route']], ['check_file', ['file']]]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it('lists routes, all or some', async () => {
    expect(await routes()).toEqual(['GET /health public', 'GET /users authorized', 'DELETE /users/:id authorized', 'POST /users public']);
    expect(await routes({ unintended: true })).toEqual(['POST /users public']);
    expect(await routes({ access: 'authorized', role: 'admin', method: 'delete', path: '/USERS', file: 'app.js' })).toEqual(['DELETE /users/:id authorized']);
    expect(await routes({ file: 'auth.js' })).toEqual([]);
    expect(JSON.parse((await ask('list_routes', { limit: 1, offset: 2 })).text)).toEqual({
      version: 1, total: 4, offset: 2,
      routes: [{ method: 'DELETE', path: '/users/:id', access: 'authorized', roles: ['admin'], guards: ['admin'], framework: 'express', file: 'app.js', line: 6 }],
    });
  });

  it('explains a route, by its name or its place', async () => {
    const story = await ask('explain_route', { route: 'DELETE /users/:id' });
    expect(story.text).toMatch(/^DELETE \/users\/:id\nauthorized \(admin\)/);
    expect(await ask('explain_route', { route: 'app.js:6' })).toEqual(story);
    expect(await ask('explain_route', { route: 'GET /user' })).toEqual({ text: 'There is no route "GET /user". Did you mean "GET /users"? list_routes lists them.', failed: true });
  });

  it('checks a file as it is on disk, and shows no secret', async () => {
    const { text } = await ask('check_file', { file: 'auth.js' });
    expect(JSON.parse(text)).toMatchObject({ version: 1, findings: [{ ruleId: 'no-hardcoded-secret', file: 'auth.js', line: 3, suggestions: [{ edits: [{ text: 'process.env.JWT_SECRET' }] }] }] });
    expect(text).not.toContain('wq7RkPz3LmXv9TbN2sYd');
    expect(JSON.parse((await ask('check_file', { file: join(project.path, 'app.js') })).text).findings).toMatchObject([{ ruleId: 'require-route-auth', route: 'POST /users' }]);
  });

  it('checks a text before it is written, and forgets it', async () => {
    const text = FILES['app.js'].replace("'/users', (req", "'/users', admin, (req");
    expect(JSON.parse((await ask('check_file', { file: 'app.js', text })).text).findings).toEqual([]);
    const added = "const app = require('express')();\napp.delete('/everything', (req, res) => res.json(all.remove(req.query)));\napp.listen(2);\n";
    expect(JSON.parse((await ask('check_file', { file: 'new/other.js', text: added })).text)).toMatchObject({ summary: { routes: 1 }, findings: [{ ruleId: 'require-route-auth' }] });
    expect(JSON.parse((await ask('check_file', { file: 'app.js' })).text).findings).toMatchObject([{ ruleId: 'require-route-auth', route: 'POST /users' }]);
    expect((await routes()).length).toBe(4);
  });

  it('sees what has changed on disk', async () => {
    writeFileSync(join(project.path, 'more.js'), "const app = require('express')();\napp.get('/more', (req, res) => res.json(1));\napp.listen(3);\n");
    expect(await routes({ file: 'more.js' })).toEqual(['GET /more public']);
    rmSync(join(project.path, 'more.js'));
    expect(await routes({ file: 'more.js' })).toEqual([]);
  });

  it.each([
    ['a path that leaves the root', () => '../secret.js'],
    ['an absolute path elsewhere', () => join(outside.path, 'secret.js')],
    ['a link that leads elsewhere', () => 'linked/secret.js'],
    ['a new file behind a link', () => 'linked/new.js'],
  ])('refuses %s', async (_, path) => {
    const link = join(project.path, 'linked');
    rmSync(link, { force: true });
    symlinkSync(outside.path, link);
    try {
      for (const input of [{ file: path() }, { file: path(), text: 'x' }]) {
        expect(await ask('check_file', input)).toEqual({ text: expect.stringContaining('and is not looked at'), failed: true });
      }
      expect(await ask('list_routes', { file: path() })).toMatchObject({ failed: true });
      expect(await ask('explain_route', { route: `${path().replace(/^\//, '..//')}:1` })).toMatchObject({ failed: true });
    } finally {
      rmSync(link);
    }
  });

  it('says what is wrong with a question', async () => {
    expect(await ask('check_file', { file: 'none.js' })).toEqual({ text: 'There is no file none.js.', failed: true });
    expect(await ask('check_file', { file: 'ignored/old.js' })).toEqual({ text: expect.stringContaining('is not analysed'), failed: true });
    expect(await ask('list_routes', { access: 'open' })).toEqual({ text: expect.stringContaining('access'), failed: true });
    expect(await ask('drop_routes')).toEqual({ text: expect.stringContaining('There is no tool "drop_routes"'), failed: true });
  });

  it('ends when nobody asks any more', async () => {
    mkdirSync(join(project.path, 'empty'));
    expect(await execute(installed.bin, ['mcp'], { cwd: join(project.path, 'empty') })).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await execute(installed.bin, ['mcp', 'nowhere'], { cwd: project.path })).toMatchObject({ status: 2, stderr: 'authlint: There is no folder nowhere.\n' });
  });

  it('is loaded by no other command', async () => {
    rmSync(join(installed.root, 'dist/chunks/mcp-sdk.js'));
    expect(await execute(installed.bin, ['routes', '--format', 'json'], { cwd: project.path })).toMatchObject({ status: 0, stderr: '' });
    expect(await execute(installed.bin, ['mcp'], { cwd: project.path })).toMatchObject({ status: 2 });
  });
});
