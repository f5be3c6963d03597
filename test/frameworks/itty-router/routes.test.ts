import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'src/index.ts': `
    import { AutoRouter, Router, error, json, withContent, StatusError } from 'itty-router'; import { jwtVerify } from 'jose';
    const withAuth = async (request, env) => {
      const token = request.headers.get('Authorization')?.replace('Bearer ', '');
      if (!token) return error(401, 'Unauthorized');
      try { const { payload } = await jwtVerify(token, env.KEY); request.user = payload; } catch { return error(401, 'Unauthorized'); }
    };
    const withUser = (request) => { request.seen = true; };
    const requireAdmin = (request) => { if (request.user.role !== 'admin') throw new StatusError(403, 'Forbidden'); };
    ${body}
  `,
});

test('functions in front of one handler, and of all', () => {
  expect(accessOf(app(`
    const router = AutoRouter({ before: [withUser] });
    router.get('/open/:id', ({ id }) => ({ id })).post('/notes', withAuth, withContent, (request) => json(request.content))
      .delete('/notes/:id', withAuth, requireAdmin, () => new Response('ok'))
      .get('/own', (request, env) => { if (request.headers.get('x-secret') !== env.SECRET) return error(403); return json({}); });
    export default router;
  `))).toEqual({ 'GET /open/:id': 'public', 'POST /notes': 'authenticated', 'DELETE /notes/:id': 'authorized [admin]', 'GET /own': 'authenticated in the handler' });
});

test('before closes all of a router', () => {
  expect(accessOf(app("export default AutoRouter({ base: '/api', before: [withAuth] }).get('/a', () => 1);"))).toEqual({ 'GET /api/a': 'authenticated' });
});

test('order decides, and nested routers inherit', () => {
  expect(accessOf(app(`
    const admin = Router({ base: '/admin' }); admin.get('/users', () => json([]));
    const router = Router();
    router.get('/first', () => json([])).all('/private/*', withAuth).get('/private/x', () => json([])).get('/other', () => json([]));
    router.all('/admin/*', withAuth, requireAdmin, admin.fetch);
    router.all('*', () => error(404));
    export default { fetch: (request, env) => router.fetch(request, env) };
  `))).toEqual({ 'GET /first': 'public', 'GET /private/x': 'authenticated', 'GET /other': 'public', 'GET /admin/users': 'authorized [admin]', 'ALL /*': 'public' });
});
