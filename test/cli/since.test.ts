import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { APP, AUTH, PACKAGE, repository, SHOP, type Repository } from './repository.ts';

const ALGORITHM = "const jwt = require('jsonwebtoken');\nexports.who = (req) => jwt.verify(req.headers.authorization, process.env.KEY);\n";

interface Found { ruleId: string; file: string; route?: string }

async function since(repo: Repository, ref: string, ...argv: string[]) {
  const { status, stdout, stderr } = await repo.authlint(['--since', ref, '--format', 'json', ...argv]);
  const found = stdout === '' ? [] : (JSON.parse(stdout) as { findings: Found[] }).findings;
  return { status, stderr, found: [...new Set(found.map(({ ruleId, file, route }) => [ruleId, file, route ?? ''].join(' ').trim()))].sort() };
}

describe('check --since', () => {
  it('leaves out what was there before and the change has nothing to do with', async () => {
    const repo = repository({ ...SHOP, 'src/who.js': ALGORITHM });
    repo.git('checkout', '-q', '-b', 'topic');
    repo.commit({ 'src/other.js': 'exports.one = 1;\n' });
    const { status, found, stderr } = await since(repo, 'main');
    expect([status, found]).toEqual([0, []]);
    expect(stderr).toMatch(/^\d+ findings left out: the change since main has nothing to do with them\.\n$/);
    expect((await repo.authlint([])).status).toBe(1);
  });

  it('reports what is new, committed or not', async () => {
    const repo = repository(SHOP);
    repo.git('checkout', '-q', '-b', 'topic');
    repo.commit({ 'src/who.js': ALGORITHM });
    expect((await since(repo, 'main')).found).toContain('require-jwt-algorithm src/who.js');
    expect((await since(repo, 'HEAD')).found).toEqual([]);
    repo.write({ 'src/late.js': ALGORITHM });
    expect((await since(repo, 'HEAD')).found).toContain('require-jwt-algorithm src/late.js');
  });

  it('reports what stands in a file that changed', async () => {
    const repo = repository({ ...SHOP, 'src/who.js': ALGORITHM });
    repo.write({ 'src/who.js': `${ALGORITHM}exports.one = 1;\n` });
    const { found } = await since(repo, 'HEAD');
    expect(found).toContain('require-jwt-algorithm src/who.js');
    expect(found.filter((one) => !one.includes('src/who.js'))).toEqual([]);
  });

  it('reports routes in files that did not change when their guard did', async () => {
    const repo = repository({ ...SHOP, 'src/app.js': APP.replace("app.delete('/items/:id', (", "app.delete('/items/:id', requireUser, (") });
    expect((await since(repo, 'HEAD')).found).toEqual([]);
    repo.write({ 'src/auth.js': AUTH.replace("if (!req.headers.authorization) return res.status(401).end();", 'if (!req.headers.authorization) return next();') });
    const { status, found } = await since(repo, 'HEAD');
    expect(status).toBe(1);
    expect(found.filter((one) => one.includes('src/app.js'))).toContain('require-route-auth src/app.js DELETE /items/:id');
  });

  it('does not count a file for changed that was only renamed, or has other line ends', async () => {
    const repo = repository({ ...SHOP, 'src/who.js': ALGORITHM });
    repo.git('mv', 'src/who.js', 'src/caller.js');
    repo.write({ 'src/app.js': APP.replaceAll('\n', '\r\n') });
    expect((await since(repo, 'HEAD')).found).toEqual([]);
  });

  it('compares with where the branch left the other one', async () => {
    const repo = repository({ ...SHOP, 'src/who.js': ALGORITHM });
    repo.git('checkout', '-q', '-b', 'topic');
    repo.commit({ 'src/other.js': 'exports.one = 1;\n' });
    repo.git('checkout', '-q', 'main');
    repo.commit({ 'src/who.js': ALGORITHM.replace('process.env.KEY)', "process.env.KEY, { algorithms: ['HS256'] })") });
    repo.git('checkout', '-q', 'topic');
    expect((await since(repo, 'main')).found).toEqual([]);
  });

  it('works in a folder of the repository', async () => {
    const repo = repository({ 'package.json': '{ "workspaces": ["api"] }', 'api/package.json': PACKAGE, 'api/src/app.js': APP, 'api/src/auth.js': AUTH });
    repo.write({ 'api/src/who.js': ALGORITHM });
    const { stdout } = await repo.authlint(['--since', 'HEAD', '--format', 'json'], 'api');
    expect([...new Set((JSON.parse(stdout) as { findings: Found[] }).findings.map(({ file }) => file))]).toEqual(['src/who.js']);
  });

  it('takes a project that the revision did not have for new', async () => {
    const repo = repository({ 'README.md': 'A shop.\n' });
    repo.write(SHOP);
    expect((await since(repo, 'HEAD')).found).toContain('require-route-auth src/app.js DELETE /items/:id');
  });

  it('takes the configuration of today where the one of the revision is no longer valid', async () => {
    const repo = repository({ ...SHOP, 'authlint.config.json': '{ "ruls": {} }' });
    repo.write({ 'authlint.config.json': '{ "preset": "recommended" }' });
    expect(await since(repo, 'HEAD')).toMatchObject({ status: 0, found: [] });
  });

  it('goes with a baseline and a selection of files', async () => {
    const repo = repository({ ...SHOP, 'src/who.js': ALGORITHM });
    await repo.authlint(['baseline']);
    repo.commit();
    repo.write({ 'src/late.js': ALGORITHM, 'src/who.js': `${ALGORITHM}exports.one = 1;\n` });
    expect([...new Set((await since(repo, 'HEAD', '--baseline')).found.map((one) => one.split(' ')[1]))]).toEqual(['src/late.js']);
    expect((await repo.authlint(['src/app.js', '--since', 'HEAD'])).status).toBe(0);
  });

  it('works in a hook that git runs', async () => {
    const repo = repository({ 'package.json': '{ "workspaces": ["api"] }', 'api/package.json': PACKAGE, 'api/src/app.js': APP, 'api/src/auth.js': AUTH });
    for (const [name, value] of [['GIT_DIR', '.git'], ['GIT_INDEX_FILE', '.git/index'], ['GIT_PREFIX', 'api/']] as const) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await repo.authlint(['--since', 'HEAD'], 'api')).status).toBe(0);
  });

  it.each([['nowhere'], ['-rf'], ['--output=x'], ['HEAD:src']])('ends with 2 for %j, which is no revision', async (ref) => {
    const repo = repository(SHOP);
    expect(await repo.authlint([`--since=${ref}`])).toMatchObject({ status: 2, stdout: '', stderr: `authlint: There is no revision "${ref}" here. A shallow clone lacks it: fetch it first (actions/checkout with fetch-depth: 0).\n` });
  });
});
