import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const app = (context: string, serve = 'createHTTPServer({ router: appRouter, createContext });'): Record<string, string> => ({
  'package.json': '{}',
  'src/app.ts': `
import { initTRPC, TRPCError } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express from 'express';
import jwt from 'jsonwebtoken';
${context}
const t = initTRPC.create();
const authed = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next();
});
const appRouter = t.router({ open: t.procedure.query(() => 1), closed: authed.query(() => 2) });
${serve}
`,
});

test('a context with whom a token names', () => {
  expect(accessOf(app(`const createContext = ({ req }) => { try { return { user: jwt.verify(req.headers.authorization, process.env.SECRET) }; } catch { return { user: null }; } };`))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'authenticated' });
});

test('a context that refuses callers without a token protects every procedure', () => {
  expect(accessOf(app(`const createContext = ({ req }) => { if (!req.headers.authorization) throw new TRPCError({ code: 'UNAUTHORIZED' }); return { user: jwt.verify(req.headers.authorization, process.env.SECRET) }; };`))).toEqual({ 'QUERY open': 'authenticated', 'QUERY closed': 'authenticated' });
});

test('a context that believes a header: who is calling is not known here', () => {
  const map = authMapOf(app(`const createContext = ({ req }) => ({ user: req.headers['x-user-id'] ? { id: req.headers['x-user-id'] } : null });`));
  expect(map.routes.map(({ path, access, unknownReason }) => [path, access, unknownReason])).toEqual([
    ['open', 'public', undefined],
    ['closed', 'unknown', 'the context says who is calling by what the caller sends, and nothing here verifies that: something in front of the server has to'],
  ]);
});

test('a context that always has a user', () => {
  expect(accessOf(app(`const createContext = () => ({ user: { id: 'guest' } });`))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'public' });
});

test('middleware of the HTTP server in front of the endpoint', () => {
  const guard = `const createContext = () => ({}); const requireKey = (req, res, next) => { if (req.headers['x-api-key'] !== process.env.API_KEY) return res.sendStatus(401); next(); };`;
  expect(accessOf(app(guard, `express().use('/trpc', requireKey, createExpressMiddleware({ router: appRouter, createContext }));`))).toEqual({ 'QUERY open': 'authenticated', 'QUERY closed': 'authenticated' });
  expect(accessOf(app(guard, `const server = express(); server.use('/trpc', createExpressMiddleware({ router: appRouter, createContext })); server.use('/admin', requireKey);`))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'authenticated' });
});

test('a context with what middleware of Hono has found out', () => {
  const serve = (context: string): Record<string, string> => app(`import { Hono } from 'hono'; import { trpcServer } from '@hono/trpc-server'; import { auth } from './auth';`, `new Hono().use('*', async (c, next) => { c.set('user', (await auth.api.getSession({ headers: c.req.raw.headers }))?.user); await next(); }).use('/trpc/*', trpcServer({ router: appRouter, createContext: ${context} }));`);
  expect(accessOf(serve('(_options, c) => ({ c, user: c.var.user, db: c.var.db })'))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'authenticated' });
  expect(accessOf(serve(`(_options, c) => ({ user: c.get('user') })`))).toEqual({ 'QUERY open': 'public', 'QUERY closed': 'authenticated' });
});
