import type { LibraryGuard } from './types.ts';

const login = (): ReturnType<NonNullable<LibraryGuard['judge']>> => ({ proves: 'nothing', startsLogin: true });
const opens = (name: string, ...names: string[]): LibraryGuard => ({ package: name, names, proves: 'nothing', judge: login });

/** What packages put around, or in the place of, handlers of Next.js. The first entry that fits is the one. */
export const nextjs: LibraryGuard[] = [
  { package: 'next-auth/middleware', names: ['', 'withAuth'], proves: 'authentication' },
  { package: 'next-auth', names: ['auth'], proves: 'nothing', populates: true },
  opens('next-auth', '', 'NextAuth', 'handlers', 'GET', 'POST'),
  opens('better-auth', 'toNextJsHandler', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  { package: '@auth0/nextjs-auth0', names: ['withApiAuthRequired', 'withPageAuthRequired', 'withMiddlewareAuthRequired'], proves: 'authentication' },
  opens('@auth0/nextjs-auth0', 'handleAuth', 'handleLogin', 'handleLogout', 'handleCallback', 'GET'),
  { package: '@kinde-oss/kinde-auth-nextjs', names: ['withAuth'], proves: 'authentication' },
  opens('@kinde-oss/kinde-auth-nextjs', 'handleAuth'),
  opens('@workos-inc/authkit-nextjs', 'handleAuth'),
  { package: '@workos-inc/authkit-nextjs', names: ['authkitMiddleware', 'authkit'], proves: 'nothing', populates: true },
  { package: '@clerk/nextjs', names: ['clerkMiddleware', 'withClerkMiddleware', 'withAuth'], proves: 'nothing', populates: true },
  { package: '@clerk/nextjs', names: ['authMiddleware', 'requireAuth'], proves: 'authentication' },
  { package: 'iron-session', names: ['withIronSessionApiRoute', 'withIronSessionSsr', 'withIronSession'], proves: 'nothing', populates: true },
  { package: '@upstash/qstash', names: ['verifySignature', 'verifySignatureAppRouter', 'verifySignatureEdge'], proves: 'signature' },
  { package: '@vercel/queue', names: ['handleCallback', 'handleNodeCallback'], proves: 'unknown', judge: () => ({ proves: 'unknown', reason: 'whether anyone but the queue reaches its route is said by the triggers of the deployment' }) },
  { package: '@upstash/workflow', names: ['serve', 'createWorkflow', 'serveMany', 'GET', 'POST', 'PUT'], proves: 'signature' },
  { package: 'inngest', names: ['serve', 'GET', 'POST', 'PUT'], proves: 'signature' },
  { package: '@trigger.dev/nextjs', names: ['createAppRoute', 'createPagesRoute', 'POST', 'GET', 'HEAD'], proves: 'shared-secret' },
  { package: '@polar-sh/nextjs', names: ['Webhooks'], proves: 'signature' },
  { package: '@polar-sh/nextjs', names: ['Checkout', 'CustomerPortal'], proves: 'nothing' },
  { package: 'uploadthing', names: ['createRouteHandler', 'createNextRouteHandler', 'createNextPageApiHandler', 'GET', 'POST'], proves: 'unknown', judge: () => ({ proves: 'unknown', reason: 'the middleware of each upload route decides who may upload' }) },
];
