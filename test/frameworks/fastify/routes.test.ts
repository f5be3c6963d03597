import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';
import { application } from './app.ts';

test('routes with several methods, any method, and a handler among the options', () => {
  expect(Object.keys(accessOf(application("app.route({ method: ['GET', 'put'], url: '/a/:id(^\\\\d+$)', handler: h }); app.all('/b/*', h); app.get('/c', { handler: h, onRequest: [guard] }); app.withTypeProvider().setErrorHandler(() => {}).post('/d', h);"))))
    .toEqual(['GET /a/:id', 'PUT /a/:id', 'ALL /b/*', 'GET /c', 'POST /d']);
});

test('plugins that are loaded by `import()`, and given options by a function', () => {
  expect(accessOf({ ...application("app.decorate('base', '/v1'); app.register(import('./more.mjs'), (parent) => ({ prefix: parent.base }));"), 'more.mjs': "export default async (app) => { app.get('/x', async () => []); };" })).toEqual({ 'GET /v1/x': 'public' });
});

test('a refusal in the handler, by closing a socket too', () => {
  const socket = "app.get('/ws', { websocket: true }, (socket, request) => { if (!request.session.user) { socket.close(); return; } socket.send('hello'); });";
  expect(accessOf(application(`app.get('/x', async (request, reply) => { await request.jwtVerify(); return []; }); ${socket}`))).toEqual({ 'GET /x': 'authenticated in the handler', 'GET /ws': 'authenticated in the handler' });
});

test('a handler that chooses among the rows of a table stands for each of them', () => {
  const router = "class Router { rows = []; get(url, handler) { this.rows.push({ method: 'get', path: url.split('?')[0], handler }); } }";
  const body = `${router} const router = new Router();
router.get('/:id?tags', async () => 'tags');
router.get('/:id', async () => 'one');
const rows = router.rows;
app.get('/:id', async (request) => rows.find((row) => row.path in request.query).handler(request));`;
  const places = authMapOf(application(body)).routes.map((route) => `${route.method} ${route.path} ${route.line}`);
  expect(places).toEqual(['GET /:id?tags 8', 'GET /:id 9']);
});
