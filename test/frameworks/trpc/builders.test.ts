import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const base = `
import { initTRPC, TRPCError } from '@trpc/server';
type Context = { session: { user: { id: string; role: string; permissions: string[] } } | null };
const t = initTRPC.context<Context>().meta<{ requireAdmin?: boolean }>().create();
export const router = t.router;
export const publicProcedure = t.procedure;
const isAuthed = t.middleware(({ ctx, next }) => {
  if (!ctx.session?.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { session: { ...ctx.session, user: ctx.session.user } } });
});
export const protectedProcedure = t.procedure.use(isAuthed);
export const permissionRequiredProcedure = {
  requiresPermission: (permission: string) => protectedProcedure.use(({ ctx, input, next }) => {
    if (!ctx.session.user.permissions.includes(permission)) throw new TRPCError({ code: 'FORBIDDEN' });
    return next({ input, ctx });
  }),
};
export const roleProcedure = (role: string) => protectedProcedure.use(async ({ ctx, next }) => {
  if (ctx.session.user.role !== role) throw new TRPCError({ code: 'FORBIDDEN' });
  return next();
});
`;

test('builders with middleware, and builders that functions make', () => {
  expect(accessOf({
    'package.json': '{ "dependencies": { "@trpc/server": "^11.0.0" } }',
    'src/trpc.ts': base,
    'src/user.ts': `
import { protectedProcedure, publicProcedure, permissionRequiredProcedure, roleProcedure, router } from './trpc';
export const userRouter = router({
  byId: publicProcedure.input((x) => x).query(({ input }) => ({ id: input })),
  me: protectedProcedure.query(({ ctx }) => ctx.session.user),
  remove: permissionRequiredProcedure.requiresPermission('user-delete').input((x) => x).mutation(() => true),
  promote: roleProcedure('admin').mutation(() => true),
  changes: protectedProcedure.subscription(async function* () { yield 1; }),
});`,
    'src/app.ts': `
import { router } from './trpc';
import { userRouter } from './user';
export const appRouter = router({ user: userRouter });`,
  })).toEqual({
    'QUERY user.byId': 'public',
    'QUERY user.me': 'authenticated',
    'MUTATION user.remove': 'authorized [user-delete]',
    'MUTATION user.promote': 'authorized [admin]',
    'SUBSCRIPTION user.changes': 'authenticated',
  });
});
