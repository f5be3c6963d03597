import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { rules } from '../../rules/registry.ts';
import { analyze } from '../../src/analyze.ts';
import { run } from '../../src/cli/run.ts';

const CANARIES = ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'canary-Passw0rd-77', 'AKIAQYLPMN5HCANARY22', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'jwt-canary-signing-secret'];

const FILES: Record<string, string> = {
  'package.json': '{ "dependencies": { "express": "5", "jsonwebtoken": "9" } }',
  'src/app.js': `const express = require('express');
const jwt = require('jsonwebtoken');
const app = express();
const stripe = require('stripe')('${CANARIES[0]}');
const db = connect('postgres://root:${CANARIES[1]}@db/shop');
const aws = { accessKeyId: '${CANARIES[2]}', token: "${CANARIES[3]}\\n", note: \`\${db} ${CANARIES[1]}\` };
// authlint-disable-next-line no-such-rule -- the password is ${CANARIES[1]}
app.post('/login', (req, res) => res.json({ token: jwt.sign({ id: 1 }, '${CANARIES[4]}') }));
app.get('/admin', (req, res, next) => { try { jwt.verify(req.headers.authorization, '${CANARIES[4]}'); next(); } catch { res.status(401).end(); } }, (req, res) => res.json([]));
app.delete('/users/:id', (req, res) => { if (req.headers['x-key'] !== '${CANARIES[1]}') return res.status(403).end(); res.end(); });
app.listen(3000);
`,
};

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-cached-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

interface Ran { status: number; stdout: string; stderr: string; analysed: boolean }

async function authlint(words: string, env: Record<string, string> = {}): Promise<Ran> {
  const ran: Ran = { status: -1, stdout: '', stderr: '', analysed: false };
  const output = (stream: 'stdout' | 'stderr') => ({ write: (text: string, done?: () => void) => { ran[stream] += text; done?.(); } });
  ran.status = await run(words.split(' '), {
    cwd: root, env, stdout: output('stdout'), stderr: output('stderr'),
    analyze: () => Promise.resolve((options) => { ran.analysed = true; return analyze(options); }),
    rules: () => Promise.resolve(rules.map(({ meta }) => meta)),
  });
  return ran;
}

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());

describe('every output is the same without a cache, with an empty one, and with one of facts, of results', () => {
  it.each(['check --format json .', 'check --format sarif .', 'check --format stylish .', 'routes --format json .', 'routes --format markdown .'])('%s', async (words) => {
    const plain = await authlint(words);
    const empty = await authlint(`${words} --cache`);
    const warm = await authlint(`${words} --cache`);
    expect([empty.analysed, warm.analysed]).toEqual([true, false]);
    for (const name of readdirSync(join(root, '.authlint-cache')).filter((one) => one.startsWith('results-'))) rmSync(join(root, '.authlint-cache', name), { recursive: true });
    const facts = await authlint(`${words} --cache --stats`);
    expect(facts.analysed).toBe(true);
    expect(facts.stderr).toContain('facts: 0 extracted, 1 kept');
    for (const one of [empty, warm, facts]) expect({ status: one.status, stdout: one.stdout }).toEqual({ status: plain.status, stdout: plain.stdout });
    expect([empty.stderr, warm.stderr]).toEqual([plain.stderr, plain.stderr]);
  });
});

it('no secret of the code is in a cache, whatever rules run', async () => {
  writeFileSync(join(root, 'authlint.config.json'), '{ "preset": "preview" }');
  for (const words of ['check --format json --rule no-hardcoded-secret --rule no-weak-jwt-secret --rule require-timing-safe-compare .', 'check .', 'routes .', 'doctor .', 'flows .', 'fix .', 'cache .']) await authlint(`${words} --cache`);
  const files = filesIn(join(root, '.authlint-cache'));
  expect(files.filter((file) => /\.(?:pack|json)$/.test(file)).length).toBeGreaterThan(3);
  const found = files.flatMap((file) => {
    const bytes = readFileSync(file);
    return CANARIES.flatMap((canary) => [canary, canary.slice(3, -3), Buffer.from(canary).toString('base64').slice(0, -4), Buffer.from(canary).toString('hex')].filter((text) => bytes.includes(text)).map((text) => `${file}: ${text}`));
  });
  expect(found).toEqual([]);
});

