import { expect, it } from 'vitest';
import { gitlab } from '../../src/report/gitlab.ts';
import { analysis, clean, open, SECRET, source } from './sample.ts';

interface Issue { fingerprint: string }

it('writes the documented fields of each open finding', () => {
  const issues = JSON.parse(gitlab(analysis, { source, repositoryPath: (file) => `api/${file}` })) as Issue[];
  expect(issues).toEqual([
    {
      description: 'The key "q8***" is written in the code.', check_name: 'no-hardcoded-secret', severity: 'major',
      fingerprint: '9e7f', location: { path: 'api/src/auth.ts', lines: { begin: 2 } },
    },
    {
      description: 'The algorithm is not pinned.', check_name: 'require-jwt-algorithm', severity: 'minor',
      fingerprint: '9e7f', location: { path: 'api/src/auth.ts', lines: { begin: 3 } },
    },
    {
      description: 'Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.', check_name: 'require-route-auth', severity: 'critical',
      fingerprint: '9e7f', location: { path: 'api/src/users.ts', lines: { begin: 5 } },
    },
  ].map((issue, at) => ({ ...issue, fingerprint: issues[at]!.fingerprint })));
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(3);
});

it('gives a fingerprint that stays when lines move, and differs between parts of a repository', () => {
  const of = (line: number, folder: string) => (JSON.parse(gitlab({ ...clean, findings: [{ ...open, line }] }, { source, repositoryPath: (file) => `${folder}/${file}` })) as Issue[])[0]!.fingerprint;
  expect(of(5, 'api')).toMatch(/^[0-9a-f]{32}$/);
  expect(of(90, 'api')).toBe(of(5, 'api'));
  expect(of(5, 'web')).not.toBe(of(5, 'api'));
});

it('is an empty list when there is nothing', () => {
  expect(gitlab(clean, { source })).toBe('[]\n');
});

it('never shows a secret', () => {
  expect(gitlab(analysis, { source })).not.toContain(SECRET);
});
