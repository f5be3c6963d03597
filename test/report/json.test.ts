import { expect, it } from 'vitest';
import { checkJson } from '../../src/report/json.ts';
import { analysis, clean, open, SECRET, suppressed } from './sample.ts';

it('writes the machine contract', () => {
  expect(JSON.parse(checkJson({ ...analysis, findings: [open, suppressed] }))).toEqual({
    version: 1,
    root: '.',
    summary: { files: 3, routes: 3, errors: 1, warnings: 0, notes: 0, suppressed: 1 },
    findings: [
      {
        ruleId: 'require-route-auth', severity: 'error', confidence: 'high',
        message: 'Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.',
        file: 'src/users.ts', line: 5, column: 1, endLine: 5, endColumn: 20, route: 'DELETE /users/:id',
        related: [{ message: 'Its sibling GET /users is guarded here', file: 'src/users.ts', line: 4, column: 16 }],
        fingerprint: 'a1', suppressed: false,
        suggestions: [{ message: 'Put requireRole in front of the handler', edits: [{ file: 'src/users.ts', start: 140, end: 140, text: 'requireRole(), ' }] }],
      },
      {
        ruleId: 'require-route-auth', severity: 'error', confidence: 'high', message: 'Anyone can call GET /users/export.',
        file: 'src/users.ts', line: 6, column: 1, endLine: 6, endColumn: 20, route: 'GET /users/export', related: [],
        fingerprint: 'd4', suppressed: true, suppressionReason: 'public by contract', suggestions: [],
      },
    ],
    diagnostics: [{ kind: 'parse-error', file: 'src/broken.ts', line: 3, column: 7, message: "';' expected." }],
  });
});

it('is whole when there is nothing', () => {
  expect(JSON.parse(checkJson(clean))).toEqual({
    version: 1, root: '.', summary: { files: 1, routes: 0, errors: 0, warnings: 0, notes: 0, suppressed: 0 }, findings: [], diagnostics: [],
  });
});

it('shows neither masks nor secrets', () => {
  const text = checkJson(analysis);
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain('"mask"');
});