describe('where a cache is', () => {
  it('nowhere, unless it is asked for', async () => {
    await authlint('check .');
    await authlint('check . --no-cache', { AUTHLINT_CACHE: '1' });
    await authlint('check .', { AUTHLINT_CACHE: '0' });
    await authlint('check .', { AUTHLINT_CACHE: '' });
    expect(readdirSync(root).sort()).toEqual(['package.json', 'src']);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['asked for', '--cache', {}, '.authlint-cache'],
    ['asked for by the environment', '', { AUTHLINT_CACHE: '1' }, '.authlint-cache'],
    ['at a place', '--cache-location build/kept', {}, 'build/kept'],
    ['at a place of the environment', '', { AUTHLINT_CACHE: 'build/kept' }, 'build/kept'],
    ['at the place of the command line before that of the environment', '--cache-location here', { AUTHLINT_CACHE: 'build/kept' }, 'here'],
  ])('%s', async (_name, words, env, place) => {
    const line = `check . ${words}`.trim();
    expect([(await authlint(line, env)).analysed, (await authlint(line, env)).analysed]).toEqual([true, false]);
    expect(readdirSync(join(root, place)).sort()).toEqual(['.gitignore', 'CACHEDIR.TAG', 'facts-tested', 'results-tested']);
    expect(readFileSync(join(root, place, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('in node_modules where there is one', async () => {
    mkdirSync(join(root, 'node_modules'));
    await authlint('check . --cache');
    expect(readdirSync(join(root, 'node_modules/.cache/authlint'))).toContain('facts-tested');
    expect(existsSync(join(root, '.authlint-cache'))).toBe(false);
  });

  it('nowhere that a link of the project leads to', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'authlint-elsewhere-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
    symlinkSync(elsewhere, join(root, '.authlint-cache'));
    expect((await authlint('check . --cache')).stdout).toBe((await authlint('check .')).stdout);
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(elsewhere, join(root, 'node_modules/.cache'));
    await authlint('check . --cache');
    expect(await authlint('cache .')).toMatchObject({ status: 2, stderr: expect.stringContaining('--cache-location') as string });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(lstatSync(join(root, '.authlint-cache')).isSymbolicLink()).toBe(true);
  });
});

describe('cache', () => {
  beforeEach(() => { for (let number = 0; number < 30; number++) writeFileSync(join(root, `src/f${number}.ts`), `export const f${number} = ${number};\n`); });

  it('shares of the files, made apart and brought together, are the whole', async () => {
    const shares = await Promise.all([1, 2, 3].map((share) => authlint(`cache --shard ${share}/3 --cache-location share-${share}`)));
    const numbers = shares.map(({ stdout }) => Number(/^(\d+) of 31 files: \1 extracted, 0 already there/.exec(stdout)?.[1]));
    expect(numbers.reduce((sum, one) => sum + one)).toBe(31);
    expect(Math.min(...numbers)).toBeGreaterThan(3);
    expect(await authlint('cache --merge share-*')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^3 packs taken over from 3 folders\. \.authlint-cache: /) as string });
    expect(await authlint('cache --merge nowhere*')).toMatchObject({ status: 0, stdout: expect.stringContaining('0 packs taken over from 0 folders.') as string });
    expect(await authlint('cache --merge share-1 --merge share-2')).toMatchObject({ stdout: expect.stringContaining('0 packs taken over from 2 folders.') as string });
    expect((await authlint('check . --cache --stats')).stderr).toContain('facts: 0 extracted, 31 kept');
  });

  it('fills, says what it did, and clears', async () => {
    expect(await authlint('cache')).toMatchObject({ status: 0, stdout: '31 files: 31 extracted, 0 already there. .authlint-cache: 0.0 MB.\n' });
    expect(await authlint('cache')).toMatchObject({ status: 0, stdout: '31 files: 0 extracted, 31 already there. .authlint-cache: 0.0 MB.\n' });
    writeFileSync(join(root, '.authlint-cache/of-someone-else'), '');
    expect(await authlint('cache --clear')).toMatchObject({ status: 0, stdout: '.authlint-cache is empty.\n' });
    expect(readdirSync(join(root, '.authlint-cache')).sort()).toEqual(['.gitignore', 'CACHEDIR.TAG', 'of-someone-else']);
    expect(await authlint('cache')).toMatchObject({ stdout: expect.stringContaining('31 extracted') as string });
  });

  it.each(['cache --shard 0/3', 'cache --shard 4/3', 'cache --shard 1', 'cache --shard a/b', 'cache --shard 1/3 --clear', 'cache --no-cache', 'cache missing', 'cache --merge nowhere', 'cache --merge src'])('%s is refused', async (words) => {
    expect(await authlint(words)).toMatchObject({ status: 2, stdout: '' });
  });
});
