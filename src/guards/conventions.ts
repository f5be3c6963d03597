import type { Route } from '../model/index.ts';
import { endpointWords } from './endpoint-path.ts';

interface Convention {
  /** What callers read: `convention: login`. */
  name: string;
  methods: string[];
  /** The whole path, as `endpointWords` gives it. */
  paths: string[];
}

const READ = ['GET', 'HEAD', 'ALL', 'QUERY'];
/** A page or its form. Procedures, actions and events have no methods of their own. */
const ENTER = [...READ, 'POST', 'MUTATION', 'RPC', 'ACTION', 'EVENT'];
/** With what is replaced at the end of a flow. */
const FINISH = [...ENTER, 'PUT', 'PATCH'];

const either = (...words: string[]): string => `(?:${words.join('|')})`;

/** Segments in front of the one that decides, none of which is a parameter: what belongs to one record is not for everybody. */
const ANYWHERE = '(?:[a-z0-9.-]+/)*';
/** The same, outside the part of an application that is for its staff. */
const OUTSIDE_ADMIN = '(?:(?!(?:super-?)?admins?/|staff/|employees?/|backoffice/|back-office/|management/|internal/)[a-z0-9.-]+/)*';
const SIGNING = either('auth', 'authentication', 'authn', 'oauth2?', 'iam', 'identity', 'security', 'sessions?', 'account', 'credentials?', 'log-?in', 'public');
const PEOPLE = either('users?', 'accounts?', 'customers?', 'members?', 'clients?', 'students?', 'patients?', 'buyers?', 'sellers?', 'vendors?', 'drivers?', 'guests?', 'candidates?', 'subscribers?', 'me', 'profile', 'user-auth', 'auth-user');
const AREA = `(?:(?:${SIGNING}|${PEOPLE})/)`;
const PROVIDER = either(':provider', 'google', 'github', 'gitlab', 'facebook', 'twitter', 'x', 'microsoft', 'apple', 'discord', 'linkedin', 'slack', 'azure', 'azure-?ad', 'okta', 'auth0', 'keycloak', 'cognito', 'bitbucket', 'twitch', 'spotify', 'steam', 'kakao', 'naver', 'line', 'saml', 'oidc', 'openid', 'cas', 'ldap', 'sso', 'orcid', 'instagram', 'wechat', 'telegram', 'outlook', 'office365');
const FEDERATION = either('oauth2?', 'oidc', 'openid', 'openid-connect', 'saml2?', 'sso', 'auth/social', 'social-(?:auth|log-?in)', 'auth', 'log-?in', 'sign-?in', 'federated');
const PROTOCOL = either('oauth2?', 'oidc', 'openid', 'openid-connect', 'saml2?', 'sso', 'cas');
const RETURN = either('callback', 'redirect', 'return', 'acs', 'consume', 'success', 'failure', 'failed');
const PASSWORD = '-?(?:my-|your-|user-)?(?:password|passwd|pwd|pass|pw)';
const STEP = '(?:/(?:request|confirm|complete|verify|validate|check|email|send|init|start|finish|reset|token|code|:[a-z]+))*';
const MAIL = '(?:-(?:request|confirm|complete|email|mail|link|token|code|otp|page|form))?';
const SECRETS = '(?:/:token)';
const ONCE = either('otp', 'one-time-(?:code|password)', 'code', 'pin');

/**
 * Endpoints that callers who are not logged in need (OWASP ASVS 5.0, chapters V6 and V10, names the flows). Each pattern is
 * for the whole path: a word at its end is not enough, since `POST /users/:id/reset` and `POST /devices/register` are
 * somebody's data and not a way in.
 */
