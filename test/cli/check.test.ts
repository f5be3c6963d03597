import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/model/finding.ts';
import { analysis, clean, files, neighbour, open, SECRET, secret, suppressed } from '../report/sample.ts';
import { authlint, folder } from './host.ts';

const only = (...findings: Analysis['findings']): Analysis => ({ ...analysis, findings, diagnostics: [] });
const status = async (argv: string[], result: Analysis) => (await authlint(argv, { result })).status;

describe('exit status', () => {
  it('is 0 without findings', async () => {
    expect(await status([], only())).toBe(0);
  });

  it('is 1 for an error', async () => {
    expect(await status([], only(open))).toBe(1);
  });

  it('is 0 for less than the failing severity, and 1 for that or more', async () => {
    expect(await Promise.all([
      status([], only(secret, neighbour)), status(['--severity', 'warning'], only(secret)), status(['--severity', 'warning'], only(neighbour)),
      status(['--severity', 'note'], only(neighbour)), status(['--severity', 'warning'], only(open)),
    ])).toEqual([0, 1, 0, 1, 1]);
  });

  it('does not count suppressed findings', async () => {
    expect(await status([], only(suppressed))).toBe(0);
  });

  it('is 1 when there are more warnings than allowed, which stderr says', async () => {
    expect(await status(['--max-warnings', '1'], only(secret))).toBe(0);
    expect(await authlint(['--max-warnings', '0'], { result: only(secret) })).toMatchObject({ status: 1, stderr: 'Too many warnings: 1, at most 0 are allowed.\n' });
  });

  it('counts what --quiet does not show', async () => {
    expect(await status(['--quiet', '--max-warnings', '0'], only(secret))).toBe(1);
  });

  it('is 0 although a file could not be parsed', async () => {
    expect(await status([], { ...clean, diagnostics: analysis.diagnostics })).toBe(0);
  });

  it('is 2 when a part of the engine broke, although the report is there', async () => {
    const ran = await authlint(['--format', 'json'], { result: { ...only(open), diagnostics: [{ kind: 'internal-error', file: 'src/a.ts', message: 'The rule x failed.' }] } });
    expect([ran.status, ran.stderr]).toEqual([2, '  src/a.ts  internal-error  The rule x failed.\n']);
    expect((JSON.parse(ran.stdout) as { findings: unknown[] }).findings).toHaveLength(1);
  });
});

describe('what the engine is asked', () => {
  const asked = async (argv: string[]) => {
    const { onProgress, cwd, ...options } = (await authlint(argv, { result: only() })).asked!;
    expect([typeof onProgress, typeof cwd]).toEqual(['function', 'string']);
    return options;
  };

  it('is everything by default', async () => {
    expect(await asked([])).toEqual({ paths: undefined, configPath: undefined });
  });

  it('is the rules that are named, at the severity given', async () => {
    expect(await asked(['--rule', 'require-route-auth:warning', '--rule=no-hardcoded-secret', 'src'])).toEqual({
      paths: ['src'], configPath: undefined, only: ['require-route-auth', 'no-hardcoded-secret'], rules: { 'require-route-auth': 'warning' },
    });
  });

  it('is the configuration that is named', async () => {
    expect(await asked(['-c', 'other.json'])).toMatchObject({ configPath: 'other.json' });
  });

  it('is what the last of a repeated option says', async () => {
    expect(await asked(['-c', 'one.json', '--config', 'two.json', '--severity', 'note', '--severity', 'error'])).toMatchObject({ configPath: 'two.json' });
  });
});

describe('formats', () => {
  const cwd = () => folder({ ...files, '.git/HEAD': '' });

  it('is stylish by default, with the code of the files', async () => {
    const { stdout, stderr } = await authlint([], { cwd: cwd() });
    expect(stdout).toContain("    > 5 | users.delete('/:id', remove);");
    expect(stderr).toBe('');
  });

  it('json is JSON alone', async () => {
    expect(JSON.parse((await authlint(['--format', 'json'])).stdout)).toMatchObject({ version: 1, summary: { errors: 1 } });
  });

  it('sarif is relative to the repository, and its category is the folder', async () => {
    const root = cwd();
    const nested = folder({});
    const at = async (where: string, argv: string[] = []) => {
      const { runs } = JSON.parse((await authlint(['--format', 'sarif', ...argv], { cwd: where })).stdout) as Log;
      return [runs[0]!.results![0]!.locations![0]!.physicalLocation!.artifactLocation!.uri, runs[0]!.automationDetails!.id, runs[0]!.results!.length];
    };
    expect(await at(root)).toEqual(['src/auth.ts', 'authlint/check/', 3]);
    expect(await at(join(root, 'src'))).toEqual(['src/src/auth.ts', 'authlint/src/', 3]);
    expect(await at(nested)).toEqual(['src/auth.ts', 'authlint/check/', 3]);
    expect(await at(root, ['--category', 'nightly', '--include-suppressed'])).toEqual(['src/auth.ts', 'authlint/nightly/', 4]);
  });

  it.each(['stylish', 'json', 'sarif'])('%s never shows a secret', async (format) => {
    expect((await authlint(['--format', format, '--include-suppressed'], { cwd: cwd() })).stdout).not.toContain(SECRET);
  });
});

it('--quiet shows errors only', async () => {
  const { findings } = JSON.parse((await authlint(['--quiet', '--format', 'json'])).stdout) as { findings: { severity: string }[] };
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error']);
});

it.each(['stylish', 'sarif'])('--quiet --format %s hides what the findings that are left out hide', async (format) => {
  const password = { 'src/auth.ts': "import x from 'x';\nconst password = 'hunter2';\nlogin(password);\n" };
  const mask = [{ file: 'src/auth.ts', line: 2, column: 19, endLine: 2, endColumn: 26 }];
  const nearby = { ...open, file: 'src/auth.ts', line: 1, column: 1, endLine: 3, endColumn: 6, related: [], flow: [] };
  const { stdout } = await authlint(['--quiet', '--format', format], { cwd: folder(password), result: only({ ...secret, mask }, nearby) });
  expect(stdout).toContain("const password = '***'");
  expect(stdout).not.toContain('hunter2');
});

describe('--output', () => {
  it('writes the report into the file, and nothing on stdout', async () => {
    const cwd = folder();
    expect(await authlint(['--format', 'json', '-o', 'report.json'], { cwd })).toMatchObject({ status: 1, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('does not make folders', async () => {
    expect(await authlint(['-o', 'missing/report.txt'])).toMatchObject({ status: 2, stderr: 'authlint: Cannot write missing/report.txt: its folder does not exist.\n' });
  });

  it('does not write into a folder', async () => {
    expect(await authlint(['-o', 'src'], { cwd: folder({ 'src/a.ts': '' }) })).toMatchObject({ status: 2, stderr: 'authlint: Cannot write src: it is a folder.\n' });
  });

  it('is not coloured, on a terminal too', async () => {
    const cwd = folder();
    await authlint(['-o', 'report.txt'], { cwd, columns: 80 });
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).not.toContain('\u001b');
  });
});
