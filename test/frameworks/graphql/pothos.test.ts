import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const builder = (plugins: string): string => `
import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
export const builder = new SchemaBuilder<Types>({
  plugins: [${plugins}],
  scopeAuth: {
    authScopes: async (context) => ({
      public: true,
      loggedIn: !!context.user,
      admin: context.user?.role === 'admin',
      permission: (name) => context.user?.permissions.includes(name),
    }),
  },
});
builder.queryType({
  fields: (t) => ({
    hello: t.string({ resolve: () => 'hi' }),
    mine: t.field({ type: 'String', authScopes: { loggedIn: true }, resolve: () => 'mine' }),
    open: t.field({ type: 'String', authScopes: { public: true }, resolve: () => 'open' }),
    either: t.field({ type: 'String', authScopes: { loggedIn: true, public: true }, resolve: () => 'either' }),
    both: t.field({ type: 'String', authScopes: { $all: { loggedIn: true, admin: true } }, resolve: () => 'both' }),
    checked: t.string({ resolve: (parent, args, context) => { if (!context.user) throw new Error('Unauthorized'); return 'checked'; } }),
  }),
});
builder.mutationType({ authScopes: { loggedIn: true } });
`;
const fields = `
import { builder } from './builder';
builder.queryField('report', (t) => t.withAuth({ admin: true }).field({ type: 'String', resolve: () => 'r' }));
builder.queryFields((t) => ({ list: t.stringList({ resolve: () => [] }), staff: t.field({ type: 'String', authScopes: { permission: 'staff' }, resolve: () => 's' }) }));
builder.mutationField('rename', (t) => t.boolean({ resolve: () => true }));
builder.mutationField('signUp', (t) => t.boolean({ skipTypeScopes: true, resolve: () => true }));
builder.mutationFields((t) => ({ drop: t.field({ type: 'Boolean', authScopes: (parent, args, context) => context.user?.role === 'admin', resolve: () => true }) }));
builder.relayMutationField('move', { inputFields: (t) => ({}) }, { authScopes: { admin: true }, resolve: () => ({}) }, { outputFields: (t) => ({}) });
export const schema = builder.toSchema();
`;

test('fields of every form, and scopes of fields, of types and by function', () => {
  expect(accessOf({ 'package.json': '{}', 'src/builder.ts': builder('ScopeAuthPlugin'), 'src/fields.ts': fields })).toEqual({
    'QUERY hello': 'public',
    'QUERY mine': 'authenticated',
    'QUERY open': 'public',
    'QUERY either': 'public',
    'QUERY both': 'authorized [admin]',
    'QUERY checked': 'authenticated in the handler',
    'QUERY report': 'authorized [admin]',
    'QUERY list': 'public',
    'QUERY staff': 'authorized [staff]',
    'MUTATION rename': 'authenticated',
    'MUTATION signUp': 'public',
    'MUTATION drop': 'authorized [admin]',
    'MUTATION move': 'authorized [admin]',
  });
});

test('scopes without the plugin protect nothing', () => {
  const map = accessOf({ 'package.json': '{}', 'src/builder.ts': builder(''), 'src/fields.ts': fields });
  expect([map['QUERY mine'], map['MUTATION rename'], map['QUERY checked']]).toEqual(['public', 'public', 'authenticated in the handler']);
});
