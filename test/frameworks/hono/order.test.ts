import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const GUARD = `
  import { createMiddleware } from 'hono/factory';
  import { verify } from 'hono/jwt';
  export const guard = createMiddleware(async (c, next) => {
    const token = c.req.header('authorization');
    if (!token) return c.json({ error: 'no token' }, 401);
    await verify(token, process.env.SECRET, 'HS256');
    await next();
  });
`;

test('a pattern with an asterisk covers the path before it, and no longer word', () => {
  const app = `
    import { Hono } from 'hono';
    import { guard } from './guard.ts';
    const app = new Hono();
    app.get('/admin/early', (c) => c.text('early'));
    app.use('/admin/*', guard);
    app.get('/admin', (c) => c.text('home'));
    app.get('/admin/users/:id', (c) => c.text('user'));
    app.get('/administrator', (c) => c.text('other'));
    export default app;
  `;
  expect(accessOf({ 'src/guard.ts': GUARD, 'src/app.ts': app })).toEqual({
    'GET /admin/early': 'public', 'GET /admin': 'authenticated', 'GET /admin/users/:id': 'authenticated', 'GET /administrator': 'public',
  });
});

test('a pattern without an asterisk is for that path alone', () => {
  const app = `
    import { Hono } from 'hono';
    import { guard } from './guard.ts';
    export default new Hono().use('/me', guard).get('/me', (c) => c.text('me')).get('/me/photo', (c) => c.text('photo'));
  `;
  expect(accessOf({ 'src/guard.ts': GUARD, 'src/app.ts': app })).toEqual({ 'GET /me': 'authenticated', 'GET /me/photo': 'public' });
});

test('a parameter that takes only some values covers no other route', () => {
  const app = `
    import { Hono } from 'hono';
    import { guard } from './guard.ts';
    const app = new Hono();
    app.use('/notes/:id{[0-9]+}', guard);
    app.get('/notes/:id', (c) => c.text('note'));
    app.put('/notes/:id{[0-9]+}', (c) => c.text('note'));
    export default app;
  `;
  expect(accessOf({ 'src/guard.ts': GUARD, 'src/app.ts': app })).toEqual({ 'GET /notes/:id': 'public', 'PUT /notes/:id': 'authenticated' });
});

test('route copies what the other application has at that moment', () => {
  const app = `
    import { Hono } from 'hono';
    import { guard } from './guard.ts';
    const notes = new Hono().get('/first', (c) => c.text('first'));
    const app = new Hono();
    app.route('/notes', notes);
    app.use('*', guard);
    app.route('/late', new Hono().get('/second', (c) => c.text('second')));
    notes.get('/never', (c) => c.text('never'));
    export default app;
  `;
  expect(accessOf({ 'src/guard.ts': GUARD, 'src/app.ts': app })).toEqual({ 'GET /notes/first': 'public', 'GET /late/second': 'authenticated' });
});

test('a view with a base path shares its routes with what it was made of', () => {
  const app = `
    import { Hono } from 'hono';
    import { guard } from './guard.ts';
    const app = new Hono();
    const api = app.basePath('/api');
    api.use('/closed/*', guard);
    api.get('/closed/list', (c) => c.text('list'));
    app.get('/api/closed/other', (c) => c.text('other'));
    app.get('/open', (c) => c.text('open'));
    export default app;
  `;
  expect(accessOf({ 'src/guard.ts': GUARD, 'src/app.ts': app })).toEqual({ 'GET /api/closed/list': 'authenticated', 'GET /api/closed/other': 'authenticated', 'GET /open': 'public' });
});

test('handlers without a path are for the path that was named last', () => {
  const app = `
    import { Hono } from 'hono';
    export default new Hono().get('/notes', (c) => c.text('list')).post((c) => c.text('made')).delete('/notes/:id', (c) => c.text('gone'));
  `;
  expect(accessOf({ 'src/app.ts': app })).toEqual({ 'GET /notes': 'public', 'POST /notes': 'public', 'DELETE /notes/:id': 'public' });
});

test('what an application adds only under a condition leaves nothing that can be relied on', () => {
  const app = `
    import { Hono } from 'hono';
    import { config } from './config.ts';
    import { users } from './users.ts';
    const app = new Hono();
    app.use(async (c, next) => {
      c.set('user', await users.findByToken(c.req.header('authorization')));
      await next();
    });
    if (config.env === 'test') app.use(async (c, next) => { c.set('user', { id: 'someone' }); await next(); });
    app.get('/me', async (c, next) => {
      if (!c.get('user')) return c.text('no', 401);
      await next();
    }, (c) => c.json(c.get('user')));
    export default app;
  `;
  expect(accessOf({ 'src/config.ts': `import { load } from 'settings'; export const config = load();`, 'src/app.ts': app })).toEqual({ 'GET /me': 'authenticated' });
});

test('an application that nobody serves is not known to be open', () => {
  const files = {
    'src/app.ts': `import { Hono } from 'hono'; export default new Hono().get('/served', (c) => c.text('served'));`,
    'src/other.ts': `import { Hono } from 'hono'; export const other = new Hono().get('/other', (c) => c.text('other'));`,
  };
  expect(accessOf(files)).toEqual({ 'GET /served': 'public', 'GET /other': 'unknown' });
});
