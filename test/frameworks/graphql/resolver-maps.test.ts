import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const check = `
export const isAuthenticated = () => (next) => (parent, args, context, info) => { if (!context.user) throw new Error('Unauthorized'); return next(parent, args, context, info); };
`;

test('maps in lists, merged, composed, spread and wrapped', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/check.ts': check,
    'src/users.ts': `
import { combineResolvers } from 'graphql-resolvers';
const signedIn = (parent, args, { user }) => { if (!user) throw new Error('not signed in'); };
const queries = { users: () => [], me: combineResolvers(signedIn, (parent, args, { user }) => user) };
export default { Query: { ...queries }, User: { posts: () => [] } };
`,
    'src/posts.ts': `
export const postResolvers = {
  Query: { posts: () => [], draft: (parent, args, context) => (context.user ? 'mine' : null) },
  Mutation: {
    write: async (parent, { input }, context) => {
      if (!context.user) return { success: false, message: 'who are you?' };
      return { success: true };
    },
  },
  Subscription: { added: { subscribe: (parent, args, { user }) => { if (!user) throw new Error('Unauthenticated'); return feed(); } }, all: { subscribe: () => feed() } },
};
`,
    'src/admin.ts': `export const admin = { Mutation: { purge: () => true, reset: () => true } };`,
    'src/server.ts': `
import { createSchema, createYoga } from 'graphql-yoga';
import { mergeResolvers } from '@graphql-tools/merge';
import { composeResolvers } from '@graphql-tools/resolvers-composition';
import { isAuthenticated } from './check';
import { admin } from './admin';
import users from './users';
import { postResolvers } from './posts';
const guarded = composeResolvers(admin, { 'Mutation.*': [isAuthenticated()] });
export const yoga = createYoga({ schema: createSchema({ typeDefs: [], resolvers: [mergeResolvers([users, postResolvers]), guarded] }) });
`,
  })).toEqual({
    'QUERY users': 'public', 'QUERY me': 'authenticated', 'QUERY posts': 'public', 'QUERY draft': 'public', 'MUTATION write': 'authenticated in the handler',
    'SUBSCRIPTION added': 'authenticated in the handler', 'SUBSCRIPTION all': 'public', 'MUTATION purge': 'authenticated', 'MUTATION reset': 'authenticated',
  });
});

test('maps that a server finds by itself', () => {
  expect(accessOf({
    'package.json': '{}',
    'resolvers/page.js': `module.exports = { Query: { pages: async () => [], page: async (obj, args, context) => { if (!context.req.user) { throw new Error('Unauthorized'); } return 1; } } };`,
    'index.js': `
const { ApolloServer } = require('apollo-server-express');
const resolvers = require('glob').sync('resolvers/*.js').map((file) => require(file));
module.exports = new ApolloServer({ typeDefs: [], resolvers, context: ({ req, res }) => ({ req, res }) });
`,
  })).toEqual({ 'QUERY pages': 'public', 'QUERY page': 'authenticated in the handler' });
});

test('permissions of graphql-shield, where they are applied', () => {
  const files = (use: string): Record<string, string> => ({
    'package.json': '{}',
    'src/app.ts': `
import { allow, deny, or, rule, shield } from 'graphql-shield';
import { applyMiddleware } from 'graphql-middleware';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { ApolloServer } from '@apollo/server';
const isUser = rule()((parent, args, { user }) => Boolean(user));
const isAdmin = rule()(async (parent, args, { user }) => (user && user.role === 'admin') || new Error('Forbidden'));
const permissions = shield({ Query: { '*': isUser, open: allow }, Mutation: isAdmin }, { fallbackRule: deny });
const resolvers = { Query: { open: () => 1, closed: () => 2 }, Mutation: { change: () => 3 }, Subscription: { feed: { subscribe: () => 4 } } };
const schema = makeExecutableSchema({ typeDefs: [], resolvers });
export const server = new ApolloServer({ schema: ${use} });
`,
  });
  expect(accessOf(files('applyMiddleware(schema, permissions)'))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'authenticated', 'MUTATION change': 'authorized [admin]', 'SUBSCRIPTION feed': 'authorized' });
  expect(accessOf(files('schema'))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'public', 'MUTATION change': 'public', 'SUBSCRIPTION feed': 'public' });
});

test('middleware in front of the endpoint of one schema does not protect another', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/app.ts': `
import express from 'express';
import { graphqlHTTP } from 'express-graphql';
import { makeExecutableSchema } from '@graphql-tools/schema';
const requireLogin = (req, res, next) => { if (!req.session.user) return res.status(401).end(); next(); };
const open = makeExecutableSchema({ typeDefs: [], resolvers: { Query: { news: () => [], mine: (parent, args, req) => { if (!req.session.user) throw new Error('Unauthorized'); return 1; } } } });
const closed = makeExecutableSchema({ typeDefs: [], resolvers: { Query: { salaries: () => [] } } });
const app = express();
app.use('/graphql', graphqlHTTP({ schema: open }));
app.use('/internal', requireLogin);
app.use('/internal/graphql', graphqlHTTP(async (req) => ({ schema: closed })), graphqlHTTP({ schema: closed }));
`,
  })).toEqual({ 'QUERY news': 'public', 'QUERY mine': 'authenticated in the handler', 'QUERY salaries': 'authenticated' });
});

test('a plugin that lets only callers in whom it knows', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/app.ts': `
import { createSchema, createYoga } from 'graphql-yoga';
import { useGenericAuth } from '@envelop/generic-auth';
const typeDefs = /* GraphQL */ \`directive @skipAuth on FIELD_DEFINITION
type Query { a: Int b: Int @skipAuth }\`;
export const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers: { Query: { a: () => 1, b: () => 2 } } }), plugins: [useGenericAuth({ mode: 'protect-all', resolveUserFn })] });
`,
  })).toEqual({ 'QUERY a': 'authenticated', 'QUERY b': 'public' });
});

test('a context that is made of the request, unless a socket has one already', () => {
  expect(accessOf({
    'package.json': '{}',
    'src/app.ts': `
import { ApolloServer, AuthenticationError } from 'apollo-server-express'; import jwt from 'jsonwebtoken';
const resolvers = { Query: { open: () => 1, mine: (_, __, { viewer }) => { if (!viewer.id) throw new AuthenticationError('visitor has no permission'); return viewer; } } };
const whoever = async ({ req }) => { let viewer = { ip: req.ip }; const token = req.headers['x-access-token'] || ''; if (!token) return viewer; viewer = { ...viewer, ...jwt.verify(token, process.env.KEY) }; return viewer; };
new ApolloServer({ typeDefs: '', resolvers, context: async ({ req, connection }) => { if (connection) return connection.context; const viewer = await whoever({ req }); return { viewer }; } });`,
  })).toEqual({ 'QUERY open': 'public', 'QUERY mine': 'authenticated in the handler' });
});
