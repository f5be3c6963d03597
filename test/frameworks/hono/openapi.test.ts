import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const APP = `
  import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
  import { bearerAuth } from 'hono/bearer-auth';
  const guard = bearerAuth({ verifyToken: (token) => store.has(token) });
  const route = createRoute({ method: 'delete', path: '/users/{id}/keys/{key}', middleware: [guard] as const, security: [{ bearer: [] }], responses: {} });
  const documented = createRoute({
    method: 'get',
    path: '/documented',
    security: [{ bearer: [] }],
    responses: { 401: { description: 'never' } },
  });
  function register(api: OpenAPIHono) {
    api.openapi(route, (c) => c.json({}));
    api.openapi(documented, (c) => c.json({}));
  }
  const app = new OpenAPIHono();
  register(app);
  app.doc('/spec.json', {});
  export default { port: 3000, fetch: app.fetch };
`;

test('middleware of a route counts, what describes it does not', () => {
  expect(accessOf({ 'src/app.ts': APP })).toEqual({ 'DELETE /users/:id/keys/:key': 'authenticated', 'GET /documented': 'public', 'GET /spec.json': 'public' });
});

test('a guard of a route stands where it is listed', () => {
  const route = authMapOf({ 'src/app.ts': APP }).routes.find((one) => one.method === 'DELETE');
  expect(route?.guards.map(({ name, appliedAt }) => ({ name, line: appliedAt.line }))).toEqual([{ name: 'guard', line: 5 }]);
});
