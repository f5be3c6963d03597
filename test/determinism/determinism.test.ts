import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync, type Dirent } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { rules } from '../../rules/registry.ts';
import { analyze } from '../../src/analyze.ts';
import type { Analysis } from '../../src/model/index.ts';
import { checkJson } from '../../src/report/json.ts';
import { routesJson } from '../../src/report/routes-json.ts';
import { sarif } from '../../src/report/sarif/index.ts';

const order = vi.hoisted(() => ({ of: undefined as ((entries: unknown[]) => unknown[]) | undefined }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const shuffled = (...args: Parameters<typeof readdirSync>): unknown => {
    const entries = fs.readdirSync(...args) as unknown[];
    return order.of ? order.of(entries) : entries;
  };
  return { ...fs, readdirSync: shuffled, default: fs };
});

const APPS = ['express-shop', 'fastify-folders', 'nestjs-market', 'nextjs-notes'];
const made: string[] = [];
afterEach(() => { order.of = undefined; });
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function copyOf(app: string, prefix = 'authlint-same-'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  made.push(folder);
  cpSync(fileURLToPath(new URL(`../../fixtures/apps/${app}`, import.meta.url)), folder, { recursive: true, filter: (from) => !from.includes('node_modules') });
  return folder;
}

function bytes(analysis: Analysis, folder: string): string {
  const source = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const log = sarif(analysis, { version: '0.0.0', informationUri: 'https://example.com', category: 'authlint', rules: rules.map(({ meta }) => meta), source });
  return [checkJson(analysis), routesJson(analysis), log].join('\n');
}

const result = (folder: string): string => bytes(analyze({ cwd: folder }), folder);

describe.each(APPS)('%s gives the same bytes', (app) => {
  const folder = copyOf(app);
  const first = result(folder);

  it('has findings and routes to compare', () => {
    const { routes } = analyze({ cwd: folder });
    expect(routes.length).toBeGreaterThan(10);
  });

  it('again', () => {
    expect(result(folder)).toBe(first);
  });

  it.each<[string, (entries: unknown[]) => unknown[]]>([
    ['backwards', (entries) => entries.toReversed()],
    ['by the last letter of their names', (entries) => entries.toSorted((one, other) => (nameOf(one).split('').reverse().join('') < nameOf(other).split('').reverse().join('') ? -1 : 1))],
  ])('with files listed %s', (_name, reorder) => {
    order.of = reorder;
    expect(result(folder)).toBe(first);
  });

  it('from another folder, at another place on the disk', () => {
    const elsewhere = copyOf(app, 'another place ü ');
    const before = process.cwd();
    try {
      process.chdir(join(elsewhere, 'src'));
      expect(result(elsewhere)).toBe(first);
      expect(bytes(analyze({ cwd: '..' }), elsewhere)).toBe(first);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      process.chdir(elsewhere);
      expect(result(elsewhere)).toBe(first);
      expect(bytes(analyze({ cwd: '.' }), elsewhere)).toBe(first);
    } finally {
      process.chdir(before);
    }
  });

  it('in another language, time zone and home', () => {
    vi.stubEnv('LANG', 'tr_TR.UTF-8');
    vi.stubEnv('LC_ALL', 'tr_TR.UTF-8');
    vi.stubEnv('TZ', 'Pacific/Apia');
    vi.stubEnv('HOME', folder);
    try {
      expect(result(folder)).toBe(first);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('with the files named, in any order', () => {
    const paths = (JSON.parse(routesJson(analyze({ cwd: folder }))) as { routes: { file: string }[] }).routes.map(({ file }) => file);
    const named = [...new Set(paths)];
    expect(bytes(analyze({ cwd: folder, paths: named.toReversed() }), folder)).toBe(bytes(analyze({ cwd: folder, paths: named }), folder));
  });

  it('with the line ends of Windows, but for offsets', () => {
    const windows = copyOf(app);
    for (const file of files(windows)) writeFileSync(join(windows, file), readFileSync(join(windows, file), 'utf8').replaceAll(/\r?\n/g, '\r\n'));
    const places = (analysis: Analysis): unknown => analysis.findings.map(({ suggestions, ...finding }) => ({ ...finding, suggestions: suggestions.map(({ message }) => message) }));
    const [unix, crlf] = [analyze({ cwd: folder }), analyze({ cwd: windows })];
    expect(routesJson(crlf)).toBe(routesJson(unix));
    expect(places(crlf)).toEqual(places(unix));
  });
});

function nameOf(entry: unknown): string {
  return typeof entry === 'string' ? entry : (entry as Dirent).name;
}

function files(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    return entry.isDirectory() ? files(root, path) : /\.(?:[cm]?[jt]sx?|json)$/.test(entry.name) ? [path] : [];
  });
}
