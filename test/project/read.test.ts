import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProject } from '../../src/project/index.ts';
import { reasonOf } from '../../src/project/read.ts';
import { folderWith, projectWith } from './folder.ts';

const text = "const greeting = 'grüß 世界 😀';\r\n";

function utf16(content: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(`\uFEFF${content}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('read', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE', utf16(text, 'le')],
    ['UTF-16 BE', utf16(text, 'be')],
    ['UTF-16 BE with half a character at the end', Buffer.concat([utf16(text, 'be'), Buffer.from([0])])],
  ])('decodes %s', (_, bytes) => {
    const project = projectWith({ 'a.ts': bytes });
    expect(project.read('a.ts')).toBe(text);
    expect(project.diagnostics).toEqual([]);
  });

  test('an empty file is empty', () => {
    expect(projectWith({ 'a.ts': '' }).read('a.ts')).toBe('');
  });

  test.each([
    ['binary', Buffer.from([0x4d, 0x5a, 0x00, 0x01]), 'The file was skipped: it is binary.'],
    ['too large', `${'let x;\n'.repeat(600_000)}`, 'The file was skipped: its 4.0 MB are over the limit of 4 MB.'],
    ['minified', `/* license */\nx="${'a'.repeat(200_000)}"`, 'The file was skipped: it has a line of 200004 characters, so it is minified or bundled.'],
  ])('skips what is %s, and says so once', (_, content, message) => {
    const project = projectWith({ 'a.js': content });
    expect([project.read('a.js'), project.read('a.js')]).toEqual([undefined, undefined]);
    expect(project.diagnostics).toEqual([{ kind: 'skipped-file', file: 'a.js', message }]);
  });

  test('a long line of data among many lines of code is read', () => {
    const content = `const icon = '${'a'.repeat(300_000)}';\n${'app.get("/", list);\n'.repeat(60)}`;
    expect(projectWith({ 'a.js': content }).read('a.js')).toBe(content);
  });

  test('a file that went away is a diagnostic', () => {
    const project = projectWith({});
    expect(project.read('gone.ts')).toBeUndefined();
    expect(project.diagnostics).toEqual([{ kind: 'unreadable-file', file: 'gone.ts', message: 'The file cannot be read: it does not exist.' }]);
  });

  test('a folder in the place of a file is a diagnostic', () => {
    const project = projectWith({ 'a.ts/b.ts': '' });
    expect(project.files).toEqual(['a.ts/b.ts']);
    expect(project.read('a.ts')).toBeUndefined();
    expect(project.diagnostics).toEqual([{ kind: 'unreadable-file', file: 'a.ts', message: 'The file cannot be read: it is a folder.' }]);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('what may not be read is a diagnostic', () => {
    const root = folderWith({ 'a.ts': '', 'locked/b.ts': '' });
    chmodSync(join(root, 'a.ts'), 0);
    chmodSync(join(root, 'locked'), 0);
    const project = openProject({ cwd: root });
    expect(project.read('a.ts')).toBeUndefined();
    expect(project.diagnostics).toEqual([
      { kind: 'unreadable-file', file: 'locked', message: 'The folder cannot be read: permission denied.' },
      { kind: 'unreadable-file', file: 'a.ts', message: 'The file cannot be read: permission denied.' },
    ]);
    chmodSync(join(root, 'locked'), 0o700);
  });

  test('the reason is that of the system, without the path', () => {
    const error = (code: string): Error => Object.assign(new Error(`${code}: open '/home/me/a.ts'`), { code });
    expect([error('EACCES'), error('EPERM'), error('EMFILE'), new Error('odd'), 'text'].map(reasonOf)).toEqual(['permission denied', 'permission denied', 'EMFILE', 'odd', 'text']);
  });

  test('unsaved text wins, and its changes are seen', () => {
    const overlays = new Map([['a.ts', '\uFEFFtyped']]);
    const project = projectWith({ 'a.ts': 'saved', 'b.ts': 'saved' }, { overlays });
    expect([project.read('a.ts'), project.read('b.ts')]).toEqual(['typed', 'saved']);
    overlays.set('a.ts', 'typed on');
    expect(project.read('a.ts')).toBe('typed on');
  });
});
