import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { analysis, clean, files, open, SECRET, secret } from '../report/sample.ts';
import { authlint, folder } from './host.ts';

const project = () => folder({ ...files, '.git/HEAD': '' });
const FORMATS = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'];

describe('several formats at once', () => {
  it('go each into its file, and the one without a file to stdout', async () => {
    const cwd = project();
    const ran = await authlint(['--format', 'sarif=out.sarif', '--format=junit=a=b.xml', '--format', 'stylish'], { cwd });
    expect([ran.status, ran.stderr]).toEqual([1, '']);
    expect(ran.stdout).toContain("    > 5 | users.delete('/:id', remove);");
    expect((JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')) as Log).version).toBe('2.1.0');
    expect(readFileSync(join(cwd, 'a=b.xml'), 'utf8')).toMatch(/^<\?xml /);
  });

  it('leave stdout empty when all have files', async () => {
    expect(await authlint(['--format', 'json=a.json', '--format', 'html=a.html'], { cwd: project() })).toMatchObject({ status: 1, stdout: '', stderr: '' });
  });

  it('leave --output to the one that names no file', async () => {
    const cwd = project();
    expect(await authlint(['--format', 'json=a.json', '--format', 'github', '-o', 'b.txt'], { cwd })).toMatchObject({ status: 1, stdout: '' });
    expect(readFileSync(join(cwd, 'b.txt'), 'utf8')).toMatch(/^::error /);
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toMatch(/^\{/);
  });

  it.each([
    [['--format', 'json', '--format', 'sarif'], 'json and sarif cannot both go to stdout. Write one into a file: --format sarif=<file>.'],
    [['--format', 'json', '--format', 'sarif', '-o', 'x'], 'json and sarif cannot both go to x. Write one into a file: --format sarif=<file>.'],
    [['--format', 'json=x', '-o', 'y'], 'There is nothing to write into y: every --format names its own file.'],
    [['--format', 'json=x', '--format', 'sarif=./x'], 'Two reports cannot both go to ./x.'],
    [['--format', 'json=x', '--format', 'sarif', '-o', 'x'], 'Two reports cannot both go to x.'],
    [['--format', 'sarif='], '--format sarif= names no file: write --format sarif=report.txt.'],
    [['--format', 'sarf=x'], 'There is no format "sarf". Did you mean "sarif"? It is one of stylish, json, sarif, github, gitlab, junit, markdown, html.'],
    [['routes', '--format', 'sarif'], 'There is no format "sarif". It is one of table, json, csv, markdown.'],
  ])('%j is refused before anything is analysed', async (argv, message) => {
    expect(await authlint(argv)).toEqual({ status: 2, stdout: '', stderr: `authlint: ${message}\n`, asked: undefined });
  });

  it('tell on stderr what broke, unless stylish on stdout does', async () => {
    const result = { ...clean, diagnostics: [{ kind: 'internal-error' as const, file: 'src/a.ts', message: 'The rule x failed.' }] };
    expect((await authlint(['--format', 'json=a', '--format', 'stylish'], { cwd: project(), result })).stderr).toBe('');
    expect((await authlint(['--format', 'stylish=a', '--format', 'json'], { cwd: project(), result })).stderr).toBe('  src/a.ts  internal-error  The rule x failed.\n');
  });
});

it.each(FORMATS)('%s never shows a secret, not even of a finding that is not shown', async (format) => {
  const near = { ...open, file: 'src/auth.ts', line: 3, column: 1, endLine: 3, endColumn: 5 };
  const { stdout, status } = await authlint(['--quiet', '--format', format], { cwd: project(), result: { ...clean, findings: [secret, near] } });
  expect(status).toBe(1);
  expect(stdout).toContain('require-route-auth');
  expect(stdout).not.toContain(SECRET);
});

it.each(FORMATS.filter((one) => !['stylish', 'json'].includes(one)))('%s names files from the root of the repository', async (format) => {
  const root = project();
  const { stdout } = await authlint(['--format', format], { cwd: join(root, 'src'), result: { ...analysis, diagnostics: [] } });
  expect(stdout).toContain('src/src/users.ts');
});

describe('links', () => {
  const text = async (env: Record<string, string>, format = 'markdown') => (await authlint(['--format', format], { cwd: project(), env })).stdout;
  const GITHUB = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567' };

  it('lead to the commit in GitHub Actions and in GitLab', async () => {
    expect(await text(GITHUB)).toContain('](https://github.com/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/src/users.ts#L5)');
    expect(await text({ CI_PROJECT_URL: 'https://gitlab.example/acme/shop', CI_COMMIT_SHA: '0123456789abcdef' }, 'html')).toContain('<a href="https://gitlab.example/acme/shop/-/blob/0123456789abcdef/src/users.ts#L5">');
  });

  it('are relative elsewhere in Markdown, and none in HTML', async () => {
    expect(await text({})).toContain('](src/users.ts#L5)');
    expect(await text({}, 'html')).not.toContain('<a ');
    expect(await text({ ...GITHUB, GITHUB_SERVER_URL: 'javascript://x/' })).toContain('](src/users.ts#L5)');
    expect(await text({ ...GITHUB, GITHUB_SHA: 'main) [x](y' })).toContain('](src/users.ts#L5)');
  });
});

it('SARIF lists what the baseline has only when asked, and errors alone with --quiet', async () => {
  const cwd = project();
  const result = { ...clean, findings: [secret, open] };
  await authlint(['baseline'], { cwd, result });
  const listed = async (...argv: string[]) => {
    const { runs } = JSON.parse((await authlint(['--baseline', '--format', 'sarif', ...argv], { cwd, result })).stdout) as Log;
    return runs[0]!.results!.map((it) => [it.ruleId, it.suppressions?.[0]?.kind]);
  };
  expect(await listed()).toEqual([]);
  expect(await listed('--include-suppressed')).toEqual([['no-hardcoded-secret', 'external'], ['require-route-auth', 'external']]);
  expect(await listed('--include-suppressed', '--quiet')).toEqual([['require-route-auth', 'external']]);
});

it('SARIF that is cut is told of on stderr', async () => {
  const findings = Array.from({ length: 5001 }, () => ({ ...open, related: [], flow: [] }));
  const { stderr, status } = await authlint(['--format', 'sarif'], { cwd: project(), result: { ...clean, findings } });
  expect([status, stderr]).toEqual([1, 'authlint: Of 5001 findings, code scanning shows the 5000 of the highest severity.\n']);
});

it('SARIF hashes lines as uploads do, with the byte order mark', async () => {
  const hash = async (text: string) => {
    const { stdout } = await authlint(['--format', 'sarif'], { cwd: folder({ 'src/users.ts': text }), result: { ...clean, findings: [{ ...open, line: 1, endLine: 1, related: [], flow: [] }] } });
    return (JSON.parse(stdout) as Log).runs[0]!.results![0]!.partialFingerprints!.primaryLocationLineHash;
  };
  // Both by github/codeql-action, src/fingerprints.ts.
  expect([await hash('a\n'), await hash('\uFEFFa\n')]).toEqual(['243cbaa4685aab12:1', '25afd31b599dedcd:1']);
});

describe('a report in a file', () => {
  it('takes the place of the one before at once, and leaves nothing else', async () => {
    const cwd = folder({ 'report.json': 'old' });
    chmodSync(join(cwd, 'report.json'), 0o640);
    const before = statSync(join(cwd, 'report.json')).ino;
    await authlint(['--format', 'json=report.json'], { cwd });
    const after = statSync(join(cwd, 'report.json'));
    expect(readFileSync(join(cwd, 'report.json'), 'utf8')).toMatch(/^\{/);
    expect([after.ino === before, after.mode & 0o777, readdirSync(cwd)]).toEqual([false, 0o640, ['report.json']]);
  });

  it('goes to where a link points', async () => {
    const cwd = folder({ 'reports/old.json': 'old' });
    symlinkSync('reports/old.json', join(cwd, 'link.json'));
    symlinkSync('reports/new.json', join(cwd, 'dangling.json'));
    await authlint(['--format', 'json=link.json', '--format', 'junit=dangling.json'], { cwd });
    expect(readFileSync(join(cwd, 'reports/old.json'), 'utf8')).toMatch(/^\{/);
    expect(readFileSync(join(cwd, 'reports/new.json'), 'utf8')).toMatch(/^<\?xml/);
  });

  it('is written before stdout, and a file that cannot be written fails the run', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'taken'));
    writeFileSync(join(cwd, 'good.json'), 'old');
    expect(await authlint(['--format', 'json=taken', '--format', 'stylish'], { cwd })).toMatchObject({ status: 2, stdout: '', stderr: 'authlint: Cannot write taken: it is a folder.\n' });
    expect(await authlint(['--format', 'json=missing/a.json'], { cwd })).toMatchObject({ status: 2, stderr: 'authlint: Cannot write missing/a.json: its folder does not exist.\n' });
    expect(readdirSync(cwd).sort()).toEqual(['good.json', 'taken']);
  });
});

describe('routes', () => {
  it('writes several formats', async () => {
    const cwd = project();
    const { stdout, status } = await authlint(['routes', '--format', 'csv=routes.csv', '--format', 'markdown'], { cwd });
    expect([status, stdout.split('\n')[0]]).toEqual([0, '## Routes']);
    expect(readFileSync(join(cwd, 'routes.csv'), 'utf8').split('\r\n')[1]).toBe('GET,/users,authorized,admin,requireRole,,,express,list,src/users.ts,4');
  });
});
