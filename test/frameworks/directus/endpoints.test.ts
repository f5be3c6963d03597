import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const manifest = (extension: unknown, name = 'directus-extension-shop'): string => JSON.stringify({ name, 'directus:extension': extension, devDependencies: { '@directus/extensions-sdk': '11.0.0' } });
const endpoint = (text: string): Record<string, string> => accessOf({ 'package.json': manifest({ type: 'endpoint', path: 'dist/index.js', source: 'src/index.ts' }), 'src/index.ts': text });

test('an endpoint is mounted at the name of its extension, or at its own id', () => {
  expect(endpoint("import { defineEndpoint } from '@directus/extensions-sdk'; export default defineEndpoint((router) => { router.get('/', (req, res) => res.send('a')).post('/b', (req, res) => res.send('b')); });"))
    .toEqual({ 'GET /directus-extension-shop': 'public', 'POST /directus-extension-shop/b': 'public' });
  expect(endpoint("export default { id: 'shop', handler: (router) => { router.get('/:id', (req, res) => res.send('a')); } };")).toEqual({ 'GET /shop/:id': 'public' });
});

test('the entries of a bundle, of which only endpoints have routes', () => {
  expect(accessOf({
    'package.json': manifest({ type: 'bundle', path: { app: 'dist/app.js', api: 'dist/api.js' }, entries: [{ type: 'endpoint', name: 'orders', source: 'src/orders/index.ts' }, { type: 'hook', name: 'mails', source: 'src/mails/index.ts' }] }),
    'src/orders/index.ts': "export { default } from './routes';",
    'src/orders/routes.ts': "import { defineEndpoint } from '@directus/extensions-sdk'; export default defineEndpoint({ id: 'orders', handler: (router) => { router.delete('/:id', (req, res) => res.send('a')); } });",
    'src/mails/index.ts': "import { defineHook } from '@directus/extensions-sdk'; export default defineHook(({ filter }) => { filter('items.create', (input) => input); });",
  })).toEqual({ 'DELETE /orders/:id': 'public' });
});

test('a folder of endpoints without manifests', () => {
  expect(accessOf({ 'package.json': '{ "dependencies": { "directus": "10.0.0" } }', 'extensions/endpoints/legacy/index.js': "module.exports = function registerEndpoint(router, { services }) { router.get('/x', (req, res) => res.send('a')); };" })).toEqual({ 'GET /legacy/x': 'public' });
});

test('who is calling stands in the accountability, which is always there', () => {
  expect(endpoint(`
    import { ForbiddenError } from '@directus/errors';
    export default { id: 'a', handler: (router, { services }) => {
      router.get('/there', (req, res) => { if (!req.accountability) { return res.status(401).send('no'); } return res.send('a'); });
      router.get('/user', (req, res) => { if (!req.accountability?.user) { return res.status(401).send('no'); } return res.send('a'); });
      router.get('/admin', (req, res) => { if (req.accountability?.admin !== true) { throw new ForbiddenError(); } return res.send('a'); });
      router.get('/role', (req, res) => { if (!req.accountability.role) { return res.sendStatus(403); } return res.send('a'); });
      router.get('/in', (req, res, next) => { const accountability = 'accountability' in req ? req.accountability : null; if (!accountability?.admin) { next(new ForbiddenError()); return; } res.send('a'); });
      router.get('/reflects', (req, res) => { const accountability = Reflect.get(req, 'accountability'); if (!accountability?.user) { return res.status(401).end(); } return res.send('a'); });
      router.get('/says', (req, res) => res.json({ user: req.accountability?.user ?? null }));
    } };`)).toEqual({ 'GET /a/there': 'public', 'GET /a/user': 'authenticated in the handler', 'GET /a/admin': 'authorized [admin] in the handler', 'GET /a/role': 'authenticated in the handler', 'GET /a/in': 'authorized [admin] in the handler', 'GET /a/reflects': 'authenticated in the handler', 'GET /a/says': 'public' });
});

test('middleware of the router is for what comes after it', () => {
  expect(endpoint("const known = (req, res, next) => (req.accountability?.user ? next() : res.status(401).end()); export default { id: 'a', handler: (router) => { router.get('/open', (req, res) => res.send('a')); router.use(known); router.get('/closed', (req, res) => res.send('a')); } };"))
    .toEqual({ 'GET /a/open': 'public', 'GET /a/closed': 'authenticated' });
});

test('a service that acts for the caller asks for permissions that are kept as data', () => {
  const handler = (options: string): Record<string, string> => endpoint(`export default { id: 'a', handler: (router, { services, getSchema }) => { const { ItemsService } = services; router.get('/', async (req, res) => { const items = new ItemsService('orders', { schema: await getSchema()${options} }); res.json(await items.readByQuery({})); }); } };`);
  expect(handler(', accountability: req.accountability')).toEqual({ 'GET /a': 'unknown' });
  expect(handler('')).toEqual({ 'GET /a': 'public' });
  expect(handler(', accountability: { admin: true }')).toEqual({ 'GET /a': 'public' });
});

test('a router that is annotated as one of Express is that of the endpoint', () => {
  expect(endpoint("import express, { Router } from 'express'; export default (router: Router) => { router.use('/static', express.static('static')); router.get('/logo', (req, res) => res.send('a')); };")).toMatchObject({ 'GET /directus-extension-shop/logo': 'public' });
  expect(Object.keys(endpoint("import { Router } from 'express'; export default (router: Router) => { router.get('/logo', (req, res) => res.send('a')); };"))).toEqual(['GET /directus-extension-shop/logo']);
});

test('what a package puts around a handler may check callers, and only its name says otherwise', () => {
  const around = (name: string): Record<string, string> => endpoint(`import { ${name} } from 'some-helpers'; export default { id: 'a', handler: (router) => { router.get('/', ${name}(async (req, res) => { res.send('a'); })); } };`);
  expect(around('baseRequestHandler')).toEqual({ 'GET /a': 'unknown' });
  expect(around('catchErrors')).toEqual({ 'GET /a': 'public' });
});
