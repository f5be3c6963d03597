import type { CallRecord } from '../../model/index.ts';
import { isTrue, option } from './options.ts';
import type { LibraryGuard } from './types.ts';

type Judged = ReturnType<NonNullable<LibraryGuard['judge']>>;

const unlessAnonymous = (call: CallRecord): Judged => (isTrue(option(call, 'allow_anon', 'allowAnonymous')) ? { proves: 'nothing', populates: true, reason: '`allow_anon` lets callers without a token through' } : undefined);

/** A fixed token is a secret that callers share; one that a function checks is a caller's own. */
const bearer = (call: CallRecord): Judged => (option(call, 'token') && !option(call, 'verifyToken') ? { proves: 'shared-secret' } : undefined);

/** Middleware of Hono and of the packages beside it (hono.dev, "Middleware"; github.com/honojs/middleware). */
export const hono: LibraryGuard[] = [
  { package: 'hono', names: ['jwt'], proves: 'authentication' },
  { package: 'hono', names: ['jwk'], proves: 'authentication', judge: unlessAnonymous },
  { package: 'hono', names: ['bearerAuth'], proves: 'authentication', judge: bearer },
  { package: 'hono', names: ['basicAuth'], proves: 'authentication' },
  { package: 'hono', names: ['csrf'], proves: 'csrf' },
  { package: 'hono', names: ['*'], proves: 'nothing' },
  { package: '@hono/clerk-auth', names: ['*'], proves: 'nothing', populates: true },
  { package: '@hono/auth-js', names: ['verifyAuth'], proves: 'authentication' },
  { package: '@hono/auth-js', names: ['authHandler'], proves: 'nothing', judge: () => ({ proves: 'nothing', startsLogin: true }) },
  { package: '@hono/auth-js', names: ['*'], proves: 'nothing' },
  { package: '@hono/oidc-auth', names: ['oidcAuthMiddleware'], proves: 'authentication' },
  { package: '@hono/oidc-auth', names: ['*'], proves: 'nothing' },
  { package: '@hono/firebase-auth', names: ['verifyFirebaseAuth', 'verifySessionCookieFirebaseAuth'], proves: 'authentication' },
  { package: '@hono/cloudflare-access', names: ['cloudflareAccess'], proves: 'authentication' },
  { package: '@hono/stytch-auth', names: ['authenticateSessionLocal', 'authenticateSessionRemote', 'authenticateOAuthToken'], proves: 'authentication' },
  { package: '@hono/casbin', names: ['casbin'], proves: 'authorization' },
  { package: '@hono/oauth-providers', names: ['*'], proves: 'nothing', judge: () => ({ proves: 'nothing', startsLogin: true }) },
  { package: '@hono/session', names: ['*'], proves: 'nothing', populates: true },
  { package: 'hono-sessions', names: ['*'], proves: 'nothing', populates: true },
];
