import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';
import { app } from './project.ts';

const AUTH = { 'lib/auth.ts': "import NextAuth from 'next-auth';\nexport const { auth } = NextAuth({});" };
const actions = (body: string, imports = ''): Record<string, string> => accessOf(app({ ...AUTH, 'app/actions.ts': `'use server';\nimport { auth } from '../lib/auth';\nimport { db } from 'some-database';\n${imports}\n${body}` }));

test('every function that a file of actions exports is one; other files have none', () => {
  expect(accessOf(app({
    'lib/actions.ts': "'use server';\nexport async function save() { return 1; }\nexport const remove = async () => 2;\nasync function helper() {}\nexport default async function main() {}\nexport const limit = 3;",
    'lib/service.ts': 'export async function save() { return 1; }',
  }))).toEqual({ 'ACTION save': 'public', 'ACTION remove': 'public', 'ACTION main': 'public' });
});

test('refusals: exceptions, data that says so, and nothing', () => {
  expect(actions(`
    export async function a() { const session = await auth(); if (!session) throw new Error('Unauthorized'); return db.find(); }
    export async function b() { const session = await auth(); if (!session) return { error: 'Please sign in first' }; return db.find(); }
    export async function c() { const session = await auth(); if (!session) return { success: false }; return db.find(); }
    export async function d() { const session = await auth(); if (!session) return null; return db.find(); }
    export async function e() { const session = await auth(); if (!session) return; await db.save(); }
    export async function f() { const session = await auth(); if (session?.user.role !== 'admin') return { error: 'Forbidden' }; return db.find(); }
  `)).toEqual({
    'ACTION a': 'authenticated in the handler', 'ACTION b': 'authenticated in the handler', 'ACTION c': 'authenticated in the handler', 'ACTION d': 'authenticated in the handler',
    'ACTION e': 'authenticated in the handler', 'ACTION f': 'authorized [admin] in the handler',
  });
});

test('what reads the session and works for everyone is open', () => {
  expect(actions(`
    export async function a() { const session = await auth(); return session?.user; }
    export async function b(email) { const session = await auth(); if (session) console.log(session.user.id); await db.subscribe(email); }
    export async function c(id) { const session = await auth(); await db.view(id); if (!session) console.log('a visitor'); await db.count(id); return null; }
    export async function d() { const session = await auth(); const limit = session ? 100 : 10; return { items: await db.find(limit) }; }
  `)).toEqual({ 'ACTION a': 'public', 'ACTION b': 'public', 'ACTION c': 'public', 'ACTION d': 'public' });
});

test('actions in components: what is around them does not protect them, nor does what they take from there', () => {
  expect(accessOf(app({
    ...AUTH,
    'app/page.tsx': `import { redirect } from 'next/navigation';
import { auth } from '../lib/auth';
import { db } from 'some-database';
export default async function Page() {
  const session = await auth();
  if (!session) redirect('/login');
  async function publish() { 'use server'; await db.publish(); }
  async function hide() { 'use server'; if (!(await auth())) throw new Error('Unauthorized'); await db.hide(); }
  async function mark() { 'use server'; if (!session) return; await db.mark(); }
  return <form action={publish}><button formAction={hide} /><button formAction={mark} /><button formAction={async () => { 'use server'; await db.drop(); }} /></form>;
}`,
  }))).toEqual({ 'ACTION publish': 'public', 'ACTION hide': 'authenticated in the handler', 'ACTION mark': 'public', 'ACTION Page.anonymous': 'public' });
});

test('next-safe-action: middleware in order, with the metadata of each action', () => {
  expect(accessOf(app({
    ...AUTH,
    'lib/clients.ts': `import { createMiddleware, createSafeActionClient } from 'next-safe-action';
import { auth } from './auth';
const member = createMiddleware().define(async ({ next }) => { const session = await auth(); if (!session) throw new Error('Sign in'); return next({ ctx: { user: session.user } }); });
export const open = createSafeActionClient();
export const members = open.use(member);
export const admins = members.use(async ({ next, ctx }) => { if (ctx.user.role !== 'admin') throw new Error('Forbidden'); return next(); });
export const flagged = open.use(async ({ next, metadata }) => { if (metadata?.open) return next(); if (!(await auth())) throw new Error('Sign in'); return next(); });`,
    'app/actions.ts': `'use server';
import { admins, flagged, members, open } from '../lib/clients';
export const a = open.inputSchema({}).action(async () => 1);
export const b = members.inputSchema({}).action(async () => 1);
export const c = admins.action(async () => 1);
export const d = flagged.metadata({ open: true }).action(async () => 1);
export const e = flagged.metadata({ open: false }).action(async () => 1);
export const f = open.action(async () => { throw new Error('closed'); });`,
  }))).toEqual({ 'ACTION a': 'public', 'ACTION b': 'authenticated', 'ACTION c': 'authorized [admin]', 'ACTION d': 'public', 'ACTION e': 'authenticated', 'ACTION f': 'public' });
});

test('zsa: procedures in front of the action', () => {
  expect(accessOf(app({
    ...AUTH,
    'app/actions.ts': `'use server';
import { createServerAction, createServerActionProcedure } from 'zsa';
import { auth } from '../lib/auth';
const authed = createServerActionProcedure().handler(async () => { const session = await auth(); if (!session) throw new Error('Sign in'); return { user: session.user }; });
const admin = createServerActionProcedure(authed).handler(async ({ ctx }) => { if (ctx.user.role !== 'admin') throw new Error('no'); return ctx; });
export const a = createServerAction().input({}).handler(async () => 1);
export const b = authed.createServerAction().input({}).handler(async ({ ctx }) => ctx.user.id);
export const c = admin.createServerAction().handler(async () => 1);`,
  }))).toEqual({ 'ACTION a': 'public', 'ACTION b': 'authenticated', 'ACTION c': 'authorized [admin]' });
});

test('an own wrapper is followed', () => {
  expect(accessOf(app({
    ...AUTH,
    'lib/with-user.ts': "import { auth } from './auth';\nexport const withUser = (action) => async (...args) => { const session = await auth(); if (!session) throw new Error('Unauthorized'); return action(session.user, ...args); };",
    'app/actions.ts': "'use server';\nimport { withUser } from '../lib/with-user';\nexport const save = withUser(async (user, text) => ({ by: user.id, text }));",
  }))).toEqual({ 'ACTION save': 'authenticated in the handler' });
});
