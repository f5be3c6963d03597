import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clean, files } from '../report/sample.ts';
import { authlint, folder } from './host.ts';

it('writes the page to a file, with the code of the project, and says so on stderr', async () => {
  const cwd = folder(files);
  const { status, stdout, stderr, asked } = await authlint(['map', 'src', '--out', 'map.html', '--title', 'Shop'], { cwd });
  expect([status, stdout, stderr, asked!.paths, asked!.only]).toEqual([0, '', "  src/broken.ts:3:7  parse-error  ';' expected.\nmap.html: 3 routes\n", ['src'], undefined]);
  const page = readFileSync(join(cwd, 'map.html'), 'utf8');
  expect(page).toContain('<title>Auth map of Shop</title>');
  expect(page).toContain("users.delete('/:id', remove);");
});

it('writes authlint-map.html when no name is given, or the page on stdout', async () => {
  const cwd = folder(files);
  expect(await authlint(['map'], { cwd, result: { ...clean, files: 1 } })).toMatchObject({ status: 0, stdout: '', stderr: 'authlint-map.html: 0 routes\n' });
  expect((await authlint(['map', '-o', '-'], { cwd, result: clean })).stdout).toBe(readFileSync(join(cwd, 'authlint-map.html'), 'utf8'));
});

it('ends with 2 when the file cannot be written, or a part of the engine broke', async () => {
  expect(await authlint(['map', '--out', 'no/map.html'])).toMatchObject({ status: 2, stderr: 'authlint: Cannot write no/map.html: its folder does not exist.\n' });
  expect(await authlint(['map'], { result: { ...clean, diagnostics: [{ kind: 'internal-error', message: 'x' }] } })).toMatchObject({ status: 2 });
});

it('has examples in its help', async () => {
  expect((await authlint(['map', '--help'], { columns: 110 })).stdout).toContain('authlint map --out docs/auth-map.html');
});
