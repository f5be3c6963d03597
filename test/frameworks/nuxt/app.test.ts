import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (version: string, text: string): Record<string, string> => ({ 'package.json': JSON.stringify({ dependencies: { h3: version } }), 'src/app.ts': text });

test('h3 1: layers in order, for all addresses that begin with their text', () => {
  expect(accessOf(app('^1.15.0', `import { createApp, createError, createRouter, defineEventHandler, getHeader, useBase } from 'h3';
const guard = defineEventHandler(async (event) => { if (getHeader(event, 'authorization') !== 'Bearer ' + process.env.API_SECRET) throw createError({ statusCode: 401 }); });
const app = createApp();
const early = createRouter().get('/early', defineEventHandler(() => 'early'));
app.use(early);
app.use('/admin', guard);
app.use('/hello', defineEventHandler(() => 'hello'));
const router = createRouter().get('/admin/users', defineEventHandler(() => [])).get('/administrators', defineEventHandler(() => [])).post('/users/:id', defineEventHandler(() => ({})));
app.use(router);
const api = createRouter(); api.add('/x/**', defineEventHandler(() => 1), ['get', 'put']); app.use('/api', useBase('/api', api.handler));
export default app;`))).toEqual({
    'GET /early': 'public', 'ALL /hello': 'public', 'GET /admin/users': 'authenticated', 'GET /administrators': 'authenticated', 'POST /users/:id': 'public', 'GET /api/x/*': 'public', 'PUT /api/x/*': 'public',
  });
});

test('h3 2: middleware stands in front of every route that its pattern matches as a whole, whatever the order', () => {
  expect(accessOf(app('^2.0.0', `import { H3, HTTPError, defineHandler } from 'h3';
const guard = (event, next) => { if (event.req.headers.get('authorization') !== 'Bearer ' + process.env.API_SECRET) throw new HTTPError({ status: 401 }); return next(); };
const app = new H3();
app.get('/admin/early', () => 'early');
app.use('/admin/**', guard);
app.use('/exact', guard);
app.get('/exact', () => 1).get('/exact/below', () => 2).post('/one', () => 3, { middleware: [guard] });
app.get('/parts', defineHandler({ middleware: [guard], handler: () => 4 }));
const inner = new H3(); inner.use(guard); inner.get('/list', () => []); app.mount('/inner', inner);
export default app;`))).toEqual({
    'GET /admin/early': 'authenticated', 'GET /exact': 'authenticated', 'GET /exact/below': 'public', 'POST /one': 'authenticated', 'GET /parts': 'authenticated', 'GET /inner/list': 'authenticated',
  });
});
