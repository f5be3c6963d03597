import { describe, expect, it } from 'vitest';
import { filterOf, guardsOf, isFiltering, noFilters, type Filters } from '../../../../src/report/map/client/filter.ts';
import { columnsOf } from '../../../../src/report/map/client/matrix.ts';
import type { MapGuard } from '../../../../src/report/map/data.ts';
import { dataOf, routesOf } from './routes.ts';

const guard = (name: string, protects: boolean): MapGuard => ({ name, protects, proves: 'authentication', basis: 'body', roles: [], inHandler: false, populates: false, unless: [] });
const pass = (...guards: number[]) => guards.map((one) => ({ guard: one, at: [0, 1] as [number, number] }));
const [list, add, remove, health] = routesOf('GET /users', 'POST /users', 'DELETE /users/:id', 'GET /health') as [ReturnType<typeof routesOf>[0], ReturnType<typeof routesOf>[0], ReturnType<typeof routesOf>[0], ReturnType<typeof routesOf>[0]];
const data = dataOf([
  { ...list, access: 'authenticated', passed: pass(0, 1) },
  { ...add, access: 'authorized', roles: ['admin', 'editor'], passed: pass(0, 1, 1), handler: { name: 'addUser', at: [0, 9] } },
  { ...remove, access: 'authorized', framework: 'koa', at: [1, 1], passed: pass(0, 2), findings: [0] },
  { ...health, access: 'intended', passed: pass(0) },
], { guards: [guard('cors', false), guard('requireUser', true), guard('requireOwner', true)], files: [{ name: 'src/app.ts', lines: {} }, { name: 'src/legacy.ts', lines: {} }] });

describe('filters', () => {
  const find = filterOf(data);

  it.each<[string, Partial<Filters>, number[]]>([
    ['nothing', {}, [0, 1, 2, 3]],
    ['a part of a path, in any case', { text: 'USER' }, [0, 1, 2]],
    ['method and path as they are read', { text: 'get /health' }, [3]],
    ['every word', { text: ' users  admin ' }, [1]],
    ['a file', { text: 'legacy' }, [2]],
    ['a handler', { text: 'adduser' }, [1]],
    ['a guard by name', { text: 'requireowner' }, [2]],
    ['text that is nowhere', { text: '.*' }, []],
    ['one access', { accesses: new Set(['intended']) }, [3]],
    ['several', { accesses: new Set(['intended', 'authenticated']) }, [0, 3]],
    ['method', { method: 'GET' }, [0, 3]],
    ['framework', { framework: 'koa' }, [2]],
    ['guard', { guard: 1 }, [0, 1]],
    ['the first guard', { guard: 0 }, [0, 1, 2, 3]],
    ['role', { role: 'editor' }, [1]],
    ['findings', { findings: true }, [2]],
    ['all together', { method: 'POST', role: 'admin', guard: 1, text: 'users' }, [1]],
  ])('by %s', (_, filters, found) => {
    const given = { ...noFilters(), ...filters };
    expect(find(given)).toEqual(found);
    expect(isFiltering(given)).toBe(Object.keys(filters).length > 0);
  });
});

it('guards: what protects first, then by how many routes; each route once', () => {
  expect(guardsOf(data, [0, 1, 2, 3])).toEqual([{ guard: 1, routes: [0, 1] }, { guard: 2, routes: [2] }, { guard: 0, routes: [0, 1, 2, 3] }]);
  expect(guardsOf(data, [3])).toEqual([{ guard: 0, routes: [3] }]);
});

describe('the matrix', () => {
  const marks = (shown: number[]) => columnsOf(data, shown).map(({ title, takes }) => [title, ...shown.filter((index) => takes(data.routes[index]!))]);

  it('has each route under who it takes', () => {
    expect(marks([0, 1, 2, 3])).toEqual([['anyone', 3], ['any known caller', 0], ['unnamed right', 2], ['admin', 1], ['editor', 1]]);
  });

  it('has the columns that the routes need', () => {
    expect(marks([3])).toEqual([['anyone', 3]]);
  });
});
