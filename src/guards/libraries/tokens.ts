import type { CallRecord } from '../../model/index.ts';
import { isFalse, isTrue, option, texts } from './options.ts';
import type { LibraryGuard } from './types.ts';

const unlessOptional = (...names: string[]) => (call: CallRecord): ReturnType<NonNullable<LibraryGuard['judge']>> =>
  isFalse(option(call, ...names)) ? { proves: 'nothing', populates: true, reason: `\`${names[0]}: false\` lets callers without a token through` } : undefined;

const scopes = (call: CallRecord): ReturnType<NonNullable<LibraryGuard['judge']>> => ({ proves: 'authorization', roles: texts(call.args) });

/** Middleware that checks a bearer token, a session or a password. */
export const tokens: LibraryGuard[] = [
  { package: 'express-jwt', names: ['', 'expressjwt', 'expressJwt', 'jwt'], proves: 'authentication', judge: unlessOptional('credentialsRequired') },
  { package: 'express-jwt-permissions', names: ['check'], proves: 'authorization', judge: scopes },
  { package: 'express-jwt-authz', names: [''], proves: 'authorization', judge: scopes },
  { package: 'express-oauth2-jwt-bearer', names: ['auth'], proves: 'authentication', judge: unlessOptional('authRequired') },
  { package: 'express-oauth2-jwt-bearer', names: ['requiredScopes', 'scopeIncludesAny'], proves: 'authorization', judge: scopes },
  { package: 'express-oauth2-jwt-bearer', names: ['claimEquals', 'claimIncludes', 'claimCheck'], proves: 'authorization' },
  { package: 'express-openid-connect', names: ['requiresAuth'], proves: 'authentication' },
  { package: 'express-openid-connect', names: ['claimEquals', 'claimIncludes', 'claimCheck'], proves: 'authorization' },
  { package: 'express-openid-connect', names: ['auth'], proves: 'authentication', judge: unlessOptional('authRequired') },
  { package: 'express-openid-connect', names: ['attemptSilentLogin'], proves: 'nothing', populates: true },
  { package: '@clerk/express', names: ['requireAuth'], proves: 'authentication' },
  { package: '@clerk/express', names: ['clerkMiddleware'], proves: 'nothing', populates: true },
  { package: '@clerk/clerk-sdk-node', names: ['ClerkExpressRequireAuth', 'requireAuth'], proves: 'authentication' },
  { package: '@clerk/clerk-sdk-node', names: ['ClerkExpressWithAuth', 'withAuth'], proves: 'nothing', populates: true },
  { package: 'supertokens-node', names: ['verifySession'], proves: 'authentication', judge: unlessOptional('sessionRequired') },
  { package: 'supertokens-node', names: ['middleware', 'errorHandler'], proves: 'nothing' },
  { package: 'keycloak-connect', names: ['protect'], proves: 'authentication', judge: (call) => (texts(call.args).length > 0 ? { proves: 'authorization', roles: texts(call.args) } : undefined) },
  { package: 'keycloak-connect', names: ['enforcer'], proves: 'authorization', judge: scopes },
  { package: 'keycloak-connect', names: ['middleware'], proves: 'nothing', populates: true },
  { package: 'express-basic-auth', names: [''], proves: 'authentication' },
  { package: 'http-auth', names: ['connect', 'check'], proves: 'authentication' },
  { package: 'http-auth-connect', names: [''], proves: 'authentication' },
  { package: 'connect-ensure-login', names: ['ensureLoggedIn'], proves: 'authentication' },
  { package: 'connect-ensure-login', names: ['ensureLoggedOut', 'ensureNotLoggedIn'], proves: 'nothing' },
  { package: '@okta/oidc-middleware', names: ['ensureAuthenticated'], proves: 'authentication' },
  { package: '@thream/socketio-jwt', names: ['authorize'], proves: 'authentication' },
  { package: 'koa-jwt', names: [''], proves: 'authentication', judge: (call) => (isTrue(option(call, 'passthrough')) ? { proves: 'nothing', populates: true } : undefined) },
  { package: 'koa-basic-auth', names: [''], proves: 'authentication' },
  { package: 'firebase-admin', names: ['verifyIdToken'], proves: 'authentication' },
  { package: '@auth/express', names: ['ExpressAuth'], proves: 'nothing' },
  { package: 'better-auth', names: ['toNodeHandler'], proves: 'nothing' },
  { package: 'grant', names: ['express', 'koa'], proves: 'nothing' },
  { package: 'twilio', names: ['webhook'], proves: 'signature' },
  { package: 'express-unless', names: ['unless'], proves: 'unknown' },
  { package: 'accesscontrol', names: ['can'], proves: 'authorization' },
  { package: 'casbin-express-authz', names: ['authz', ''], proves: 'authorization' },
  { package: 'connect-roles', names: ['can', 'is'], proves: 'authorization', judge: scopes },
  { package: 'express-ipfilter', names: ['IpFilter', ''], proves: 'nothing' },
];
