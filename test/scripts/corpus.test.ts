import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { difference, linesOf, summary } from '../../corpus/lines.mjs';
import { suspects } from '../../src/report/secrets.ts';
import type { Finding, Route } from '../../src/model/index.ts';

const expected = new URL('../../corpus/expected/', import.meta.url);

const finding: Finding = {
  file: 'src/app.ts', line: 4, column: 1, endLine: 4, endColumn: 9, ruleId: 'require-route-auth', messageId: 'unguarded', severity: 'error', confidence: 'medium',
  message: 'GET /users can be called by anyone, while 7 of 9 refuse (`requireUser`).', data: { route: 'GET /users', count: '7', guard: '`requireUser`', hidden: 'sk_live_hidden' },
  route: 'GET /users', related: [], fingerprint: 'a1', suppressed: false, suggestions: [],
};
const route: Route = {
  method: 'GET', path: '/users', framework: 'express', file: 'src/app.ts', line: 4, column: 1, endLine: 4, endColumn: 9, access: 'authorized', roles: ['owner', 'admin'], inHandler: false, mounts: [], group: '1',
  guards: [
    { name: 'log', proves: 'nothing', basis: 'body', roles: [], file: 'a.ts', line: 1, column: 1, appliedAt: { file: 'a.ts', line: 1, column: 1 } },
    { name: 'requireRole', proves: 'authorization', basis: 'body', roles: ['admin'], file: 'a.ts', line: 9, column: 1, appliedAt: { file: 'a.ts', line: 1, column: 1 } },
  ],
};

it('writes findings, routes and diagnostics as sorted lines without positions, counts and what the message does not show', () => {
  expect(linesOf({ findings: [finding], routes: [route], diagnostics: [{ kind: 'parse-error', file: 'b.ts', line: 3, message: '")" expected.' }] })).toEqual([
    'diagnostic b.ts parse-error ")" expected.',
    'finding src/app.ts require-route-auth/unguarded error medium | GET /users | `requireUser`',
    'route src/app.ts GET /users express authorized | roles admin owner | requireRole=authorization/body',
  ]);
});

it('gives the same lines wherever the code stands in its file', () => {
  const analysis = { findings: [finding], routes: [route], diagnostics: [] };
  const moved = { findings: [{ ...finding, line: 40, endLine: 41, fingerprint: 'b2' }], routes: [{ ...route, line: 40 }], diagnostics: [] };
  expect(linesOf(moved)).toEqual(linesOf(analysis));
});

it('puts what was above what is, and counts lines that are there twice', () => {
  const before = ['finding a.js no-x/y error high', 'route a.js GET / express public', 'route a.js GET /me express public', 'route b.js GET / express public', 'route b.js GET / express public'];
  const now = ['route a.js GET / express authenticated | requireUser=authentication/body', 'route a.js GET /me express public', 'route a.js GET /new express public', 'route b.js GET / express public'];
  const lines = difference(before, now);
  expect(lines).toEqual([
    '- finding a.js no-x/y error high',
    '- route a.js GET / express public',
    '+ route a.js GET / express authenticated | requireUser=authentication/body',
    '+ route a.js GET /new express public',
    '- route b.js GET / express public',
  ]);
  expect(summary(lines)).toBe('1 finding line, 4 route lines');
  expect(difference(now, now)).toEqual([]);
});

it('holds no text that looks like a secret in what is committed', () => {
  const texts = readdirSync(expected).map((name) => readFileSync(new URL(name, expected), 'utf8').split('\n'));
  const secrets = texts.flatMap((lines) => lines.filter((line) => suspects(line.replaceAll('`', '').replace(/\S+\.[cm]?[jt]sx?\b/g, '')).length > 0));
  expect(texts.length).toBeGreaterThan(5);
  expect(secrets).toEqual([]);
});
