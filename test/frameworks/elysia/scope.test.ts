import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (source: string): Record<string, string> => accessOf({
  'src/app.ts': `
    import { Elysia, status } from 'elysia';
    import { users } from './users.ts';
    const check = async ({ headers, status }) => { if (!(await users.findByToken(headers.authorization))) return status(401); };
    ${source}
  `,
});

test.each([['local', 'public', 'public'], ['scoped', 'authenticated', 'public'], ['global', 'authenticated', 'authenticated']])('a hook that is %s', (as, middle, top) => {
  expect(app(`
    const plugin = new Elysia().onBeforeHandle({ as: '${as}' }, check).get('/own', () => 1);
    const middle = new Elysia().use(plugin).get('/middle', () => 1);
    export default new Elysia().get('/before', () => 1).use(middle).get('/top', () => 1);
  `)).toEqual({ 'GET /before': 'public', 'GET /own': 'authenticated', 'GET /middle': middle, 'GET /top': top });
});

test('a hook is for what comes after it, in plugins as well', () => {
  expect(app(`
    const plugin = new Elysia().get('/plugin', () => 1);
    export default new Elysia().get('/a', () => 1).onBeforeHandle(check).get('/b', () => 1).use(plugin);
  `)).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated', 'GET /plugin': 'authenticated' });
});

test('a hook for requests as such is for all of them', () => {
  expect(app(`export default new Elysia().get('/a', () => 1).onRequest(async ({ request, set }) => {
    if (!(await users.findByToken(request.headers.get('authorization')))) { set.status = 401; return 'no'; }
  });`)).toEqual({ 'GET /a': 'authenticated' });
});

test('groups and guards keep to themselves', () => {
  expect(app(`export default new Elysia({ prefix: '/api' })
    .group('/in', (inner) => inner.onBeforeHandle(check).get('/a', () => 1))
    .guard({ beforeHandle: check }, (inner) => inner.get('/b', () => 1))
    .get('/c', () => 1)
    .guard({ beforeHandle: [check] })
    .get('/d', () => 1);`)).toEqual({ 'GET /api/in/a': 'authenticated', 'GET /api/b': 'authenticated', 'GET /api/c': 'public', 'GET /api/d': 'authenticated' });
});

test('as lifts what is local', () => {
  expect(app(`const plugin = new Elysia().onBeforeHandle(check).as('scoped'); export default new Elysia().use(plugin).get('/a', () => 1);`)).toEqual({ 'GET /a': 'authenticated' });
});

test('of plugins with one name the first is taken', () => {
  expect(app(`
    const first = new Elysia({ name: 'auth' });
    const second = new Elysia({ name: 'auth' }).onBeforeHandle({ as: 'scoped' }, check);
    export default new Elysia().use(first).use(second).get('/a', () => 1);
  `)).toEqual({ 'GET /a': 'public' });
});

test('a route that is declared again replaces the first', () => {
  expect(app(`export default new Elysia().onBeforeHandle(check).get('/a', () => 1).use(new Elysia().get('/b', () => 1));`)).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authenticated' });
  expect(app(`const plugin = new Elysia().get('/a', () => 1); export default new Elysia().guard({ beforeHandle: check }, (inner) => inner.use(plugin)).use(plugin);`)).toEqual({ 'GET /a': 'public' });
});

test('a plugin that is a function works on the instance itself', () => {
  expect(app(`const guarded = (instance) => instance.onBeforeHandle(check); export default new Elysia().use(guarded).get('/a', () => 1);`)).toEqual({ 'GET /a': 'authenticated' });
});

test('a plugin that could not be followed may guard', () => {
  expect(accessOf({ 'src/app.ts': `import { Elysia } from 'elysia'; import { authPlugin } from './nowhere.ts'; export default new Elysia().get('/a', () => 1).use(authPlugin).get('/b', () => 1);` })).toEqual({ 'GET /a': 'public', 'GET /b': 'unknown' });
});
