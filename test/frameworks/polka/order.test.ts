import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, version = '^1.0.0-next.25'): Record<string, string> => ({
  'package.json': `{ "dependencies": { "polka": "${version}" } }`,
  'app.js': `
    const polka = require('polka');
    const guard = (req, res, next) => { if (!req.user) { res.statusCode = 401; return res.end('no'); } next(); };
    const h = (req, res) => res.end('[]');
    ${body}
  `,
});

test('order decides from version 1 on', () => {
  expect(accessOf(app("polka().get('/a', h).use(guard).get('/b', h).listen(1);"))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
});

test('before version 1 what is used runs before all handlers', () => {
  expect(accessOf(app("polka().get('/a', h).use(guard).get('/b', h).listen(1);", '^0.5.2'))).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authenticated' });
});

test('a path limits what is used, and applications are mounted on it', () => {
  expect(accessOf(app("const sub = polka().get('/x', h); const open = polka().post('/y', h); polka().use('/admin', guard, sub).use('/open', open).get('/z', h);")))
    .toEqual({ 'GET /admin/x': 'authenticated', 'POST /open/y': 'public', 'GET /z': 'public' });
});

test('guards of one route', () => {
  expect(accessOf(app("polka().get('/a', guard, h).patch('/b/:id', h);"))).toEqual({ 'GET /a': 'authenticated', 'PATCH /b/:id': 'public' });
});
