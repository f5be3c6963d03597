import { expect, it } from 'vitest';
import { routesCsv } from '../../src/report/routes-csv.ts';
import { analysis, clean, routes } from './sample.ts';

const HEAD = 'method,path,access,roles,guards,public_by,unknown_reason,framework,handler,file,line\r\n';
const row = (part: Partial<(typeof routes)[number]>) => routesCsv({ ...clean, routes: [{ ...routes[1]!, ...part }] }).slice(HEAD.length);

it('lists routes by path and method', () => {
  const guarded = { ...routes[0]!, roles: ['admin', 'staff'] };
  expect(routesCsv({ ...analysis, routes: [...routes.slice(1), guarded, { ...routes[0]!, path: '/x', access: 'unknown', guards: [], roles: [], unknownReason: 'load("./x") cannot be followed' }] })).toBe(HEAD + [
    'GET,/users,authorized,"admin, staff",requireRole,,,express,list,src/users.ts,4\r\n',
    'DELETE,/users/:id,public,,,,,express,remove,src/users.ts,5\r\n',
    'GET,/users/export,public,,,convention: health,,express,,src/users.ts,6\r\n',
    'GET,/x,unknown,,,,"load(""./x"") cannot be followed",express,list,src/users.ts,4\r\n',
  ].join(''));
});

it('is the names alone when there are none', () => {
  expect(routesCsv(clean)).toBe(HEAD);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\uff1d1'])('makes %j text for a spreadsheet', (path) => {
  const shown = path.replace('\t', '\\x09').replace('\r', '\\x0d').replace('\n', '\\x0a');
  expect(row({ path })).toBe(`DELETE,"'${shown}",public,,,,,express,remove,src/users.ts,5\r\n`);
});

it.each([
  ['/a,b', '"/a,b"'], ['/a"b', '"/a""b"'], ['/a;b', '"/a;b"'], ['/a\r\nb', '/a\\x0d\\x0ab'], ['/a ', '"/a "'], ['/a\u001b[2J', '/a\\x1b[2J'], ['/##vso[x]', '/#\\x23vso[x]'], ['', ''],
])('writes %j as one cell', (path, cell) => {
  expect(row({ path })).toBe(`DELETE,${cell},public,,,,,express,remove,src/users.ts,5\r\n`);
});
