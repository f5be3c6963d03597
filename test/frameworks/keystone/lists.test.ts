import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const app = (lists: string, more: Record<string, string> = {}, version = '6.3.0'): Record<string, string> => ({
  'package.json': `{ "dependencies": { "@keystone-6/core": "${version}", "@keystone-6/auth": "8.0.0" } }`,
  'keystone.ts': "import { config } from '@keystone-6/core'; import { withAuth, session } from './auth'; import { lists } from './schema'; export default withAuth(config({ db: { provider: 'sqlite', url: 'file:./x.db' }, lists, session }));",
  'auth.ts': "import { createAuth } from '@keystone-6/auth'; import { statelessSessions } from '@keystone-6/core/session'; export const { withAuth } = createAuth({ listKey: 'User', identityField: 'email', secretField: 'password' }); export const session = statelessSessions();",
  'access.ts': `
    export const isSignedIn = ({ session }) => !!session;
    export const isAdmin = ({ session }) => session?.data.isAdmin === true;
    export const canManage = ({ session }) => session?.data.role?.canManageTodos ?? false;
    export const rules = { own: ({ session }) => { if (!session) return false; if (session.data.role?.canManageTodos) return true; return { owner: { id: { equals: session.itemId } } }; } };`,
  'schema.ts': `
    import { list } from '@keystone-6/core';
    import { allowAll, allOperations, denyAll } from '@keystone-6/core/access';
    import { canManage, isAdmin, isSignedIn, rules } from './access';
    export const lists = { ${lists} };`,
  ...more,
});

test('one function for every operation', () => {
  expect(accessOf(app("Post: list({ access: allowAll, fields: {} }), Tag: list({ access: isSignedIn, fields: {} })"))).toEqual({
    'QUERY posts': 'public', 'QUERY post': 'public', 'QUERY postsCount': 'public', 'MUTATION createPost': 'public', 'MUTATION createPosts': 'public', 'MUTATION updatePost': 'public', 'MUTATION updatePosts': 'public', 'MUTATION deletePost': 'public', 'MUTATION deletePosts': 'public',
    'QUERY tags': 'authenticated', 'QUERY tag': 'authenticated', 'QUERY tagsCount': 'authenticated', 'MUTATION createTag': 'authenticated', 'MUTATION createTags': 'authenticated', 'MUTATION updateTag': 'authenticated', 'MUTATION updateTags': 'authenticated', 'MUTATION deleteTag': 'authenticated', 'MUTATION deleteTags': 'authenticated',
  });
});

test('operations, filters and items are all asked', () => {
  const found = accessOf(app(`Todo: list({ fields: {}, access: {
    operation: { ...allOperations(isSignedIn), create: canManage, delete: denyAll },
    filter: { query: rules.own, update: () => true },
    item: { update: ({ session, item }) => session?.itemId === item.ownerId },
  } })`));
  expect(found).toMatchObject({ 'QUERY todos': 'authorized', 'MUTATION createTodo': 'authorized [canManageTodos]', 'MUTATION updateTodo': 'authorized', 'MUTATION deleteTodo': 'authorized' });
});

test('a filter alone turns nobody away unless it says no', () => {
  const list = (filter: string): string => `Note: list({ fields: {}, access: { operation: allOperations(allowAll), filter: { query: ${filter} } } })`;
  expect(accessOf(app(list('() => ({ isPublic: { equals: true } })')))).toMatchObject({ 'QUERY notes': 'public' });
  expect(accessOf(app(list('({ session }) => (session ? { owner: { id: { equals: session.itemId } } } : { isPublic: { equals: true } })')))).toMatchObject({ 'QUERY notes': 'public' });
  expect(accessOf(app(list('rules.own')))).toMatchObject({ 'QUERY notes': 'authorized', 'MUTATION createNote': 'public' });
});

test('functions made by others, and the package’s own called by them', () => {
  const helper = "const forUsers = ({ admin, user, otherwise }) => ({ session }) => { if (!session) return otherwise(); if (admin && session.data.isAdmin) return admin({ session }); if (user) return user({ session }); return otherwise(); };";
  expect(accessOf(app('', { 'schema.ts': `import { list } from '@keystone-6/core'; import { allowAll, denyAll } from '@keystone-6/core/access'; ${helper} export const lists = { Post: list({ fields: {}, access: { operation: { query: forUsers({ otherwise: allowAll }), create: forUsers({ user: allowAll, otherwise: denyAll }), update: forUsers({ admin: allowAll, otherwise: denyAll }), delete: denyAll } } }) };` })))
    .toMatchObject({ 'QUERY posts': 'public', 'MUTATION createPost': 'authenticated', 'MUTATION updatePost': 'authorized [isAdmin]', 'MUTATION deletePost': 'authorized' });
});

test('what is left out of the schema, and what is called otherwise there', () => {
  expect(Object.keys(accessOf(app("Person: list({ access: isAdmin, fields: {}, graphql: { omit: { create: true, update: true, delete: true } } }), Data: list({ access: isAdmin, fields: {}, graphql: { plural: 'DataSets', omit: { create: true, update: true, delete: true } } }), Log: list({ access: isAdmin, fields: {}, graphql: { omit: true } })"))))
    .toEqual(['QUERY people', 'QUERY person', 'QUERY peopleCount', 'QUERY dataSets', 'QUERY data', 'QUERY dataSetsCount']);
});

test('a list that says nothing was open before version 3, and is none since', () => {
  expect(accessOf(app('Post: list({ fields: {} })', {}, '^2.1.0'))).toMatchObject({ 'QUERY posts': 'public', 'MUTATION deletePost': 'public' });
  expect(accessOf(app('Post: list({ fields: {} })'))).toMatchObject({ 'QUERY posts': 'unknown', 'MUTATION deletePost': 'unknown' });
});

test('what everyone may read is so on purpose, what everyone may change is not', () => {
  const open = authMapOf(app("Post: list({ access: allowAll, fields: {} })")).routes;
  expect(Object.fromEntries(open.map((one) => [one.path, one.publicBy]))).toMatchObject({ posts: 'metadata: its `query` access lets everyone in', createPost: undefined });
});

test('a function that cannot be followed', () => {
  expect(accessOf(app('', { 'schema.ts': "import { list } from '@keystone-6/core'; import { anyone } from 'some-access'; export const lists = { Post: list({ access: anyone, fields: {} }) };" }))).toMatchObject({ 'QUERY posts': 'unknown' });
});
