import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const routes = (config: string, version = '3.50.0'): Record<string, string> => Object.fromEntries(Object.entries(accessOf({
  'package.json': `{ "dependencies": { "payload": "${version}" } }`,
  'src/payload.config.ts': `import { APIError, buildConfig } from 'payload'; const closed = { read: ({ req }) => Boolean(req.user) }; export default buildConfig({ ${config} });`,
})).filter(([route]) => route.includes('/own')));

test('access of the collection does not protect its endpoints', () => {
  expect(routes("collections: [{ slug: 'posts', access: closed, endpoints: [{ path: '/own', method: 'post', handler: async (req) => { await req.payload.delete({ collection: 'posts', where: {} }); return Response.json({}); } }] }]")).toEqual({ 'POST /api/posts/own': 'public' });
});

test('checks in the handler', () => {
  expect(routes(`endpoints: [
    { path: '/own/a', method: 'get', handler: async (req) => { if (!req.user) { return Response.json({ error: 'no' }, { status: 401 }); } return Response.json({}); } },
    { path: '/own/b', method: 'get', handler: async ({ user, payload }) => { if (!user) throw new APIError('no', 403); return Response.json(await payload.find({ collection: 'x' })); } },
    { path: '/own/c', method: 'get', handler: async (req) => { if (req.user?.role !== 'admin') return new Response('no', { status: 403 }); return Response.json({}); } },
    { path: '/own/d', method: 'get', handler: async (req) => { const who = req.user ? req.user.name : 'nobody'; return Response.json({ who }); } },
    { path: '/own/e', method: 'get', handler: async (req) => { const { user } = await req.payload.auth({ headers: req.headers }); if (!user) return new Response(null, { status: 401 }); return Response.json({}); } },
  ]`)).toEqual({ 'GET /api/own/a': 'authenticated in the handler', 'GET /api/own/b': 'authenticated in the handler', 'GET /api/own/c': 'authorized [admin] in the handler', 'GET /api/own/d': 'public', 'GET /api/own/e': 'authenticated in the handler' });
});

test('a request made with the access of the caller is decided there', () => {
  const find = (options: string): string => `globals: [{ slug: 'header', endpoints: [{ path: '/own', method: 'get', handler: async (req) => Response.json(await req.payload.find({ collection: 'posts', user: req.user, ${options} })) }] }]`;
  expect(routes(find('overrideAccess: false'))).toEqual({ 'GET /api/globals/header/own': 'unknown' });
  expect(routes(find(''))).toEqual({ 'GET /api/globals/header/own': 'public' });
});

test('endpoints of version 2 are middleware, and may stand at the root', () => {
  expect(routes(`endpoints: [
    { path: '/own/a', method: 'get', root: true, handler: (req, res) => { res.json({}); } },
    { path: '/own/b', method: 'post', handler: [(req, res, next) => { if (!req.user) { return res.status(401).send(); } next(); }, (req, res) => { res.json({}); }] },
  ]`, '2.30.0')).toEqual({ 'GET /own/a': 'public', 'POST /api/own/b': 'authenticated' });
});

test('an endpoint of its own comes before the one that Payload makes, and without any there is none', () => {
  expect(routes("collections: [{ slug: 'own', endpoints: [{ path: '/:id', method: 'get', handler: async () => Response.json({}) }] }]")).toMatchObject({ 'GET /api/own': 'authenticated', 'GET /api/own/:id': 'public' });
  expect(routes("collections: [{ slug: 'own', endpoints: false }]")).toEqual({});
});

test('logging in is for everyone', () => {
  expect(routes("endpoints: [{ path: '/own', method: 'post', handler: async (req) => { const { email, password } = await req.json(); const login = await req.payload.login({ collection: 'users', data: { email, password }, req }); if (login?.token) return Response.json(login); throw new APIError('no', 400); } }]")).toEqual({ 'POST /api/own': 'public' });
});
