import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const access = (chain: string): string | undefined => accessOf({
  'src/app.ts': `
    import { jwt } from '@elysiajs/jwt';
    import { bearer } from '@elysiajs/bearer';
    import { Elysia, error, status } from 'elysia';
    import { users } from './users.ts';
    const find = (headers) => users.findByToken(headers.authorization);
    export default new Elysia()${chain};
  `,
})['GET /x'];

test('derive and resolve refuse by status or by an exception, and by nothing else', () => {
  expect(access(`.derive(async ({ headers, status }) => { const user = await find(headers); if (!user) return status(401); return { user }; }).get('/x', () => 1)`)).toBe('authenticated');
  expect(access(`.resolve(async ({ headers }) => { const user = await find(headers); if (!user) throw error('Unauthorized'); return { user }; }).get('/x', () => 1)`)).toBe('authenticated');
  expect(access(`.derive(async ({ headers, set }) => { const user = await find(headers); if (!user) { set.status = 401; throw new Error('no'); } return { user }; }).get('/x', () => 1)`)).toBe('authenticated');
  expect(access(`.derive(async ({ headers, set }) => { const user = await find(headers); if (!user) { set.status = 401; return { error: 'no' }; } return { user }; }).get('/x', () => 1)`)).toBe('public');
  expect(access(`.derive(async ({ headers }) => { const user = await find(headers); if (!user) return new Response('no', { status: 401 }); return { user }; }).get('/x', () => 1)`)).toBe('public');
});

test('beforeHandle answers by returning anything', () => {
  expect(access(`.get('/x', () => 1, { beforeHandle: async ({ headers, set }) => { if (!(await find(headers))) { set.status = 'Unauthorized'; return 'no'; } } })`)).toBe('authenticated');
  expect(access(`.get('/x', () => 1, { beforeHandle: async ({ headers, set }) => { if (!(await find(headers))) set.status = 401; } })`)).toBe('public');
});

test('verify of the JWT plugin gives false for a bad token', () => {
  expect(access(`.use(jwt({ name: 'tokens', secret: process.env.SECRET })).use(bearer()).get('/x', async ({ tokens, bearer, status }) => { const claims = await tokens.verify(bearer); if (!claims) return status(401); return claims; })`)).toBe('authenticated in the handler');
  expect(access(`.use(jwt({ secret: process.env.SECRET })).get('/x', async ({ jwt, cookie: { auth } }) => { const claims = await jwt.verify(auth.value); return claims; })`)).toBe('public');
});

test('macros: objects, functions, those of an instance that uses the routes, and those of functions', () => {
  expect(access(`.macro({ auth: { resolve: async ({ headers, status }) => ((await find(headers)) ? {} : status(401)) } }).get('/x', () => 1, { auth: true })`)).toBe('authenticated');
  expect(access(`.macro({ auth: (on) => on && { beforeHandle: async ({ headers, status }) => { if (!(await find(headers))) return status(401); } } }).get('/x', () => 1, { auth: true })`)).toBe('authenticated');
  expect(access(`.macro({ auth: { beforeHandle: () => status(401) } }).use(new Elysia().get('/x', () => 1, { auth: true }))`)).not.toBe('public');
  expect(access(`.macro(({ onBeforeHandle }) => ({ auth(on) { if (on) onBeforeHandle(async ({ headers, error }) => { if (!(await find(headers))) return error(401); }); } })).get('/x', () => 1, { auth: true })`)).toBe('authenticated');
  expect(access(`.macro({ auth: { beforeHandle: async ({ headers, status }) => { if (!(await find(headers))) return status(401); } } }).get('/x', () => 1, { auth: false })`)).toBe('public');
});

test('a macro that is switched off leaves out those behind it', () => {
  const macros = `.macro({ a: { beforeHandle: () => undefined }, b: { beforeHandle: async ({ headers, status }) => { if (!(await find(headers))) return status(401); } } })`;
  expect(access(`${macros}.get('/x', () => 1, { a: false, b: true })`)).toBe('public');
  expect(access(`${macros}.get('/x', () => 1, { b: true, a: false })`)).toBe('authenticated');
});

test('a role by the argument of a macro', () => {
  expect(access(`.macro({ role: (wanted) => ({ beforeHandle: async ({ headers, status }) => { const user = await find(headers); if (!user) return status(401); if (user.role !== wanted) return status(403); } }) }).get('/x', () => 1, { role: 'admin' })`)).toBe('authorized [admin]');
});

test('what a decorator gives is looked into', () => {
  expect(access(`.decorate('requireUser', async (headers) => { const user = await find(headers); if (!user) throw status(401); return user; }).get('/x', async ({ headers, requireUser }) => { const user = await requireUser(headers); return user; })`)).toBe('authenticated in the handler');
});
