import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const app = (config: string, more: Record<string, string> = {}): Record<string, string> => ({
  'package.json': '{ "dependencies": { "payload": "3.50.0" } }',
  'src/payload.config.ts': `
    import { buildConfig } from 'payload';
    import { anyone, isAdmin, ownOnly, signedIn } from './access';
    export default buildConfig({ ${config} });`,
  'src/access.ts': `
    import type { Access } from 'payload';
    export const anyone: Access = () => true;
    export const signedIn: Access = ({ req: { user } }) => Boolean(user);
    export const isAdmin: Access = ({ req }) => req.user?.role === 'admin';
    export const ownOnly: Access = ({ req: { user } }) => {
      if (!user) return false;
      if (user.role === 'admin') return true;
      return { owner: { equals: user.id } };
    };
    export const published: Access = ({ req: { user } }) => (user ? true : { _status: { equals: 'published' } });`,
  ...more,
});
const ofCollection = (access: string): Record<string, string> => accessOf(app(`collections: [{ slug: 'posts', access: { ${access} }, fields: [] }]`));

test('what has no access function asks for a user', () => {
  expect(ofCollection('')).toEqual({
    'GET /api/posts': 'authenticated', 'GET /api/posts/:id': 'authenticated', 'GET /api/posts/count': 'authenticated', 'POST /api/posts': 'authenticated', 'POST /api/posts/:id/duplicate': 'authenticated',
    'PATCH /api/posts': 'authenticated', 'PATCH /api/posts/:id': 'authenticated', 'DELETE /api/posts': 'authenticated', 'DELETE /api/posts/:id': 'authenticated',
  });
});

test('each operation asks its function; a copy asks for both ends', () => {
  expect(ofCollection('read: anyone, create: signedIn, update: ownOnly, delete: isAdmin')).toEqual({
    'GET /api/posts': 'public', 'GET /api/posts/:id': 'public', 'GET /api/posts/count': 'public', 'POST /api/posts': 'authenticated', 'POST /api/posts/:id/duplicate': 'authenticated',
    'PATCH /api/posts': 'authorized', 'PATCH /api/posts/:id': 'authorized', 'DELETE /api/posts': 'authorized [admin]', 'DELETE /api/posts/:id': 'authorized [admin]',
  });
  expect(ofCollection('read: isAdmin, create: anyone')).toMatchObject({ 'POST /api/posts': 'public', 'POST /api/posts/:id/duplicate': 'authorized [admin]' });
});

test('a condition on the rows lets callers at some of them', () => {
  const routes = authMapOf(app("collections: [{ slug: 'posts', access: { read: published, update: ownOnly }, fields: [] }]", { 'src/payload.config.ts': `
    import { buildConfig } from 'payload'; import { ownOnly, published } from './access';
    export default buildConfig({ collections: [{ slug: 'posts', access: { read: published, update: ownOnly }, fields: [] }] });` })).routes;
  const found = (method: string): unknown => routes.filter((one) => one.method === method && one.path === '/api/posts').map(({ access, guards, publicBy }) => [access, guards.map((guard) => guard.proves), publicBy]);
  expect(found('GET')).toEqual([['public', [], 'metadata: its `read` access lets everyone in']]);
  expect(found('PATCH')).toEqual([['authorized', ['ownership'], undefined]]);
});

test('globals, versions and files', () => {
  expect(accessOf(app("routes: { api: '/cms' }, collections: [{ slug: 'media', upload: true, versions: { drafts: true }, access: { read: anyone, readVersions: isAdmin } }], globals: [{ slug: 'header', access: { read: anyone } }]"))).toMatchObject({
    'GET /cms/media/file/:filename': 'public', 'GET /cms/media/versions': 'authorized [admin]', 'POST /cms/media/versions/:id': 'authenticated', 'GET /cms/globals/header': 'public', 'POST /cms/globals/header': 'authenticated',
  });
});

test('collections that log in have more routes, some of which are for everyone', () => {
  const routes = authMapOf(app("collections: [{ slug: 'users', auth: { verify: true }, access: { create: anyone, unlock: isAdmin } }]")).routes.filter((one) => /users\/[a-z-]+(?!.*count)|users$/.test(one.path) && one.method === 'POST');
  expect(Object.fromEntries(routes.map((one) => [one.path, `${one.access} ${one.publicBy ?? ''}`.trim()]))).toEqual({
    '/api/users': 'public convention: sign-up', '/api/users/login': 'public convention: login', '/api/users/forgot-password': 'public convention: password reset', '/api/users/reset-password': 'public convention: password reset',
    '/api/users/verify/:id': 'public convention: verification', '/api/users/first-register': 'unknown', '/api/users/unlock': 'authorized', '/api/users/logout': 'authenticated', '/api/users/refresh-token': 'authenticated',
  });
  expect(Object.keys(accessOf(app("collections: [{ slug: 'keys', auth: { useAPIKey: true, disableLocalStrategy: true } }]"))).filter((one) => one.includes('login'))).toEqual([]);
});

test('who manages the site does not sign up for it', () => {
  const open = authMapOf(app("collections: [{ slug: 'admins', auth: true, access: { create: anyone } }]")).routes.find((one) => one.method === 'POST' && one.path === '/api/admins');
  expect([open?.access, open?.publicBy]).toEqual(['public', undefined]);
});

test('a function that cannot be followed', () => {
  expect(accessOf(app("collections: [{ slug: 'posts', access: { read: byPlan } }]", { 'src/payload.config.ts': `
    import { buildConfig } from 'payload'; import { byPlan } from 'some-plans';
    export default buildConfig({ collections: [{ slug: 'posts', access: { read: byPlan }, fields: [] }] });` }))).toMatchObject({ 'GET /api/posts': 'unknown', 'POST /api/posts': 'authenticated' });
});

test('what logs in is not copied, unless that is asked for, and what has no endpoints is not reached', () => {
  const copies = (settings: string): string[] => Object.keys(accessOf(app(`collections: [{ slug: 'users', ${settings} }]`))).filter((one) => one.endsWith('/duplicate'));
  expect([copies('auth: true'), copies('auth: true, disableDuplicate: false'), copies('disableDuplicate: true')]).toEqual([[], ['POST /api/users/:id/duplicate'], []]);
  expect(accessOf(app("collections: [{ slug: 'posts', endpoints: false }], globals: [{ slug: 'header', endpoints: false }, { slug: 'footer' }]"))).toEqual({ 'GET /api/globals/footer': 'authenticated', 'POST /api/globals/footer': 'authenticated' });
});
