import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const schema = `
directive @auth(requires: [String!]) on FIELD_DEFINITION | OBJECT
directive @deprecatedBy(reason: String = "type Query { fake: Int @auth }") on FIELD_DEFINITION

"""
Where type Query { fake: Int @auth } is only text.
"""
type Query {
  open: Int # @auth
  closed(filter: Filter = { limit: 3 }, ids: [ID!]!): [Int!]! @auth
  staff: Int @auth(requires: ["staff", "boss"])
  pages: PageQuery
}
extend type Mutation { remove(id: ID!): Boolean @auth(requires: ["boss"]) add: Boolean }
type PageQuery @auth { list: [Int] single(id: Int): Int }
`;
const resolvers = `
export const resolvers = {
  Query: { open: () => 1, closed: () => [], staff: () => 1, pages: () => ({}) },
  PageQuery: { list: () => [], single: () => 1 },
  Mutation: { remove: () => true, add: () => true },
};
`;
const server = (more: string, options: string): string => `
import { ApolloServer, SchemaDirectiveVisitor } from 'apollo-server';
import { defaultFieldResolver } from 'graphql';
import { readFileSync } from 'node:fs';
import { resolvers } from './resolvers';
${more}
export const server = new ApolloServer({ typeDefs: readFileSync('schema.graphql', 'utf8'), resolvers, ${options} });
`;
const files = (more: string, options = ''): Record<string, string> => ({ 'package.json': '{}', 'schema.graphql': schema, 'src/resolvers.ts': resolvers, 'src/server.ts': server(more, options) });

test('a visitor that puts a check around resolvers', () => {
  const visitor = `
class AuthDirective extends SchemaDirectiveVisitor {
  visitObject(type) { this.wrap(type); type.needed = this.args.requires ?? []; }
  visitFieldDefinition(field, details) { this.wrap(details.objectType); field.needed = this.args.requires ?? []; }
  wrap(type) {
    if (type.wrapped) return;
    type.wrapped = true;
    const fields = type.getFields();
    Object.keys(fields).forEach((name) => {
      const field = fields[name];
      const { resolve = defaultFieldResolver } = field;
      field.resolve = async function (...args) {
        const needed = field.needed || type.needed;
        if (!needed) return resolve.apply(this, args);
        const { user } = args[2];
        if (!user) throw new Error('Unauthorized');
        if (needed.length > 0 && !needed.includes(user.role)) throw new Error('Forbidden');
        return resolve.apply(this, args);
      };
    });
  }
}`;
  expect(accessOf(files(visitor, 'schemaDirectives: { auth: AuthDirective }'))).toEqual({
    'QUERY open': 'public', 'QUERY closed': 'authenticated', 'QUERY staff': 'authorized [staff,boss]', 'QUERY pages.list': 'authenticated', 'QUERY pages.single': 'authenticated',
    'MUTATION remove': 'authorized [boss]', 'MUTATION add': 'public',
  });
});

test('a visitor that refuses nobody', () => {
  const visitor = `
class AuthDirective extends SchemaDirectiveVisitor {
  visitFieldDefinition(field) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (parent, args, context, info) => { console.log(context.user?.id, info.fieldName); return resolve(parent, args, context, info); };
  }
}`;
  const map = accessOf(files(visitor, 'schemaDirectives: { auth: AuthDirective }'));
  expect([map['QUERY closed'], map['QUERY staff'], map['MUTATION remove']]).toEqual(['public', 'public', 'public']);
});

test('a directive whose code is not to be seen is known by its name', () => {
  const map = accessOf(files(''));
  expect([map['QUERY open'], map['QUERY closed'], map['QUERY staff'], map['MUTATION remove']]).toEqual(['public', 'authenticated', 'authorized [staff,boss]', 'authorized [boss]']);
});

test('a policy of mercurius-auth', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/app.ts': `
import Fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusAuth from 'mercurius-auth';
const app = Fastify();
const schema = \`
  directive @private(role: String) on FIELD_DEFINITION
  type Query { open: Int secret: Int @private(role: "boss") }
\`;
app.register(mercurius, { schema, resolvers: { Query: { open: () => 1, secret: () => 2 } } });
app.register(mercuriusAuth, {
  authContext: (context) => ({ user: context.reply.request.user }),
  async applyPolicy(directive, parent, args, context) { return context.auth?.user?.role === 'boss'; },
  authDirective: 'private',
});
`,
  })).toEqual({ 'QUERY open': 'public', 'QUERY secret': 'authorized [boss]' });
});
