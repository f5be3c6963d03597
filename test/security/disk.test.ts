import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { projectFolder } from '../harness/project-folder.ts';

const APP = "import express from 'express';\nconst app = express();\napp.post('/pay', (req, res) => res.end());\napp.listen(1);\n";

function project(files: Record<string, string>): string {
  const folder = projectFolder(files);
  onTestFinished(() => folder.remove());
  return folder.path;
}

const paths = (cwd: string): string[] => analyze({ cwd }).routes.map(({ path }) => path);

it.skipIf(process.platform === 'win32')('pipes, sockets, devices and links to them are not waited for', async () => {
  const cwd = project({ 'src/app.ts': APP, 'docs/openapi.yaml': 'openapi: 3.0.0\npaths:\n  /pay: { $ref: ./pipe.yaml }\n', 'package.json': '{"dependencies":{"express":"5"}}' });
  for (const name of ['src/pipe.ts', 'docs/pipe.yaml', 'pipe']) execFileSync('mkfifo', [join(cwd, name)]);
  for (const name of ['tsconfig.json', 'src/package.json', '.gitignore', 'src/link.ts', 'openapi.yaml', 'pnpm-workspace.yaml']) symlinkSync(join(cwd, 'pipe'), join(cwd, name));
  symlinkSync('/dev/zero', join(cwd, 'src/zero.ts'));
  symlinkSync('/dev/zero', join(cwd, 'src/tsconfig.json'));
  const server = createServer().listen(join(cwd, 'src/socket.ts'));
  onTestFinished(() => void server.close());
  const { routes, diagnostics } = analyze({ cwd, rules: { 'openapi-security-drift': 'warning' } });
  expect(routes.map(({ path }) => path)).toEqual(['/pay']);
  expect(new Set(diagnostics.map(({ message }) => message).filter((message) => !/it is no (regular file|file in the root)\.$/.test(message)))).toEqual(new Set());
});

it.skipIf(process.platform === 'win32')('links in circles end, and links out of the root are not followed', () => {
  const outside = project({ 'secret.ts': APP.replace('/pay', '/outside'), 'deep/app.ts': APP.replace('/pay', '/deep') });
  const cwd = project({ 'src/app.ts': `import './out.ts';\nimport './circle/app.ts';\nimport '../../${outside.split('/').pop()}/secret.ts';\n${APP}` });
  symlinkSync(join(outside, 'secret.ts'), join(cwd, 'src/out.ts'));
  symlinkSync(join(outside, 'deep'), join(cwd, 'src/deep'));
  symlinkSync(join(cwd, 'src'), join(cwd, 'src/circle'));
  symlinkSync('self.ts', join(cwd, 'src/self.ts'));
  expect(paths(cwd)).toEqual(['/pay']);
});

it('what a document or a configuration refers to outside of the root is not read', () => {
  const outside = project({ 'paths.yaml': 'get: { security: [] }\n', 'tsconfig.json': '{"compilerOptions":{"paths":{"out":["./a.ts"]}}}', 'a.ts': APP.replace('/pay', '/outside') });
  const up = `../../${outside.split(/[\\/]/).pop()}`;
  const cwd = project({
    'app/src/app.ts': `import 'out';\nimport 'abs';\n${APP}`, 'app/tsconfig.json': JSON.stringify({ extends: `${up}/tsconfig.json`, compilerOptions: { paths: { out: [`${up}/a.ts`], abs: [`${outside}/a.ts`] } } }),
    'app/openapi.yaml': `openapi: 3.0.0\npaths:\n  /pay: { $ref: ${up}/paths.yaml }\n  /x: { $ref: ${outside}/paths.yaml }\n`, 'app/authlint.config.json': JSON.stringify({ include: [`${up}/**`, '**'] }),
  });
  const result = analyze({ cwd: join(cwd, 'app') });
  expect(result.routes.map(({ path }) => path)).toEqual(['/pay']);
  expect(result.findings.every(({ file }) => !file.includes('..'))).toBe(true);
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('folders and files that may not be read are told of', () => {
  const cwd = project({ 'src/app.ts': APP, 'src/closed.ts': APP, 'closed/app.ts': APP });
  chmodSync(join(cwd, 'src/closed.ts'), 0);
  chmodSync(join(cwd, 'closed'), 0);
  onTestFinished(() => chmodSync(join(cwd, 'closed'), 0o755));
  expect(analyze({ cwd }).diagnostics.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['unreadable-file closed', 'unreadable-file src/closed.ts']);
});

it('files that change, or vanish, while the others are read', () => {
  const cwd = project({ 'src/a.ts': APP, 'src/b.ts': APP.replace('/pay', '/b'), 'src/c.ts': APP.replace('/pay', '/c'), 'src/d.ts': APP.replace('/pay', '/d') });
  const { routes, diagnostics } = analyze({
    cwd,
    onProgress(phase, done) {
      if (phase !== 'reading' || done > 0) return;
      rmSync(join(cwd, 'src/b.ts'));
      writeFileSync(join(cwd, 'src/c.ts'), APP.replace('/pay', '/changed'));
      rmSync(join(cwd, 'src/d.ts'));
      mkdirSync(join(cwd, 'src/d.ts'));
    },
  });
  expect(routes.map(({ path }) => path).sort()).toEqual(['/changed', '/pay']);
  expect(diagnostics.map(({ file, message }) => `${file} ${message}`)).toEqual(['src/b.ts The file cannot be read: it does not exist.', 'src/d.ts The file cannot be read: it is a folder.']);
});

it.each([
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(APP, 'utf16le')])], ['a byte order mark', Buffer.from(`\ufeff${APP}`)],
  ['CRLF', Buffer.from(APP.replaceAll('\n', '\r\n'))], ['CR', Buffer.from(APP.replaceAll('\n', '\r'))], ['U+2028', Buffer.from(APP.replaceAll('\n', '\u2028'))],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from('// \xff\xfe\xc0\n', 'latin1'), Buffer.from(APP)])], ['names that differ in case alone', Buffer.from(APP)],
])('reads a file with %s', (_, bytes) => {
  const cwd = project({ 'src/App.js': '', 'package.json': '{"dependencies":{"express":"5"}}' });
  writeFileSync(join(cwd, 'src/app.ts'), bytes);
  expect(paths(cwd)).toEqual(['/pay']);
});

it('a file with NUL bytes is skipped, and told of', () => {
  const cwd = project({ 'src/app.ts': APP, 'src/nul.ts': 'a\0b' });
  expect(analyze({ cwd }).diagnostics).toEqual([{ kind: 'skipped-file', file: 'src/nul.ts', message: 'The file was skipped: it is binary.' }]);
});
