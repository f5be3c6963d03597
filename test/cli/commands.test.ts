import { describe, expect, it } from 'vitest';
import { analysis, clean } from '../report/sample.ts';
import { authlint } from './host.ts';

describe('routes', () => {
  it('lists routes without running rules; diagnostics go to stderr', async () => {
    const { status, stdout, stderr, asked } = await authlint(['routes', 'src']);
    expect([status, asked!.only, asked!.paths]).toEqual([0, [], ['src']]);
    expect(stdout.split('\n')[0]).toBe('METHOD  PATH           ACCESS                ROLES  GUARDS       WHERE');
    expect(stderr).toBe("  src/broken.ts:3:7  parse-error  ';' expected.\n");
  });

  it('fits the terminal', async () => {
    const { stdout } = await authlint(['routes', '--no-color'], { columns: 72 });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it('writes JSON', async () => {
    const { routes } = JSON.parse((await authlint(['routes', '--format', 'json'])).stdout) as { routes: unknown[] };
    expect(routes).toHaveLength(3);
  });

  it('ends with 2 when a part of the engine broke', async () => {
    expect(await authlint(['routes'], { result: { ...analysis, diagnostics: [{ kind: 'internal-error', message: 'x' }] } })).toMatchObject({ status: 2 });
  });

  it('ends with 2 when there are no files', async () => {
    expect(await authlint(['routes'], { result: { ...clean, files: 0 } })).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('rules', () => {
  it('is a table without the engine', async () => {
    expect(await authlint(['rules'])).toEqual({
      status: 0,
      stdout: `RULE                   SEVERITY  PRECISION  PRESET       DESCRIPTION
require-route-auth     error     high       recommended  Require a guard in front of every route
no-hardcoded-secret    warning   medium     recommended  Disallow secrets in code
require-jwt-algorithm  error     high       strict       Require the algorithm to be pinned
`,
      stderr: '',
      asked: undefined,
    });
  });

  it('is JSON when asked', async () => {
    expect(JSON.parse((await authlint(['rules', '--format=json'])).stdout)).toMatchObject({
      version: 1,
      rules: [
        { name: 'require-route-auth', severity: 'error', precision: 'high', preset: 'recommended', description: 'Require a guard in front of every route', cwe: ['CWE-862'], owasp: ['API2:2023'], securitySeverity: '8.2' },
        { name: 'no-hardcoded-secret' },
        { name: 'require-jwt-algorithm' },
      ],
    });
  });
});
