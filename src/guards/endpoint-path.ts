/** Path segments that say nothing of what an endpoint is for, at the start of a path. */
const PREFIX = /^(api|apis|rest|v\d+([._-]\d+)*|:(version|v|lang|language|locale|tenant|tenantid|realm|org|site))$/;
/** Whom an API is for, beside `api`: `/api/private/config`, `/internal/api/v1/users`. */
const AUDIENCE = /^(private|internal|external|public|web)\/api(?=\/)|^api\/private(?=\/)/;

/** A parameter that carries what only its receiver has: the link in an e-mail. */
const SECRET_PARAMETER = /token|code|hash|secret|key|uuid|guid|otp|nonce|signature/i;
const PROVIDER_PARAMETER = /provider|strategy|connector|connection|idp|social|oidc|saml|ldap/i;

/**
 * A path in words: lower case with hyphens, without the prefix of the API. A parameter is `:token` when its name says
 * that it is a secret, `:provider` when it says that it chooses a way to log in, `:id` otherwise. The name of a procedure
 * (`auth.signUp`) and an action of a page (`/account?/login`) are read as paths.
 */
export function endpointWords(path: string): string {
  const parts = (path.startsWith('/') ? path.replace('?/', '/').split('/') : path.split(/[./]/)).filter((part) => part !== '');
  const audience = AUDIENCE.exec(parts.slice(0, 3).join('/').toLowerCase())?.[0];
  let start = audience === undefined ? 0 : 2;
  // What is not known of a path's beginning is a setting in front of all paths (`process.env.BASE_PATH`).
  while (start < parts.length && (PREFIX.test(parts[start]!.toLowerCase()) || (parts[start] === ':unknown' && start < parts.length - 1))) start++;
  return parts.slice(start).map((part) => (part.startsWith(':') ? parameter(part.slice(1)) : words(part))).join('/');
}

function parameter(name: string): string {
  if (PROVIDER_PARAMETER.test(name)) return ':provider';
  return SECRET_PARAMETER.test(name) ? ':token' : ':id';
}

function words(part: string): string {
  return part
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/([A-Za-z0-9])[_\s]+(?=[A-Za-z0-9])/g, '$1-')
    .toLowerCase()
    .replace(/\bo-auth/, 'oauth');
}