const CONVENTIONS: Convention[] = [
  {
    name: 'login', methods: ENTER, paths: [
      // `user-login`, `login-with-google`; not `last-login`, `login-history` or `login-as`.
      `${ANYWHERE}(?!(?:last|first|previous|recent|failed|force|block|disable|enable|unlock|update|get|list|count|track|log|on|after|is|has|check|allow)-)(?:[a-z]+-){0,2}(?:log-?in|sign-?in|authenticate)(?:-(?:with|via|using|by)-[a-z-]+|-(?:page|form|submit|process|check))?`,
      `${ANYWHERE}(?:log-?in|sign-?in)/${either(PROVIDER, ONCE, '2fa', 'mfa', 'totp', 'verify', 'email', 'e-?mail', 'phone', 'sms', 'password', 'magic-?link', 'callback', 'local', 'social', 'check', 'submit', 'basic', 'token', 'saml', 'failure', 'success', 'challenge', 'refresh')}`,
      `${ANYWHERE}${either('auth', 'authentication')}/${either('local', 'ldap', 'jwt', 'basic', 'password', 'passwordless', 'magic-?link', 'email', 'phone', 'challenge', 'nonce', 'error', 'providers', 'methods', 'config', 'options', 'strategies')}`,
      `${ANYWHERE}(?:2fa|mfa|totp|two-factor(?:-auth(?:entication)?)?)/(?:verify|validate|challenge|log-?in|authenticate)`,
      `${ANYWHERE}(?:verify|validate)-?(?:2fa|mfa|totp)`,
      `${ANYWHERE}(?:webauthn|passkeys?|fido2?)/(?:log-?in|sign-?in|auth|authenticate|authentication|assertion|challenge)(?:/(?:start|begin|options|finish|complete|verify|result))?`,
      `${ANYWHERE}(?:magic-?link|passwordless)(?:/(?:start|send|request|verify|callback))?${SECRETS}?`,
      `${ANYWHERE}auth/(?:wallet|siwe|web3|ethereum|solana)(?:/(?:challenge|nonce|message|verify|log-?in))?`,
      `${ANYWHERE}auth/\\*`,
      `${ANYWHERE}auth/(?:(?:ldap|saml|oidc|sso)/)?:provider/(?:log-?in|sign-?in)`,
      `${ANYWHERE}auth/${PROVIDER}-?auth`,
      `${ANYWHERE}(?:${FEDERATION}/)+${PROVIDER}/:id/(?:log-?in|sign-?in|authenticate)`,
    ],
  },
  { name: 'login', methods: READ, paths: ['(?:[a-z0-9.-]+/)?(?:auth|authentication|log-?in|sign-?up|register|registration)/(?:is-)?(?:configured|initiali[sz]ed|enabled|available|supported|allowed)'] },
  { name: 'login', methods: ['POST', 'MUTATION', 'RPC', 'ACTION', 'EVENT'], paths: [`(?:${PEOPLE}/)*auth`, 'auth/(?:sessions?|tokens?|token/(?:create|obtain))', 'sessions?', `(?:oauth2?/|connect/)?token`, `${PEOPLE}/sessions?`, 'access-tokens?'] },
  { name: 'logout', methods: [...FINISH, 'DELETE'], paths: [`${ANYWHERE}(?:[a-z]+-)?(?:log-?out|log-?off|sign-?out)(?:/callback)?`] },
  { name: 'logout', methods: ['DELETE'], paths: [`(?:${SIGNING}/)*session`] },
  {
    name: 'sign-up', methods: ENTER, paths: [
      `${OUTSIDE_ADMIN}(?:[a-z]+-)?sign-?up(?:-(?:with|via)-[a-z-]+|-(?:page|form|submit))?(?:/(?:${PROVIDER}|${PEOPLE}|verify|confirm|complete|email|check))?${SECRETS}?`,
      `${AREA}+(?:e-?mail|phone|local|password)/(?:register|registration|sign-?up|log-?in|sign-?in)`,
      `${AREA}*(?:register|registration|(?:register|create)-(?:user|account|customer|member|client|student|patient|buyer|seller|vendor)|(?:user|account|customer|member|client|student|patient)-(?:register|registration))(?:/(?:${PEOPLE}|verify|confirm|complete|email|check))?${SECRETS}?`,
      `(?:${SIGNING}/)*join`,
      `${AREA}*(?:auth/)?guests?/register`,
    ],
  },
  { name: 'sign-up', methods: ['PUT'], paths: [`(?:(?:auth|authentication)/)+(?:sign-?up|register|registration)`] },
  {
    name: 'token refresh', methods: FINISH, paths: [
      `${ANYWHERE}(?:refresh|renew|rotate)-?(?:access-?|jwt-?|auth-?|id-?)?(?:tokens?|session)`,
      `${ANYWHERE}(?:token|session|jwt)-(?:refresh|renew)`,
      `${AREA}*(?:${SIGNING}|tokens?|access-?tokens?|refresh-?tokens?|jwt)/(?:refresh|renew|rotate)`,
      '(?:users?/)?(?:refresh|renew)',
    ],
  },
  {
    name: 'password reset', methods: FINISH, paths: [
      `${ANYWHERE}(?:forgot|forget|forgotten|lost)${PASSWORD}${MAIL}${STEP}`,
      `${OUTSIDE_ADMIN}(?:reset|recover|restore)${PASSWORD}${MAIL}${STEP}`,
      `${OUTSIDE_ADMIN}(?:password|passwd|pwd)-?(?:forgot|forget|forgotten|lost|reset|recover|recovery)${MAIL}${STEP}`,
      `${OUTSIDE_ADMIN}(?:request|send|resend)-(?:password-reset|reset-password|(?:new-)?password|reset)${MAIL}`,
      `${OUTSIDE_ADMIN}(?:validate|verify|check|confirm)-(?:password-)?reset(?:-password)?(?:-(?:token|code|link|otp))?${STEP}`,
      `${OUTSIDE_ADMIN}passwords?/(?:forgot|forget|forgotten|lost|reset|recover|recovery|email)${STEP}`,
      `${AREA}*(?:forgot|forgotten|account-recovery)${STEP}`,
      `${AREA}+(?:forgot|forgotten|lost|reset|recover)/passwords?${STEP}`,
      `(?:auth|authentication|log-?in)/(?:reset|recover|recovery)${STEP}`,
      `accounts?/(?:recover|recovery)${STEP}`,
      `${AREA}*(?:reset|recover|recovery)${SECRETS}+`,
      `(?:auth|authentication|account|password)/(?:set|new|create)${PASSWORD}`,
      `${AREA}*(?:set|new|create)${PASSWORD}${SECRETS}+`,
      `${PEOPLE}/:id/(?:reset|recover)${PASSWORD}${SECRETS}`,
    ],
  },
  {
    name: 'verification', methods: FINISH, paths: [
      `${OUTSIDE_ADMIN}(?:verify|confirm|validate)-?(?:e-?mail|e-?mail-(?:address|token|code)|account|registration|sign-?up|phone|phone-number|mobile|token|${ONCE})${STEP}`,
      `${OUTSIDE_ADMIN}activate-(?:account|email)${STEP}`,
      `${OUTSIDE_ADMIN}(?:resend|re-send|send|request)-(?:(?:email|account|registration|sign-?up)-)?(?:verification|verify|confirmation|activation|registration)${MAIL}`,
      `${OUTSIDE_ADMIN}(?:send|resend|request|generate|check)-(?:otp|one-time-code|sms-code|login-code)`,
      `${AREA}*otp/(?:send|resend|request|generate|verify|validate|check)`,
      `${OUTSIDE_ADMIN}(?:e-?mail|account|registration|sign-?up)-(?:verification|verify|confirmation|confirm|activation|(?:e-?mail-)?(?:resending|resend))${STEP}(?:/resend)?`,
      `${OUTSIDE_ADMIN}e-?mails?/(?:verify|verification|confirm|confirmation|resend)${STEP}`,
      `(?:auth|authentication|accounts?|sign-?up|register|registration)/(?:verify|verification|confirm|confirmation|activate|activation)${STEP}`,
      `${AREA}+e-?mail/(?:confirm|verify|confirmation|verification)(?:/new)?${STEP}`,
      `users?/(?:verify|confirm)`,
      `${AREA}*(?:verify|verification|confirm|confirmation|activate|activation)${SECRETS}+`,
      `${PEOPLE}/:id/(?:verify|confirm|activate)${SECRETS}`,
      `(?:verify|confirm|activate)/:id${SECRETS}`,
    ],
  },
  {
    name: 'invitation', methods: FINISH, paths: [
      `${OUTSIDE_ADMIN}(?:invites?|invitations?)(?:/(?:accept|verify|validate|decline)${SECRETS}?|${SECRETS}(?:/(?:accept|verify|validate|decline))?)`,
      `${OUTSIDE_ADMIN}accept-invit(?:e|ation)${SECRETS}?`,
      `${OUTSIDE_ADMIN}unsubscribe${SECRETS}?`,
      `join${SECRETS}`,
    ],
  },
  {
    name: 'OAuth', methods: ENTER, paths: [
      `${ANYWHERE}(?:${FEDERATION}/)+${PROVIDER}(?:/(?:${RETURN}|start|log-?in|authorize|url|token|verify|mobile|web|one-?tap))*`,
      `(?:(?:auth|authentication|users?|account)/)+(?!:)${PROVIDER}(?:/(?:${RETURN}|start|log-?in|authorize|url|token))*`,
      `${ANYWHERE}(?:oauth2?|oidc|openid|openid-connect|saml2?|sso)/(?:${RETURN}|authorize|authorization|start|log-?in|init|url|metadata|slo|log-?out)(?:/${PROVIDER})?`,
      `${ANYWHERE}(?:${FEDERATION}/)+${PROTOCOL}/:id(?:/(?:${RETURN}|start|log-?in|authorize))+`,
      `(?:[a-z0-9.-]+/)?auth/(?:${RETURN}|authorize)(?:/${PROVIDER})?`,
      `${ANYWHERE}(?:oauth2?|oidc|saml2?|sso|auth|log-?in|${PROVIDER})-callback`,
      `connect/${PROVIDER}/callback`, `${PROVIDER}/(?:[a-z-]+/){1,2}callback`, `callback(?:/${PROVIDER})?`, `${PROVIDER}/callback`,
    ],
  },
  { name: 'OAuth', methods: READ, paths: [`${ANYWHERE}(?:${FEDERATION}/)+${PROTOCOL}/:id`] },
  { name: 'home page', methods: ['GET', 'HEAD'], paths: ['', 'index(?:\\.(?:html?|php))?'] },
  { name: 'health check', methods: [...READ, 'OPTIONS', 'EVENT'], paths: ['(?:[a-z0-9.-]+/)?(?:healthz|health-?check(?:er|s)?|_health|readyz|livez|liveness|readiness)', '(?:(?:_|_?system|internal|actuator|monitoring|server|app|core|public|management)/)?(?:health|ping|alive|heartbeat|up|live|ready|status|probe)', '(?:[a-z0-9.-]+/)?(?:health|healthz|actuator/health)/(?:live|liveness|ready|readiness|startup|check|status|ping)'] },
  { name: 'version', methods: READ, paths: ['(?:[a-z0-9-]+/)?(?:version|server-?info|build-?info)(?:/check)?'] },
  { name: 'discovery', methods: [...READ, 'OPTIONS'], paths: ['(?:[a-z0-9.-]+/)*\\.well-known(?:/.*)?', '(?:[a-z0-9.-]+/)*jwks(?:\\.json)?', `(?:oauth2?|auth)/certs`] },
  {
    name: 'static file', methods: READ, paths: [
      '(?:favicon\\.ico|robots\\.txt|sitemap(?:-index)?\\.xml|manifest\\.(?:json|webmanifest)|site\\.webmanifest|(?:security|humans|ads)\\.txt|(?:service-?worker|sw)\\.js|browserconfig\\.xml|[a-z0-9-]+\\.html)',
      '(?:[a-z0-9.-]+/)*(?:static|assets?|public|images|img|css|js|javascripts?|stylesheets|scripts|fonts|dist|build|vendor|_next)/(?:.*/)?\\*',
      '(?:[a-z0-9._-]+/)*[a-z0-9._-]+\\.(?:ico|css|js|mjs|map|png|jpe?g|svg|gif|webp|woff2?|ttf)',
    ],
  },
  { name: 'documentation', methods: READ, paths: ['(?:[a-z0-9.-]+/)?(?:api-?docs?|swagger(?:-ui|-docs?)?|open-?api|redoc|rapidoc|graphiql)(?:[.-](?:json|ya?ml|html))?(?:/(?:[a-z0-9.-]+|\\*))*', '(?:docs|documentation)(?:\\.json)?(?:/(?:\\*|swagger.*|open-?api.*|api.*|v\\d+|[a-z-]+\\.(?:json|ya?ml|html)))?'] },
  { name: 'CSRF token', methods: READ, paths: [`${ANYWHERE}(?:get-)?(?:csrf|xsrf)(?:[/-]?token)?`] },
  { name: 'preflight', methods: ['OPTIONS'], paths: ['.*'] },
  { name: 'catch-all', methods: READ, paths: ['\\*'] },
];

/** No such endpoint has a longer path, and matching takes time that grows faster than the path. */
const MAX_LENGTH = 300;

const compiled = CONVENTIONS.map(({ name, methods, paths }) => ({ name, methods: new Set(methods), path: new RegExp(`^(?:${paths.join('|')})$`) }));

/** What an endpoint is for, when its path says that it has to be open; `undefined` otherwise. */
export function conventionOf(route: Pick<Route, 'method' | 'path'>): string | undefined {
  if (route.path.length > MAX_LENGTH) return undefined;
  const words = endpointWords(route.path);
  return compiled.find((one) => one.methods.has(route.method) && one.path.test(words))?.name;
}
