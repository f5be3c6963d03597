import type { Route } from '../model/index.ts';

/** Endpoints that callers without an account need, by the words of their path. OWASP ASVS 5.0, V6 and V10 name the flows. */
const CONVENTIONS: { name: string; path: RegExp; methods?: string[] }[] = [
  { name: 'login', path: /(^|[/_-])(log-?in|sign-?in|authenticate|auth\/(local|token|ldap|jwt|session|basic|verify-?otp|otp|code)|sessions?\/(new|create)|oauth2?\/token|token\/?(create|obtain)?|passwordless|magic-?link|otp|2fa\/(verify|login)|mfa\/(verify|challenge)|challenge)$/i },
  { name: 'login', path: /(^|\/)auth\/?$/i, methods: ['POST', 'GET'] },
  { name: 'login', path: /(^|\/)(sessions?|tokens?)$/i, methods: ['POST'] },
  { name: 'logout', path: /(^|[/_-])(log-?out|sign-?out)$/i },
  { name: 'sign-up', path: /(^|[/_-])(register|registration|sign-?up|join|create-?account|accounts?\/new|users?\/(new|register|signup)|onboard(ing)?|setup|install)(\/:\w+)?$/i },
  { name: 'refresh', path: /(^|[/_-])(refresh([_-]?token)?|token\/refresh|renew)$/i },
  { name: 'password reset', path: /(forgot|reset|recover|change|set|request|new)[_-]?(my[_-]?)?(password|pass|pwd)|password[_/-]?(forgot|reset|recover|recovery|change|request)|(forgot|reset|recover|recovery)(\/|$)/i },
  { name: 'verification', path: /(verify|confirm|activate|activation|verification|confirmation|resend)([/_-]|$)/i },
  { name: 'invitation', path: /(accept-?invit|invit(e|ation)s?\/(accept|:\w+|verify|token)|unsubscribe)/i },
  { name: 'OAuth', path: /(^|\/)(oauth2?|oidc|openid|saml2?|sso|social|connect|auth)\/(.*\/)?(callback|authorize|start|redirect|login|acs|metadata|google|github|gitlab|facebook|twitter|microsoft|apple|discord|linkedin|slack|azure|okta|auth0|:provider|:strategy|return)(\/|$)/i },
  { name: 'OAuth', path: /(^|\/)callback(\/|$)|(^|[/_-])(oauth|oidc|saml|sso)[\w-]*callback$|^\/(auth|login)\/(google|github|gitlab|facebook|twitter|microsoft|apple|discord|linkedin|slack|azure|okta)/i },
  { name: 'health', path: /(^|\/)(health|healthz|health-?check|ready|readyz|readiness|live|livez|liveness|ping|alive|heartbeat|up|_health|probe)(\/(live|ready|liveness|readiness|startup|check))?$/i, methods: ['GET', 'HEAD', 'ALL', 'OPTIONS'] },
  { name: 'version', path: /(^|\/)(version|server-?info|build-?info)$/i, methods: ['GET'] },
  { name: 'discovery', path: /\/\.well-known(\/|$)|\/(jwks|jwks\.json|certs)$/i },
  { name: 'static', path: /(^|\/)(favicon\.ico|robots\.txt|sitemap(\.xml)?|manifest(\.json|\.webmanifest)?|security\.txt|humans\.txt|service-?worker\.js|sw\.js|static|assets|images?|img|css|js|fonts|dist)(\/\*|\/)?$/i, methods: ['GET', 'HEAD', 'ALL'] },
  { name: 'static', path: /\.(ico|css|js|mjs|map|png|jpe?g|svg|gif|webp|woff2?|ttf|txt|xml|html?)$/i, methods: ['GET', 'HEAD', 'ALL'] },
  { name: 'documentation', path: /(^|\/)(api-?)?(docs?|swagger(-ui)?|openapi|redoc|reference|playground|graphiql)(\.json|\.ya?ml|-json)?(\/.*)?$/i, methods: ['GET', 'HEAD', 'ALL'] },
  { name: 'CSRF token', path: /(^|[/_-])(csrf|xsrf)([_-]?token)?$/i, methods: ['GET'] },
  { name: 'preflight', path: /.*/, methods: ['OPTIONS'] },
  { name: 'home page', path: /^\/(\*|index(\.html)?)?$/i, methods: ['GET', 'HEAD'] },
  { name: 'catch-all', path: /^(\/api(\/v?\d+)?)?\/?\*$/i, methods: ['ALL', 'GET', 'HEAD'] },
];

/** What an endpoint is for, when its path says that it has to be open; `undefined` otherwise. */
export function conventionOf(route: Pick<Route, 'method' | 'path'>): string | undefined {
  return CONVENTIONS.find((one) => one.path.test(route.path) && (!one.methods || one.methods.includes(route.method)))?.name;
}
