import { expect, it } from 'vitest';
import { github } from '../../src/report/github.ts';
import { hostile, hostileSource } from './hostile.ts';
import { analysis, clean, open, rules, SECRET, source } from './sample.ts';

it('writes a command for each open finding, the worst first, then diagnostics and totals', () => {
  expect(github(analysis, { source, rules, repositoryPath: (file) => `api/${file}` })).toBe([
    '::error file=api/src/users.ts,line=5,endLine=5,col=1,endColumn=19,title=authlint require-route-auth::Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.%0Aat api/src/users.ts:4  Its sibling GET /users is guarded here%0Afix: Put requireRole in front of the handler',
    '::warning file=api/src/auth.ts,line=2,endLine=2,col=13,endColumn=34,title=authlint no-hardcoded-secret::The key "q8***" is written in the code.',
    '::notice file=api/src/auth.ts,line=3,endLine=3,col=34,endColumn=55,title=authlint require-jwt-algorithm::The algorithm is not pinned.',
    "::warning file=api/src/broken.ts,line=3,col=7,title=authlint parse-error::';' expected.",
    '3 problems (1 error, 1 warning, 1 note), 1 suppressed in 3 files with 3 routes.',
    '',
  ].join('\n'));
});

it('gives no columns to what stands in several lines', () => {
  const [line] = github({ ...clean, findings: [{ ...open, endLine: 7, related: [], suggestions: [] }] }, { source }).split('\n');
  expect(line).toBe('::error file=src/users.ts,line=5,endLine=7,title=authlint require-route-auth::Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.');
});

it('escapes values as the runner reads them', () => {
  const finding = { ...open, file: 'src/a,line=9:100%.ts', message: '100%0A\r\n::set-output name=x::y\rz', related: [], suggestions: [] };
  expect(github({ ...clean, findings: [finding] }, { source })).toBe([
    '::error file=src/a%2Cline=9%3A100%25.ts,line=5,endLine=5,col=1,endColumn=19,title=authlint require-route-auth::100%250A%0A::set-output name=x::y%0Az',
    '1 problem (1 error) in 1 file with 0 routes.',
    '',
  ].join('\n'));
});

it('breaks up what another service takes for a command wherever it stands', () => {
  const finding = { ...open, message: 'GET /##[group] and ##vso[task.setvariable] ## [x]', related: [], suggestions: [] };
  expect(github({ ...clean, findings: [finding] }, { source })).toContain('::GET /#\\x23[group] and #\\x23vso[task.setvariable] ## [x]\n');
});

it('fails for an internal error only', () => {
  expect(github({ ...clean, diagnostics: [{ kind: 'internal-error', message: 'x' }] }, { source })).toBe('::error title=authlint internal-error::x\nNo problems in 1 file with 0 routes.\n');
});

it('lets nothing of the code be a command of its own', () => {
  const lines = github(hostile, { source: hostileSource }).split('\n');
  expect(lines.map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['::error', '::warning', '1', '']);
  // What the runner takes for the properties: they end at the next two colons.
  const properties = lines[0]!.slice('::error '.length, lines[0]!.indexOf('::', 2)).split(',').map((one) => one.split('=')[0]);
  expect(properties).toEqual(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
});

it('never shows a secret', () => {
  expect(github(analysis, { source })).not.toContain(SECRET);
});
