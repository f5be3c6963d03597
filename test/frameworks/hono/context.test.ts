import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const handler = (body: string, imports = ''): string | undefined => accessOf({
  'src/app.ts': `import { Hono } from 'hono';\nimport { sessions, users } from './store.ts';\n${imports}\nexport default new Hono().post('/x', async (c) => { ${body} });`,
})['POST /x'];

test('the status of an answer: an argument, an option, or set before', () => {
  expect(handler(`if (!c.req.header('authorization')) return c.json({}, 401); await check(c); return c.json({});`, `import { verify } from 'hono/jwt'; const check = (c) => verify(c.req.header('authorization'), process.env.SECRET);`)).toBe('authenticated in the handler');
  expect(handler(`const user = await users.findByToken(c.req.header('x-api-key')); if (!user) return c.text('no', { status: 403 }); return c.text('yes');`)).toBe('authenticated in the handler');
  expect(handler(`const user = await users.findByToken(c.req.header('x-api-key')); if (!user) { c.status(401); return c.json({}); } return c.json(user);`)).toBe('authenticated in the handler');
});

test('an HTTPException is an answer with its status', () => {
  expect(handler(`const user = await users.findByToken(c.req.raw.headers.get('authorization')); if (!user) throw new HTTPException(401); return c.json(user);`, `import { HTTPException } from 'hono/http-exception';`)).toBe('authenticated in the handler');
});

test('a cookie is a credential, a signed one is known to be good', () => {
  expect(handler(`const user = await sessions.findById(getCookie(c, 'session')); if (!user) return c.redirect('/login'); return c.json(user);`, `import { getCookie } from 'hono/cookie';`)).toBe('authenticated in the handler');
  expect(handler(`if (!getCookie(c, 'session')) return c.text('no', 401); return c.text('yes');`, `import { getCookie } from 'hono/cookie';`)).toBe('public');
  expect(handler(`if (!(await getSignedCookie(c, process.env.SECRET, 'session'))) return c.text('no', 401); return c.text('yes');`, `import { getSignedCookie } from 'hono/cookie';`)).toBe('authenticated in the handler');
});

test('a secret of the environment that is bound to the context', () => {
  expect(handler(`if (c.req.header('x-cron') !== c.env.CRON_SECRET) return c.text('no', 401); return c.text('ran');`)).toBe('authenticated in the handler');
});

test('a session of better-auth may be missing', () => {
  const imports = `import { betterAuth } from 'better-auth'; const auth = betterAuth({});`;
  expect(handler(`const session = await auth.api.getSession({ headers: c.req.raw.headers }); if (!session) return c.json(null, 401); return c.json(session.user);`, imports)).toBe('authenticated in the handler');
  expect(handler(`const session = await auth.api.getSession({ headers: c.req.raw.headers }); return c.json(session);`, imports)).toBe('public');
});

test('what another package makes of the request is an answer', () => {
  expect(handler(`return auth.handler(c.req.raw);`, `import { betterAuth } from 'better-auth'; const auth = betterAuth({});`)).toBe('public');
});

test('rows that are looked up by a token of the caller are there for whoever has a good one', () => {
  const imports = `import { eq, and } from 'drizzle-orm'; import { db } from './nowhere.ts'; import { keys } from './schema.ts';`;
  expect(handler(`const [key] = await db.select().from(keys).where(and(eq(keys.token, c.req.header('x-api-key')), eq(keys.active, true))).limit(1); if (!key) return c.json({}, 401); return c.json(key);`, imports)).toBe('authenticated in the handler');
});

test('all headers are no token out of a mail, whatever the path is called', () => {
  expect(accessOf({
    'src/app.ts': `
      import { Hono } from 'hono';
      import { betterAuth } from 'better-auth';
      const auth = betterAuth({});
      export default new Hono().get('/invitations', async (c) => {
        const session = await auth.api.getSession({ headers: c.req.raw.headers });
        if (!session) return c.json(null, 401);
        return c.json([]);
      });
    `,
  })).toEqual({ 'GET /invitations': 'authenticated in the handler' });
});
