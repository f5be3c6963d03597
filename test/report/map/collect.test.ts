import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/model/finding.ts';
import type { Guard, Route } from '../../../src/model/route.ts';
import { collectMap } from '../../../src/report/map/collect.ts';
import { analysis, open, routes, SECRET, source } from '../sample.ts';

const options = { title: 'shop', version: '1.2.3', source };
const [guarded] = routes as [Route];

it('is all that the page shows, in the order of the routes', () => {
  const { files: _, ...data } = collectMap(analysis, options);
  expect(data).toEqual({
    title: 'shop', tool: 'authlint 1.2.3',
    routes: [
      {
        method: 'GET', path: '/users', framework: 'express', access: 'authorized', roles: ['admin'], inHandler: false, generated: false,
        at: [0, 4], handler: { name: 'list', at: [0, 20] }, mounts: [{ path: '/users', at: [1, 5] }],
        passed: [{ guard: 0, at: [1, 4] }, { guard: 1, at: [0, 4] }], findings: [], changes: [0],
      },
      {
        method: 'DELETE', path: '/users/:id', framework: 'express', access: 'public', roles: [], inHandler: false, generated: false,
        at: [0, 5], handler: { name: 'remove', at: [0, 30] }, mounts: [{ path: '/users', at: [1, 5] }],
        passed: [{ guard: 0, at: [1, 4] }], findings: [2], changes: [1, 2],
      },
      {
        method: 'GET', path: '/users/export', framework: 'express', access: 'intended', why: 'convention: health', roles: [], inHandler: false, generated: false,
        at: [0, 6], mounts: [{ path: '/users', at: [1, 5] }], passed: [], findings: [3], changes: [1],
      },
    ],
    guards: [
      { name: 'express.json', proves: 'nothing', basis: 'library', roles: [], protects: false, inHandler: false, populates: false, unless: [] },
      {
        name: 'requireRole', proves: 'authorization', basis: 'body', roles: ['admin'], protects: true, inHandler: false, populates: false,
        reason: 'answers 403', unless: [], at: [2, 8], evidence: [2, 9],
      },
    ],
    findings: [
      { rule: 'no-hardcoded-secret', severity: 'warning', message: 'The key "q8***" is written in the code.', suppressed: false, at: [2, 2] },
      { rule: 'require-jwt-algorithm', severity: 'note', message: 'The algorithm is not pinned.', suppressed: false, at: [2, 3] },
      { rule: 'require-route-auth', severity: 'error', message: open.message, suppressed: false, at: [0, 5] },
      { rule: 'require-route-auth', severity: 'error', message: 'Anyone can call GET /users/export.', suppressed: true, at: [0, 6] },
    ],
    changes: [
      'without `requireRole` it is public',
      'an element in front of the handler, or a check in it, that refuses callers who are not known',
      'a comment `// authlint-public: <reason>` above it, or an entry under "public" in the configuration, makes it public on purpose',
    ],
  });
});

it('has the lines around every place, each once, and no secret in them', () => {
  expect(collectMap(analysis, options).files[2]).toEqual({
    name: 'src/auth.ts',
    lines: { 1: "import jwt from 'jsonwebtoken';", 2: "const key = '***';", 3: 'export const claims = (token) => jwt.verify(token, key);', 4: '' },
  });
  expect(JSON.stringify(collectMap(analysis, options))).not.toContain(SECRET);
});

it('does without the code where it cannot be had', () => {
  expect(collectMap(analysis, { ...options, source: () => undefined }).files.map(({ lines }) => lines)).toEqual([{}, {}, {}]);
});

it('cuts long lines, after masking', () => {
  const long = `const key = '${SECRET}'; ${'x'.repeat(500)}`;
  const { files } = collectMap({ ...analysis, findings: [] }, { ...options, source: (file) => (file === 'src/app.ts' ? `\n\n\n${long}\n` : undefined) });
  expect(files[1]!.lines[4]).toBe(`const key = '***'; ${'x'.repeat(181)}…`);
});

describe('texts of the analysed code', () => {
  it('cannot reorder or hide what is shown', () => {
    const { routes: [shown] } = collectMap({ ...analysis, findings: [], routes: [{ ...guarded, path: '/a\u202eb\u0000' }] }, options);
    expect(shown!.path).toBe('/a\\u202eb\\x00');
  });

  it('do not show what looks like a key', () => {
    const guard: Guard = { ...guarded.guards[1]!, reason: `compares with "${SECRET}"` };
    expect(collectMap({ ...analysis, findings: [], routes: [{ ...guarded, guards: [guard] }] }, options).guards[0]!.reason).toBe('compares with "***"');
  });
});

describe('guards', () => {
  const only = (...guards: Guard[]): Analysis => ({ ...analysis, findings: [], routes: guards.map((guard) => ({ ...guarded, guards: [guard] })) });
  const base = guarded.guards[1]!;

  it('of one name that ask for different roles are two', () => {
    expect(collectMap(only(base, { ...base, roles: ['owner'] }, base), options).routes.map(({ passed }) => passed[0]!.guard)).toEqual([0, 1, 0]);
  });

  it('inside handlers are one when they refuse at the same place', () => {
    const inside = (line: number, refuses: number): Guard => ({ ...base, name: `handler${line}`, line, inHandler: true, evidence: { file: 'src/auth.ts', line: refuses } });
    const data = collectMap(only(inside(4, 2), inside(5, 2), inside(6, 3)), options);
    expect(data.routes.map(({ passed }) => passed[0]!.guard)).toEqual([0, 0, 1]);
    expect(data.guards[0]).toMatchObject({ name: 'check in the handler', evidence: [2, 2] });
    expect(data.guards[0]).not.toHaveProperty('at');
  });

  it('of packages are one wherever they are made, while a definition of ours is another at another place', () => {
    const library = (line: number): Guard => ({ ...base, name: 'jwt', basis: 'library', file: 'src/users.ts', line, appliedAt: { file: 'src/users.ts', line, column: 1 } });
    const data = collectMap(only(library(4), library(5), { ...base, line: 5 }, base), options);
    expect(data.routes.map(({ passed }) => passed[0]!.guard)).toEqual([0, 0, 1, 2]);
    expect(data.guards.map(({ at }) => at)).toEqual([undefined, [2, 5], [2, 8]]);
  });

  it('that only pass are shown when the analysis knows them', () => {
    const cors: Guard = { ...base, name: 'cors', proves: 'nothing', roles: [] };
    const data = collectMap({ ...analysis, findings: [], routes: [guarded], passed: new Map([[guarded, [cors, base]]]) }, options);
    expect(data.guards.map(({ name, protects }) => [name, protects])).toEqual([['cors', false], ['requireRole', true]]);
  });
});

describe('findings', () => {
  const twin: Route = { ...routes[1]!, file: 'src/other.ts' };

  it('are on the route where they stand, when several have its name', () => {
    const data = collectMap({ ...analysis, findings: [open], routes: [twin, routes[1]!] }, options);
    expect(data.routes.map(({ findings }) => findings)).toEqual([[], [0]]);
  });

  it('that stand elsewhere are on every route of that name', () => {
    const data = collectMap({ ...analysis, findings: [{ ...open, file: 'src/app.ts' }], routes: [twin, routes[1]!] }, options);
    expect(data.routes.map(({ findings }) => findings)).toEqual([[0], [0]]);
  });
});
