import type { FunctionValue, RouteDetail, Value } from '../../model/index.ts';
import { packageOf, pathOf, walkFunction, type Program } from '../../link/index.ts';

/** Functions of packages that a request is handed over to, by package: the last names on the way to what is called. */
type Handlers = Record<string, string[]>;

/** What they serve are entry points of their own. */
const OPERATIONS: Handlers = {
  '@trpc/server/adapters/fetch': ['fetchRequestHandler'],
  '@trpc/server/adapters/next': ['createNextApiHandler'],
  '@orpc/server/fetch': ['RPCHandler', 'handle'],
  '@orpc/openapi/fetch': ['OpenAPIHandler', 'handle'],
  'hono/vercel': ['handle'],
  'graphql-yoga': ['createYoga'],
  '@as-integrations/next': ['startServerAndCreateNextHandler'],
  'apollo-server-micro': ['createHandler'],
  '@payloadcms/next/routes': ['REST_GET', 'REST_POST', 'REST_PATCH', 'REST_PUT', 'REST_DELETE', 'REST_OPTIONS', 'GRAPHQL_POST'],
  '@ts-rest/serverless/next': ['createNextHandler'],
  '@ts-rest/next': ['createNextRouter'],
  elysia: ['fetch', 'handle'],
};

/** They are how callers log in and out. */
const LOGIN: Handlers = {
  'next-auth': ['NextAuth', 'handlers', ''],
  'next-auth/next': ['NextAuth', ''],
  'better-auth/next-js': ['toNextJsHandler'],
  'better-auth': ['handler'],
  '@auth0/nextjs-auth0': ['handleAuth'],
  '@kinde-oss/kinde-auth-nextjs/server': ['handleAuth'],
  '@workos-inc/authkit-nextjs': ['handleAuth'],
  '@stackframe/stack': ['StackHandler'],
  'supertokens-node/nextjs': ['getAppDirRequestHandler'],
};

/** Why a route that anyone can call is so on purpose, when it only hands the request on; `undefined` for any other. */
export function mountReason(program: Program, { route, handlers, chain }: RouteDetail): string | undefined {
  if (route.access !== 'public') return undefined;
  const hands = (to: Handlers): boolean => chain.some((value) => isOne(to, value)) || handlers.some((fn) => handsOver(program, fn, to));
  return hands(OPERATIONS) ? 'convention: its operations are entry points of their own' : hands(LOGIN) ? 'convention: login' : undefined;
}

/** The function calls such a handler, or wraps one. */
function handsOver(program: Program, { module, fn, scope }: FunctionValue, to: Handlers): boolean {
  if (fn.owner >= 0 && scope.args?.some((arg) => isOne(to, arg))) return true;
  let found = false;
  walkFunction(module, fn.id, {
    expr(expr, inside) {
      if (expr.kind === 'call' && !found) found = isOne(to, program.denote(module, expr.callee, inside));
      return !found;
    },
  });
  return found;
}

function isOne(handlers: Handlers, value: Value): boolean {
  const name = packageOf(value);
  const names = name === undefined ? undefined : handlers[name];
  if (!names) return false;
  const path = pathOf(value);
  return path.length === 0 ? names.includes('') : path.some((part) => names.includes(part));
}
