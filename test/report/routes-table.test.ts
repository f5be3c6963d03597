import pc from 'picocolors';
import { expect, it } from 'vitest';
import { routesTable } from '../../src/report/routes-table.ts';
import { analysis, clean, routes } from './sample.ts';

const colors = pc.createColors(false);

it('lists routes by path and method, with a line of totals', () => {
  const [list, remove, out] = routes;
  expect(routesTable({ ...analysis, routes: [out!, remove!, list!, { ...remove!, method: 'ALL' }] }, { colors })).toBe(`METHOD  PATH           ACCESS                ROLES  GUARDS       WHERE
GET     /users         authorized            admin  requireRole  src/users.ts:4
ALL     /users/:id     public                -      -            src/users.ts:5
DELETE  /users/:id     public                -      -            src/users.ts:5
GET     /users/export  public by convention  -      -            src/users.ts:6

4 routes: 3 public (1 on purpose), 1 authorized.
`);
});

it('keeps the order of the analysis for one path and method', () => {
  const twice = [{ ...routes[1]!, line: 90 }, { ...routes[1]!, line: 10 }];
  expect(routesTable({ ...analysis, routes: twice }, { colors }).match(/users\.ts:\d+/g)).toEqual(['users.ts:90', 'users.ts:10']);
});

it('fits the terminal, and keeps the line number of a place', () => {
  expect(routesTable({ ...analysis, routes: [routes[0]!] }, { colors, columns: 55 })).toBe(`METHOD  PATH    ACCESS      ROLES  GUARDS  WHERE
GET     /users  authorized  admin  requi…  …/users.ts:4

1 route: 1 authorized.
`);
});

it('says which guards stand in the handler, and names one that is there twice once', () => {
  const guard = routes[0]!.guards[1]!;
  const text = routesTable({ ...analysis, routes: [{ ...routes[0]!, guards: [guard, guard, { ...guard, name: 'isOwner', inHandler: true }] }] }, { colors });
  expect(text).toContain('requireRole, isOwner (in handler)');
});

it('colours by access', () => {
  const paint = pc.createColors(true);
  const text = routesTable({ ...analysis, routes: [...routes, { ...routes[0]!, access: 'unknown' }] }, { colors: paint });
  for (const cell of [paint.green('authorized'), paint.red('public'), paint.cyan('public by convention'), paint.yellow('unknown')]) expect(text).toContain(cell);
});

it('lets no path act on the terminal', () => {
  expect(routesTable({ ...analysis, routes: [{ ...routes[0]!, path: '/\u001b[2J' }] }, { colors })).toContain('/\\x1b[2J');
});

it('says so when there are none', () => {
  expect(routesTable(clean, { colors })).toBe('No routes.\n');
});
