import { describe, expect, it } from 'vitest';
import { conventionOf } from '../../src/guards/conventions.ts';

const of = (text: string): string | undefined => {
  const [method, path] = text.split(' ') as [string, string];
  return conventionOf({ method, path });
};

const OPEN: Record<string, string[]> = {
  login: [
    'POST /login', 'GET /login', 'POST /api/v1/auth/login', 'POST /api/users/signin', 'POST /users/sign_in', 'POST /admin/login', 'POST /auth/signIn',
    'POST /users/authenticate', 'POST /api/auth', 'POST /api/users/auth', 'POST /session', 'POST /api/v2/sessions', 'POST /oauth/token', 'POST /auth/token',
    'POST /login/2fa', 'POST /rest/2fa/verify', 'POST /auth/local', 'POST /userLogin', 'POST /auth/login-with-google', 'POST /webauthn/login/finish',
    'POST /auth/magic-link', 'GET /auth/magic-link/:token', 'ALL /api/auth/*', 'POST /:tenant/login', 'MUTATION auth.login', 'POST /2FA/verify', 'POST /auth/wallet/challenge', 'GET /api/auth/methods', 'POST /auth/email/login', 'EVENT auth', 'POST /auth/ldap/:id/login', 'GET /auth/isConfigured', 'GET /api/auth/enabled', 'POST /api/v1/access_token', 'POST /internal/api/v1/access-tokens', 'POST /api/private/auth/ldap/:ldapIdentifier/login', 'POST /:unknown/auth/login', 'POST /account/signin?/login',
  ],
  logout: ['POST /logout', 'GET /auth/signout', 'DELETE /auth/logout', 'DELETE /session', 'POST /users/logOut'],
  'sign-up': ['POST /register', 'POST /api/auth/signup', 'POST /users/register', 'GET /sign-up', 'POST /auth/register/customer', 'POST /customers/registration', 'MUTATION signUp', 'POST /auth/createAccount', 'POST /api/v1/auth/email/register', 'POST /auth/guest/register', 'PUT /auth/signup', 'PUT /api/v1/auth/signup'],
  'token refresh': ['POST /refresh', 'POST /auth/refresh', 'POST /auth/refresh-token', 'POST /api/auth/refreshtoken', 'GET /refreshToken', 'POST /users/refresh-token', 'POST /token/refresh', 'PUT /api/sessions/refresh'],
  'password reset': [
    'POST /forgot-password', 'POST /api/v1/users/forgotPassword', 'POST /users/forget-password', 'PATCH /api/v1/users/resetPassword/:token', 'POST /auth/reset-password',
    'GET /reset-password/:resetPasswordToken', 'POST /password/forgot', 'PUT /passwords/reset/:token', 'POST /auth/password-reset/confirm', 'POST /auth/reset-password/:id/:token',
    'POST /resetpassword', 'POST /auth/request-password-reset', 'GET /reset/:token', 'POST /auth/recover', 'POST /auth/set-password', 'POST /users/set-password/:token',
    'POST /accounts/validate-reset-token', 'POST /users/:id/reset-password/:token', 'POST /api/v1/auth/recovery/reset', 'POST /auth/forgot/password', 'POST /forgotpw', 'POST /resetpw', 'POST /api/v1/auth/reset/password',
  ],
  verification: [
    'GET /verify-email/:token', 'POST /auth/verify-email', 'GET /verify/:verificationToken', 'GET /users/:id/verify/:token', 'POST /auth/verify-otp', 'POST /otp/send', 'POST /auth/send-otp',
    'GET /auth/confirm/:confirmationCode', 'GET /account/activate/:activationToken', 'POST /auth/resend-verification-email', 'POST /auth/send-verification-email', 'GET /email/verify', 'POST /verifyEmail', 'POST /users/verify', 'POST /auth/request-verification-email', 'POST /auth/registration-confirmation', 'POST /auth/registration-email-resending', 'GET /auth/resend-registration-email', 'POST /api/auth/resend-verify-otp', 'POST /auth/email/confirm/new',
  ],
  invitation: ['POST /invitations/accept', 'GET /invites/:inviteCode', 'POST /invitations/:token/accept', 'POST /teams/accept-invite', 'GET /unsubscribe/:token'],
  OAuth: [
    'GET /auth/google', 'GET /auth/google/callback', 'GET /api/v1/users/github/callback', 'GET /oauth/callback', 'GET /auth/:provider', 'GET /auth/:provider/callback', 'POST /api/auth/google',
    'GET /oauth2/authorize', 'POST /saml/acs', 'GET /sso/start', 'GET /callback', 'GET /auth/callback', 'GET /integrations/oauth/callback', 'POST /auth/oidc/callback', 'GET /auth/oidc/:id', 'POST /auth/saml/:id/callback', 'GET /api/google/calendar/callback', 'GET /api/private/auth/oidc/:oidcIdentifier',
  ],
  'health check': ['GET /health', 'GET /healthz', 'GET /api/v1/healthcheck', 'GET /ping', 'GET /api/status', 'GET /health/ready', 'HEAD /_health', 'GET /billing/healthz', 'GET /actuator/health', 'EVENT ping'],
  version: ['GET /version', 'GET /api/v1/server-info', 'GET /internal/api/v1/acme/version', 'GET /version/check'],
  discovery: ['GET /.well-known/openid-configuration', 'GET /.well-known/jwks.json', 'GET /oauth/jwks'],
  'static file': ['GET /favicon.ico', 'GET /robots.txt', 'GET /static/*', 'GET /assets/images/*', 'GET /app.js', 'GET /img/logo.png', 'GET /about.html', 'GET /service-worker.js'],
  documentation: ['GET /docs', 'GET /api-docs', 'GET /api/docs/swagger.json', 'GET /swagger.json', 'GET /openapi.yaml', 'GET /api-docs/*', 'GET /v1/docs'],
  'CSRF token': ['GET /csrf-token', 'GET /api/csrf', 'GET /auth/csrfToken', 'GET /csrf/token', 'GET /api/private/csrf/token'],
  preflight: ['OPTIONS /*', 'OPTIONS /users/:id'],
  'home page': ['GET /', 'GET /api', 'GET /api/v1', 'GET /index.html'],
  'catch-all': ['GET /*', 'ALL /*', 'ALL /api/*'],
};

