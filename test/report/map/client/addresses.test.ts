import { expect, it } from 'vitest';
import { addressesOf } from '../../../../src/report/map/client/addresses.ts';
import { dataOf, routesOf } from './routes.ts';

it('routes are named by method and path, and by file where that does not tell them apart', () => {
  const data = dataOf(routesOf('GET /health', 'POST /a b', 'GET /health'), { files: [{ name: 'api/app.ts', lines: {} }, { name: 'web/app.ts', lines: {} }] });
  data.routes[2]!.at = [1, 3];
  expect(addressesOf(data).map(decodeURIComponent)).toEqual(['GET /health in api/app.ts', 'POST /a b', 'GET /health in web/app.ts']);
  expect(addressesOf(data)[1]).toBe('POST%20%2Fa%20b');
});
