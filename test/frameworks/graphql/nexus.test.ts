import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const types = (plugins: string): string => `
import { extendType, fieldAuthorizePlugin, makeSchema, mutationField, mutationType, objectType, queryField } from 'nexus';
const authenticated = (resolve) => (root, args, ctx, info) => {
  if (!ctx.user) throw new Error('not authenticated');
  return resolve(root, args, ctx, info);
};
const posts = extendType({
  type: 'Query',
  definition(t) {
    t.nonNull.list.field('posts', { type: 'Post', resolve: () => [] });
    t.field('draft', { type: 'Post', authorize: (root, args, ctx) => !!ctx.user, resolve: () => null });
    t.string('motd', { resolve: () => 'hi' });
    t.field({ name: 'mine', type: 'Post', resolve: authenticated(() => null) });
  },
});
const stats = queryField('stats', { type: 'Int', authorize: (root, args, ctx) => ctx.user?.role === 'admin', resolve: () => 1 });
const more = queryField((t) => t.field('more', { type: 'Int', resolve: () => 2 }));
const post = objectType({ name: 'Post', definition(t) { t.id('id'); t.string('title', { resolve: () => '' }); } });
const remove = mutationField('remove', { type: 'Boolean', resolve(root, args, { user }) { if (user?.role !== 'admin') throw new Error('forbidden'); return true; } });
const write = mutationType({ definition(t) { t.boolean('write', { resolve: () => true }); } });
export const schema = makeSchema({ types: [posts, stats, more, post, remove, write], plugins: [${plugins}] });
`;

test('fields of every form, and what authorizes them', () => {
  expect(accessOf({ 'package.json': '{}', 'src/schema.ts': types('fieldAuthorizePlugin()') })).toEqual({
    'QUERY posts': 'public',
    'QUERY draft': 'authenticated',
    'QUERY motd': 'public',
    'QUERY mine': 'authenticated in the handler',
    'QUERY stats': 'authorized [admin]',
    'QUERY more': 'public',
    'MUTATION remove': 'authorized [admin] in the handler',
    'MUTATION write': 'public',
  });
});

test('without the plugin nobody asks `authorize`', () => {
  const map = accessOf({ 'package.json': '{}', 'src/schema.ts': types('') });
  expect([map['QUERY draft'], map['QUERY stats'], map['QUERY mine']]).toEqual(['public', 'public', 'authenticated in the handler']);
});
