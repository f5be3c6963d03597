import { expect, it } from 'vitest';
import { routesJson } from '../../src/report/routes-json.ts';
import { analysis, clean, routes } from './sample.ts';

it('writes the machine contract, in the order of the analysis', () => {
  const mounts = [{ file: 'src/app.ts', line: 5, path: '/users' }];
  const json = { name: 'express.json', proves: 'nothing', basis: 'library', roles: [], file: 'src/app.ts', line: 4, appliedAt: { file: 'src/app.ts', line: 4 } };
  expect(JSON.parse(routesJson(analysis))).toEqual({
    version: 1,
    root: '.',
    routes: [
      {
        method: 'GET', path: '/users', framework: 'express', file: 'src/users.ts', line: 4, column: 1, endLine: 4, endColumn: 30,
        handler: { name: 'list', file: 'src/users.ts', line: 20 }, access: 'authorized', roles: ['admin'], inHandler: false,
        guards: [json, {
          name: 'requireRole', proves: 'authorization', basis: 'body', roles: ['admin'], file: 'src/auth.ts', line: 8,
          appliedAt: { file: 'src/users.ts', line: 4 }, reason: 'answers 403', evidence: { file: 'src/auth.ts', line: 9 },
        }],
        mounts,
      },
      {
        method: 'DELETE', path: '/users/:id', framework: 'express', file: 'src/users.ts', line: 5, column: 1, endLine: 5, endColumn: 30,
        handler: { name: 'remove', file: 'src/users.ts', line: 30 }, access: 'public', roles: [], inHandler: false, guards: [json], mounts,
      },
      {
        method: 'GET', path: '/users/export', framework: 'express', file: 'src/users.ts', line: 6, column: 1, endLine: 6, endColumn: 30,
        access: 'public', roles: [], inHandler: false, guards: [], mounts, publicBy: 'convention: health',
      },
    ],
  });
});

it('adds what is known besides', () => {
  const guard = { ...routes[0]!.guards[0]!, inHandler: true, unless: ['NODE_ENV'], populates: true };
  const route = { ...routes[2]!, access: 'unknown' as const, unknownReason: 'cannot see through x', generated: true, guards: [guard] };
  const [written] = (JSON.parse(routesJson({ ...clean, routes: [route] })) as { routes: Record<string, unknown>[] }).routes;
  expect(written).toMatchObject({ unknownReason: 'cannot see through x', generated: true, guards: [{ inHandler: true, unless: ['NODE_ENV'], populates: true }] });
});

it('does not show the folder of the machine', () => {
  expect(routesJson(analysis)).not.toContain('/somewhere');
});
