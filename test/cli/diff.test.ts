import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP, AUTH, repository, SHOP } from './repository.ts';

const OPENED = APP.replace("app.put('/items/:id', requireUser,", "app.put('/items/:id',").replace('requireUser, requireAdmin,', 'requireUser,')
  .replace("app.get('/items', requireUser", "app.get('/items/new', (req, res) => res.end());\napp.get('/items', requireUser");

describe('diff', () => {
  it('says what became weaker, and where the guard was, between a revision and the working directory', async () => {
    const repo = repository(SHOP);
    repo.write({ 'src/app.js': OPENED });
    expect(await repo.authlint(['diff', 'HEAD'])).toMatchObject({
      status: 0, stderr: '',
      stdout: `Weaker
  PUT /items/:id     authenticated -> public  (requireUser removed at src/app.js:7)
  DELETE /users/:id  authorized(admin) -> authenticated  (requireAdmin removed at src/app.js:9)

New
  GET /items/new  public  (src/app.js:5)

2 weaker, 1 new (1 public), 3 unchanged.
`,
    });
  });

  it('says the reverse between two revisions the other way round', async () => {
    const repo = repository(SHOP);
    repo.commit({ 'src/app.js': OPENED });
    expect((await repo.authlint(['diff', 'HEAD', 'HEAD~1'])).stdout).toBe(`Stronger
  PUT /items/:id     public -> authenticated  (requireUser added at src/app.js:7)
  DELETE /users/:id  authenticated -> authorized(admin)  (requireAdmin added at src/app.js:9)

Gone
  GET /items/new  public  (src/app.js:5)

2 stronger, 1 gone, 3 unchanged.
`);
  });

  it('says which guard lost its teeth when routes stay as they are', async () => {
    const repo = repository(SHOP);
    repo.write({ 'src/auth.js': AUTH.replace('if (!req.headers.authorization) return res.status(401).end();\n  req.user = jwt.verify', 'if (!req.headers.authorization) return next();\n  req.user = jwt.verify') });
    const { stdout } = await repo.authlint(['diff', 'HEAD']);
    expect(stdout).toContain('  GET /items      authenticated -> public  (requireUser no longer proves authentication at src/auth.js:2)\n');
  });

  it('is quiet when routes move, files are renamed or parameters are called otherwise', async () => {
    const repo = repository(SHOP);
    repo.git('mv', 'src/app.js', 'src/server.js');
    repo.write({ 'src/server.js': `// moved\n\n${APP.replaceAll('/:id', '/:item')}` });
    expect((await repo.authlint(['diff', 'HEAD'])).stdout).toBe('No route lets other callers through: 5 unchanged.\n');
  });

  it('compares stored maps, also with revisions', async () => {
    const repo = repository(SHOP);
    await repo.authlint(['routes', '--format', 'json', '-o', 'before.json']);
    repo.write({ 'src/app.js': OPENED });
    await repo.authlint(['routes', '--format', 'json', '-o', 'after.json']);
    const reports = await Promise.all([['before.json', 'after.json'], ['HEAD', 'after.json'], ['before.json']].map((names) => repo.authlint(['diff', ...names])));
    const [first, second, third] = reports.map(({ stdout }) => stdout);
    expect(first).toContain('2 weaker, 1 new (1 public), 3 unchanged.\n');
    expect([second, third]).toEqual([first, first]);
  });

  it('takes three dots for where a branch left another', async () => {
    const repo = repository(SHOP);
    repo.git('checkout', '-q', '-b', 'topic');
    repo.commit({ 'src/app.js': OPENED });
    repo.git('checkout', '-q', 'main');
    repo.commit({ 'src/more.js': "const app = require('express')();\napp.get('/more', (req, res) => res.end());\napp.listen(1);\n" });
    repo.git('checkout', '-q', 'topic');
    const summary = async (...names: string[]) => (await repo.authlint(['diff', ...names])).stdout.split('\n').at(-2);
    expect(await summary('main')).toBe('2 weaker, 1 new (1 public), 1 gone, 3 unchanged.');
    expect([await summary('main...'), await summary('main...topic')]).toEqual(Array(2).fill('2 weaker, 1 new (1 public), 3 unchanged.'));
    expect(await summary('main..topic')).toBe(await summary('main'));
  });

  it('fails on what it is told to', async () => {
    const repo = repository(SHOP);
    repo.write({ 'src/app.js': OPENED });
    const status = async (base: string, ...kinds: string[]) => (await repo.authlint(['diff', base, ...kinds.flatMap((kind) => ['--fail-on', kind])])).status;
    expect([await status('HEAD', 'weaker'), await status('HEAD', 'new-public'), await status('HEAD', 'any'), await status('HEAD')]).toEqual([1, 1, 1, 0]);
    repo.commit();
    repo.write({ 'src/app.js': APP });
    expect([await status('HEAD', 'weaker'), await status('HEAD', 'new-public'), await status('HEAD', 'weaker', 'new-public'), await status('HEAD', 'any')]).toEqual([0, 0, 0, 1]);
  });

  it('does not fail on new routes that are public on purpose', async () => {
    const repo = repository(SHOP);
    repo.write({ 'src/app.js': APP.replace('app.listen', "// authlint-public: opening hours\napp.get('/hours', (req, res) => res.end());\napp.listen") });
    const { status, stdout } = await repo.authlint(['diff', 'HEAD', '--fail-on', 'new-public', '--fail-on', 'weaker']);
    expect([status, stdout]).toEqual([0, 'New\n  GET /hours  public by comment  (src/app.js:11)\n\n1 new, 5 unchanged.\n']);
  });

  it('writes JSON', async () => {
    const repo = repository(SHOP);
    repo.write({ 'src/app.js': OPENED });
    await repo.authlint(['diff', 'HEAD', '--format', 'json', '-o', 'diff.json']);
    const report = JSON.parse(readFileSync(join(repo.root, 'diff.json'), 'utf8')) as { changes: unknown[] };
    expect(report).toMatchObject({ version: 1, base: 'HEAD', head: 'working directory', summary: { weaker: 2, new: 1, changed: 0, stronger: 0, gone: 0, newPublic: 1, unchanged: 3 } });
    expect(report.changes[0]).toMatchObject({
      change: 'weaker', method: 'PUT', path: '/items/:id', before: { access: 'authenticated', file: 'src/app.js', line: 7 }, after: { access: 'public', line: 8 },
      reasons: [{ message: 'requireUser removed', file: 'src/app.js', line: 7 }],
    });
  });

  it.each<[string, string[], RegExp]>([
    ['nothing to compare with', [], /^authlint: Compare with what\?/],
    ['no such revision', ['nowhere'], /^authlint: There is no revision "nowhere" here\./],
    ['no such second revision', ['HEAD', 'nowhere'], /^authlint: There is no revision "nowhere" here\./],
    ['no map', ['package.json'], /^authlint: package\.json is no map that "authlint routes --format json" wrote: its version is not 1\.\n$/],
    ['no kind to fail on', ['HEAD', '--fail-on', 'wekaer'], /^authlint: Invalid values:/],
  ])('ends with 2: %s', async (_, argv, stderr) => {
    const ended = await repository(SHOP).authlint(['diff', ...argv]);
    expect([ended.status, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(stderr);
  });
});
