import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { diagnosticLines, diagnosticsLines, stylish } from '../../src/report/stylish.ts';
import { hostile, hostileSource } from './hostile.ts';
import { analysis, clean, open, SECRET, source } from './sample.ts';

const colors = pc.createColors(false);
const painted = pc.createColors(true);

it('shows findings by file with code, route, guards, related places and fixes, then totals and diagnostics', () => {
  expect(stylish(analysis, { colors, source })).toBe(`src/auth.ts
  2:13    warning (medium confidence)  The key "q8***" is written in the code.  no-hardcoded-secret
      1 | import jwt from 'jsonwebtoken';
    > 2 | const key = '***';
        |             ^^^^^
      3 | export const claims = (token) => jwt.verify(token, key);

  3:34    note  The algorithm is not pinned.  require-jwt-algorithm
      1 | import jwt from 'jsonwebtoken';
      2 | const key = '***';
    > 3 | export const claims = (token) => jwt.verify(token, key);
        |                                  ^^^^^^^^^^^^^^^^^^^^^^

src/users.ts
  5:1     error  Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.  require-route-auth
      3 | export const users = Router();
      4 | users.get('/', requireRole('admin'), list);
    > 5 | users.delete('/:id', remove);
        | ^^^^^^^^^^^^^^^^^^^
      6 | users.get('/export', list);
    route   DELETE /users/:id, public src/users.ts:5 < /users src/app.ts:5
    guards  express.json: nothing (library)  src/app.ts:4
    at src/users.ts:4  Its sibling GET /users is guarded here
    fix: Put requireRole in front of the handler

3 problems (1 error, 1 warning, 1 note), 1 suppressed in 3 files with 3 routes.

Diagnostics
  src/broken.ts:3:7  parse-error  ';' expected.
`);
});

it('says so when there is nothing', () => {
  expect(stylish(clean, { colors, source })).toBe('No problems in 1 file with 0 routes.\n');
});

it('names five skipped files and counts the others', () => {
  const skipped = Array.from({ length: 7 }, (_, index) => ({ kind: 'skipped-file' as const, file: `lib/${index}.js`, message: 'Bundled.' }));
  const broken = { kind: 'parse-error' as const, file: 'src/broken.ts', message: 'Cut.' };
  expect(diagnosticsLines([...skipped, broken], colors)).toEqual([
    ...[0, 1, 2, 3, 4].map((index) => `  lib/${index}.js  skipped-file  Bundled.`),
    '  src/broken.ts  parse-error  Cut.',
    '  and 2 more skipped files, which --format json lists',
  ]);
});

describe('the guard chain', () => {
  function chain(route: string): string[] {
    const lines = stylish({ ...analysis, findings: [{ ...open, route, related: [], suggestions: [] }] }, { colors, source: () => undefined }).split('\n');
    return lines.slice(2, lines.indexOf(''));
  }

  it('says what each guard proves, on what basis, and where it is applied', () => {
    expect(chain('GET /users')).toEqual([
      '    route   GET /users, authorized src/users.ts:4 < /users src/app.ts:5',
      '    guards  express.json: nothing (library)  src/app.ts:4',
      '            requireRole: authorization admin (body, answers 403)  src/users.ts:4',
    ]);
  });

  it('says when there is none', () => {
    expect(chain('GET /users/export')[1]).toBe('    guards  none');
  });

  it('is left out for a route that the map does not have', () => {
    expect(chain('GET /other')).toEqual(['    route   GET /other']);
  });
});

it('colours severities, and no more than without colours is written', () => {
  const text = stylish(analysis, { colors: painted, source });
  expect(text).toContain(painted.red('error'));
  expect(text).toContain(painted.yellow('warning'));
  expect(text.replace(/\u001b\[\d+m/g, '')).toBe(stylish(analysis, { colors, source }));
});

it('lets nothing from code, paths or messages act on the terminal', () => {
  const evil = '\u001b]0;x\u0007\u009b2J';
  const text = stylish({
    ...clean,
    findings: [{
      ...open, file: `src/${evil}.ts`, message: evil, ruleId: evil, route: `GET /${evil}`, related: [{ ...open.related[0]!, file: evil, message: evil }],
      suggestions: [{ message: evil, edits: [] }],
    }],
    diagnostics: [{ kind: 'parse-error', file: evil, message: evil }],
  }, { colors, source: () => `${evil}\n`.repeat(6) });
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

it('never shows a secret', () => {
  expect(stylish(analysis, { colors: painted, source })).not.toContain(SECRET);
});

it('keeps the lines of a long diagnostic', () => {
  expect(diagnosticLines({ kind: 'config', message: 'One.\nTwo.' }, colors)).toEqual(['  config  One.', '    Two.']);
});

it('gives no command to a CI service that reads the log', () => {
  const text = stylish(hostile, { colors, source: hostileSource });
  expect(text).not.toMatch(/^\s*::|##\w*\[/m);
  expect(stylish({ ...clean, findings: [{ ...open, file: '::stop-commands::x' }] }, { colors, source: () => undefined })).toMatch(/^\\x3a:stop-commands::x\n/);
  expect(diagnosticLines({ kind: 'config', file: '::x', message: 'a\n::error::b' }, colors)).toEqual(['  \\x3a:x  config  a', '    \\x3a:error::b']);
});
