import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const base = `
import { initTRPC, TRPCError } from '@trpc/server';
const t = initTRPC.create();
export const { router, mergeRouters, procedure } = t;
export const publicProcedure = t.procedure;
export const protectedProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { user: ctx.user } });
});
`;

test('a procedure that several front doors hold is listed once; what is in none goes by the name of its router', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/trpc.ts': base,
    'src/routers.ts': `
import { protectedProcedure, publicProcedure, router } from './trpc';
export const userRouter = router({ list: publicProcedure.query(() => []), me: protectedProcedure.query(({ ctx }) => ctx.user) });
export const billingRouter = router({ pay: protectedProcedure.mutation(() => true) });
export const strayRouter = router({ peek: publicProcedure.query(() => 1) });
`,
    'src/root.ts': `
import { router } from './trpc';
import { billingRouter, userRouter } from './routers';
export const appRouter = router({ user: userRouter, billing: billingRouter });
export const edgeRouter = router({ user: userRouter });
`,
    'src/server.ts': `
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import { appRouter } from './root';
import './routers';
createHTTPServer({ router: appRouter }).listen(3000);
`,
  })).toEqual({
    'QUERY user.list': 'public',
    'QUERY user.me': 'authenticated',
    'MUTATION billing.pay': 'authenticated',
    'QUERY stray.peek': 'public',
  });
});

test('merged, spread and lazy routers, and plain objects', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/trpc.ts': base,
    'src/late.ts': `import { protectedProcedure, router } from './trpc';\nexport const lateRouter = router({ run: protectedProcedure.mutation(() => true) });`,
    'src/root.ts': `
import { lazy } from '@trpc/server';
import { mergeRouters, protectedProcedure, publicProcedure, router } from './trpc';
const a = router({ one: publicProcedure.query(() => 1) });
const b = router({ two: protectedProcedure.query(() => 2) });
const c = router({ three: publicProcedure.query(() => 3) });
export const appRouter = mergeRouters(a, router({ ...b._def.procedures, c, late: lazy(() => import('./late')), plain: { four: protectedProcedure.query(() => 4) } }));
`,
  })).toEqual({
    'QUERY one': 'public', 'QUERY two': 'authenticated', 'QUERY c.three': 'public', 'MUTATION late.run': 'authenticated', 'QUERY plain.four': 'authenticated',
  });
});

test('procedures that a function builds stand where it is called', () => {
  const map = authMapOf({
    'package.json': '{}',
    'src/trpc.ts': base,
    'src/root.ts': `
import { protectedProcedure, publicProcedure, router } from './trpc';
const count = (table, builder) => builder.query(() => table);
export const appRouter = router({
  users: count('users', protectedProcedure),
  posts: count('posts', publicProcedure),
});
`,
  });
  expect(map.routes.map(({ path, access, line }) => ({ path, access, line }))).toEqual([{ path: 'users', access: 'authenticated', line: 5 }, { path: 'posts', access: 'public', line: 6 }]);
});

test('version 9: a middleware applies to what comes after it, and to what is merged after it', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/app.ts': `
import * as trpc from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
const createRouter = () => trpc.router<Context>();
const posts = createRouter().query('all', { resolve: () => [] }).mutation('remove', { input: id, async resolve({ ctx }) { if (ctx.user?.role !== 'admin') throw new trpc.TRPCError({ code: 'FORBIDDEN' }); return true; } });
const secrets = createRouter().query('list', { resolve: () => [] });
export const appRouter = createRouter()
  .query('health', { resolve: () => 'ok' })
  .merge('post.', posts)
  .middleware(async ({ ctx, next }) => {
    if (!ctx.user) throw new trpc.TRPCError({ code: 'UNAUTHORIZED' });
    return next();
  })
  .query('me', { resolve: ({ ctx }) => ctx.user })
  .merge('secret.', secrets);
`,
  })).toEqual({
    'QUERY health': 'public', 'QUERY post.all': 'public', 'MUTATION post.remove': 'authorized [admin] in the handler', 'QUERY me': 'authenticated', 'QUERY secret.list': 'authenticated',
  });
});
