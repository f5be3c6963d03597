import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFiles } from '../../src/cli/write-files.ts';
import { folder } from './host.ts';

const change = (file: string, before: string, after: string) => ({ file, before, after });

describe('replaceFiles', () => {
  it('writes all files, keeps permissions and byte order marks, and leaves nothing else', () => {
    const root = folder({ 'a.js': 'a', 'src/b.js': '\uFEFFb' });
    chmodSync(join(root, 'a.js'), 0o755);
    replaceFiles(root, [change('a.js', 'a', 'A'), change('src/b.js', 'b', 'B')]);
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('A');
    expect(readFileSync(join(root, 'src/b.js'), 'utf8')).toBe('\uFEFFB');
    expect(statSync(join(root, 'a.js')).mode & 0o777).toBe(0o755);
    expect([readdirSync(root).sort(), readdirSync(join(root, 'src'))]).toEqual([['a.js', 'src'], ['b.js']]);
  });

  it('writes none when one has changed since it was read', () => {
    const root = folder({ 'a.js': 'a', 'b.js': 'other' });
    expect(() => replaceFiles(root, [change('a.js', 'a', 'A'), change('b.js', 'b', 'B')])).toThrow('b.js has changed since it was read');
    expect([readFileSync(join(root, 'a.js'), 'utf8'), readdirSync(root).sort()]).toEqual(['a', ['a.js', 'b.js']]);
  });

  it('writes none when one cannot be read as it was', () => {
    const root = folder({ 'a.js': 'a' });
    writeFileSync(join(root, 'b.js'), Buffer.from([0x62, 0xff]));
    expect(() => replaceFiles(root, [change('a.js', 'a', 'A'), change('b.js', 'b\uFFFD', 'B')])).toThrow('is not in UTF-8');
    expect(() => replaceFiles(root, [change('a.js', 'a', 'A'), change('gone.js', '', 'B')])).toThrow('The changes cannot be written: it does not exist.');
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('a');
  });

  it('follows no link out of the root', () => {
    const outside = folder({ 'c.js': 'c' });
    const root = folder();
    mkdirSync(join(root, 'src'));
    symlinkSync(join(outside, 'c.js'), join(root, 'src/c.js'));
    for (const file of ['src/c.js', `../${outside.split('/').at(-1)}/c.js`]) expect(() => replaceFiles(root, [change(file, 'c', 'C')])).toThrow('nothing was written');
    expect(readFileSync(join(outside, 'c.js'), 'utf8')).toBe('c');
  });

  it('writes through a link to another file of the root', () => {
    const root = folder({ 'a.js': 'a' });
    symlinkSync('a.js', join(root, 'link.js'));
    replaceFiles(root, [change('link.js', 'a', 'A')]);
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('A');
  });
});
