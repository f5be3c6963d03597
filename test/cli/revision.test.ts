import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitOf, openRepository } from '../../src/cli/git.ts';
import { withRevision } from '../../src/cli/revision.ts';
import { folder } from './host.ts';
import { repository, type Repository } from './repository.ts';

/** All there is below a folder: text of files, and a mark for links. */
function tree(root: string, within = ''): Record<string, string> {
  return Object.fromEntries(readdirSync(join(root, within)).sort().flatMap((name): [string, string][] => {
    const path = within ? `${within}/${name}` : name;
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) return Object.entries(tree(root, path));
    return [[path, stats.isSymbolicLink() ? '(link)' : readFileSync(join(root, path), 'utf8')]];
  }));
}

/** State of a repository that reading it must not change. */
function stateOf(root: string): unknown {
  return [tree(root, '.git'), tree(root)];
}

describe('the files of a revision', () => {
  it('are those of the commit, whatever the working directory has, and are gone afterwards', async () => {
    const repo = repository({ 'a.js': 'one\n', 'src/b.js': 'two\n', 'logo.png': 'not needed' });
    const commit = repo.git('rev-parse', 'HEAD').trim();
    repo.commit({ 'a.js': 'changed\n', 'src/b.js': null });
    const before = stateOf(repo.root);
    const { files, at } = await withRevision(repo.root, commit, async ({ folder: at }) => ({ files: tree(at), at }));
    expect(files).toEqual({ 'a.js': 'one\n', 'src/b.js': 'two\n' });
    expect([existsSync(at), stateOf(repo.root)]).toEqual([false, before]);
  });

  it('are gone when what uses them fails', async () => {
    const repo = repository({ 'a.js': '' });
    let at = '';
    await expect(withRevision(repo.root, 'HEAD', async (revision) => {
      at = revision.folder;
      throw new Error('no');
    })).rejects.toThrow('no');
    expect([at.startsWith(realpathSync(tmpdir())), existsSync(at)]).toEqual([true, false]);
  });

  it('come without a filter or hook being run', async () => {
    const repo = repository({ 'a.js': 'one\n' });
    const trace = join(folder(), 'trace');
    repo.git('config', 'filter.evil.smudge', `touch ${trace}; cat`);
    repo.git('config', 'core.fsmonitor', `touch ${trace}; false`);
    mkdirSync(join(repo.root, '.git/hooks'), { recursive: true });
    writeFileSync(join(repo.root, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
    writeFileSync(join(repo.root, '.git/info/attributes'), '*.js filter=evil\n');
    expect(await withRevision(repo.root, 'HEAD', async (revision) => tree(revision.folder))).toEqual({ 'a.js': 'one\n' });
    expect(existsSync(trace)).toBe(false);
    // The trap is real: a checkout falls into it.
    repo.git('worktree', 'add', '-q', '--detach', join(folder(), 'tree'));
    expect(existsSync(trace)).toBe(true);
  });

  it('are not fetched, whatever the repository says of missing ones', async () => {
    const repo = repository({ 'a.js': 'one\n' });
    const trace = join(folder(), 'trace');
    const blob = repo.git('rev-parse', 'HEAD:a.js').trim();
    rmSync(join(repo.root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    for (const [name, value] of [['core.repositoryformatversion', '1'], ['extensions.partialClone', 'origin'], ['remote.origin.promisor', 'true'], ['remote.origin.url', `ext::touch ${trace}`], ['protocol.ext.allow', 'always']] as const) repo.git('config', name, value);
    await expect(withRevision(repo.root, 'HEAD', async () => undefined)).rejects.toThrow(/the clone is partial/);
    expect(existsSync(trace)).toBe(false);
    expect(() => repo.git('cat-file', '-p', blob)).toThrow();
    expect(existsSync(trace)).toBe(true);
  });

  describe('do not reach outside', () => {
    const blob = (repo: Repository, text: string): string => repo.git('hash-object', '-w', join(folder({ text }), 'text')).trim();
    /** A commit of a tree with entries that git itself would not make. */
    function commit(repo: Repository, entries: string[]): string {
      const made = execFileSync('git', ['-C', repo.root, 'mktree'], { input: `${entries.join('\n')}\n`, encoding: 'utf8' }).trim();
      return repo.git('commit-tree', '-m', 'odd', made).trim();
    }

    it('by a link', async () => {
      const repo = repository({ 'src/a.js': 'one\n' });
      symlinkSync('/etc/hosts', join(repo.root, 'absolute'));
      symlinkSync('src/a.js', join(repo.root, 'alias.js'));
      const files = await withRevision(repo.root, repo.commit(), async (revision) => tree(revision.folder));
      expect(files).toEqual({ 'alias.js': '(link)', 'src/a.js': 'one\n' });
    });

    it('by a link and a folder of one name', async () => {
      const repo = repository({ 'a.js': '' });
      const outside = folder();
      const sub = execFileSync('git', ['-C', repo.root, 'mktree'], { input: `120000 blob ${blob(repo, 'a.js')}\tb\n`, encoding: 'utf8' }).trim();
      const odd = commit(repo, [`120000 blob ${blob(repo, `../../../..${outside}`)}\tup`, `040000 tree ${sub}\tup`]);
      await withRevision(repo.root, odd, async () => undefined);
      expect(readdirSync(outside)).toEqual([]);
    });

    it.each(['..', '.git', '.GIT', '.'])('by the name %j', async (name) => {
      const repo = repository({ 'a.js': 'one\n' });
      const inner = repo.git('rev-parse', 'HEAD^{tree}').trim();
      const odd = commit(repo, [`040000 tree ${inner}\t${name}`, `100644 blob ${blob(repo, 'two')}\tb.js`]);
      expect(await withRevision(repo.root, odd, async (revision) => [tree(revision.folder), readdirSync(join(revision.folder, '..'))])).toEqual([{ 'b.js': 'two' }, [basename(repo.root)]]);
    });
  });

  it('are those of the folder that is asked about, with the settings around it', async () => {
    const repo = repository({ 'package.json': '{}', 'web/page.js': '', 'api/tsconfig.json': '{}', 'api/src/a.js': 'one\n', 'web/tsconfig.json': '{ "x": 1 }' });
    await withRevision(join(repo.root, 'api'), 'HEAD', async (revision) => {
      expect(tree(revision.folder)).toEqual({ 'src/a.js': 'one\n', 'tsconfig.json': '{}' });
      expect(tree(join(revision.folder, '..'))).toEqual({ 'api/src/a.js': 'one\n', 'api/tsconfig.json': '{}', 'package.json': '{}', 'web/tsconfig.json': '{ "x": 1 }' });
    });
  });

  it('may have any name', async () => {
    const files = { 'app/[id]/page (1).js': 'a\n', 'ü/ü.js': 'b\n', "it's \"quoted\"\tand tabbed.js": 'c\n' };
    const repo = repository(files);
    expect(await withRevision(repo.root, 'HEAD', async (revision) => tree(revision.folder))).toEqual(files);
  });
});

describe('a folder without git', () => {
  it('is refused', () => {
    const refusal = /^Comparing revisions takes a git repository: not a git repository/;
    expect(() => openRepository(folder())).toThrow(refusal);
    expect(() => commitOf(folder(), 'HEAD')).toThrow(refusal);
  });
});

it('a revision is a commit, by any name that git knows', () => {
  const repo = repository({ 'a.js': '' });
  const id = repo.git('rev-parse', 'HEAD').trim();
  repo.git('tag', '-a', '-m', 'one', 'v1');
  expect(['HEAD', 'main', 'v1', id.slice(0, 10)].map((name) => commitOf(repo.root, name))).toEqual([id, id, id, id]);
});