/** What only looks like one of them: somebody's data, an administrator's function, or a change with a harmless word in its path. */
const CLOSED = [
  'DELETE /users/verify-all', 'POST /users/:id/reset', 'POST /admin/setup', 'POST /setup', 'POST /install', 'PUT /products/change-password', 'POST /users/change-password', 'POST /auth/change-password',
  'POST /users/:id/reset-password', 'POST /admin/reset-password', 'POST /users/:id/verify', 'PATCH /documents/:id/confirm', 'GET /confirm-user-ban', 'POST /orders/:id/confirm', 'POST /admin/users/activate',
  'POST /devices/register', 'POST /webhooks/register', 'POST /events/:id/register', 'POST /admin/register', 'POST /admin/signup', 'POST /rooms/join', 'POST /rooms/:id/join', 'POST /onboarding',
  'POST /cache/refresh', 'POST /feeds/:id/refresh', 'POST /stats/refresh', 'POST /reset', 'POST /users/reset', 'DELETE /users/reset-password', 'POST /database/reset',
  'GET /users/last-login', 'GET /login-history', 'POST /admin/login-as/:id', 'POST /users/:id/login', 'GET /users/:id/logins', 'DELETE /login', 'PUT /auth', 'GET /api/auth',
  'POST /tokens', 'POST /users/tokens', 'GET /sessions', 'DELETE /sessions/:id', 'GET /token', 'POST /auth/2fa/setup', 'POST /2fa/disable',
  'GET /invitations', 'DELETE /invitations/:id', 'POST /invitations', 'GET /invitations/:id', 'POST /projects/:id/invitations/accept',
  'POST /payments/callback', 'POST /stripe/webhook', 'POST /webhooks/github', 'GET /connect/google', 'DELETE /auth/google', 'GET /users/:id/github',
  'POST /health', 'GET /patients/:id/health', 'GET /orders/status', 'GET /servers/:id/ping', 'POST /devices/heartbeat', 'GET /records/health',
  'GET /images', 'GET /images/:id', 'GET /uploads/*', 'POST /assets/*', 'GET /reports/summary.xml', 'GET /export/users.csv',
  'GET /docs/:id', 'POST /docs', 'GET /documents', 'GET /references', 'DELETE /', 'POST /', 'POST /*', 'DELETE /*', 'GET /users/*', 'GET /me', 'GET /users', 'POST /users', 'POST /contact', 'POST /graphql',
  'POST /users/:id?/login', 'GET /:unknown', 'GET /api/:unknown', 'POST /users/:unknown/login', 'POST /auth/oidc/:id', 'DELETE /auth/oidc/:id', 'GET /oidc/:id', 'PUT /users/register', 'PUT /account/registration', 'POST /auth/enabled', 'GET /users/:id/enabled', 'POST /users/ldap/:id/login', 'POST /verify', 'POST /csrf/token',
  'POST /resetDatabase', 'POST /verification-requests/:id/approve', 'POST /users/confirm-all', 'PUT /users/:id/activate', 'GET /certs', 'QUERY users.list', 'MUTATION users.remove',
];

describe('the convention of an endpoint', () => {
  it.each(Object.entries(OPEN))('%s', (name, routes) => {
    expect(routes.map((route) => [route, of(route)])).toEqual(routes.map((route) => [route, name]));
  });

  it('is none for what needs a caller who is known', () => {
    expect(CLOSED.map((route) => [route, of(route)]).filter(([, name]) => name !== undefined)).toEqual([]);
  });

  it('is found in little time in any path', () => {
    const started = performance.now();
    for (const length of [290, 100_000]) {
      for (const part of ['a-', 'users/', 'auth/social/', 'verify-', 'a.', '1']) of(`POST /${part.repeat(length / part.length)}!`);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
