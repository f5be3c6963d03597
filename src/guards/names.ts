/** What names say, where nothing better is known. All take a name as written in code. */

/** A question about a name, answered once: a simulation asks about the same names again and again. */
function remembering(holds: (name: string) => boolean): (name: string) => boolean {
  const answers = new Map<string, boolean>();
  return (name) => {
    let answer = answers.get(name);
    if (answer === undefined) {
      if (answers.size > 20_000) answers.clear();
      answers.set(name, (answer = holds(name)));
    }
    return answer;
  };
}

const CREDENTIAL_HEADER = /^(authorization|[a-z-]*user(-?(id|name|email|info))?|proxy-authorization|cookie|x-.*(token|auth|secret|key|signature|session|jwt|user|hmac)|x-.*(signature|hmac)-\w+|.*(api-?key|access-?token|auth-?token|id-?token|signature|secret)|.+-verification|token|auth|apikey|jwt|session|svix-.*|stripe-signature|sec-websocket-protocol)$/i;
/** A header that carries what only some callers have. A token against forged requests is had by everyone who asks for a page. */
export const isCredentialHeader = remembering((name) => CREDENTIAL_HEADER.test(name) && !/[cx]srf/i.test(name));

const PLAIN_COOKIE = /lang|locale|theme|consent|csrf|xsrf|_ga|visit|utm|timezone|sidebar/i;
const BELONGINGS = /(^|_|-)(cart|basket|currency|country|experiment|variant)(_|-)?(id|key)?$/i;
/** What the first step of a login through another service leaves with whoever takes it (RFC 6749 section 10.12, RFC 7636). */
const OF_A_LOGIN = /(^|[._-])(oauth2?|oidc|openid|pkce|saml|google|github|discord|apple|auth)?[._-]?(state|nonce|(code)?[._-]?verifier|code[._-]?challenge)$/i;
/** A cookie that a browser keeps for whoever sits before it: the name of a basket is no name of its owner. */
export function isPlainCookie(name: string): boolean {
  return PLAIN_COOKIE.test(name) || BELONGINGS.test(name) || OF_A_LOGIN.test(name);
}

const SECRET = /secret|token|api_?-?key|apikey|passw|credential|signature|hmac|private_?key|auth/i;
/** A name of something that only the server and legitimate callers know. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

const CREDENTIAL_INPUT = /token|api_?-?key|apikey|secret|signature|^(jwt|sig|hmac|key|auth|state)$|session/i;
export function isCredentialInput(name: string): boolean {
  return CREDENTIAL_INPUT.test(name);
}

const ROLE = /^(role|roles|roleid|role_id|userrole|user_role|(?:platform|org|organi[sz]ation|workspace|team|member|account|system|app|global|tenant|company|site)_?role|usertype|user_type|accounttype|permission|permissions|perms|scope|scopes|grants|groups|authorities|privileges|accesslevel|access_level|abilities|claims|rights|plan|tier)$/i;
const ROLE_FLAG = /^(is|has|can)[_A-Z].*(admin|owner|super|staff|moderator|manager|root|role|permission|editor|verified|active|enabled|approved)|^(admin|superadmin|superuser|is_?admin(_?or_?\w+)?|is_?staff|is_?superuser|owner|moderator|staff)$/i;
export function isRoleName(name: string): boolean {
  return ROLE.test(name);
}
export function isRoleFlag(name: string): boolean {
  return ROLE_FLAG.test(name);
}

const TURNED_OFF = /^(is|was|has_?been)?_?(anonymous|guest|banned|disabled|blocked|suspended|deleted|locked|expired|revoked|deactivated|inactive|archived|frozen|bot)(_?(at|on|until|reason|date))?$/i;
/** What is said of an account that may not be used, or is nobody's in particular: not of one that is in good order. */
export function isTurnedOffFlag(name: string): boolean {
  return TURNED_OFF.test(name);
}

const IDENTITY = /user|auth|session|token|jwt|account|identity|principal|claims|member|admin|login|credential|customer|profile|actor|viewer|client|permission|role|access|tenant|org|workspace|team|apikey|api_key|uid|decoded|payload|current|me$/i;
/** A property of the request that is about who is calling. */
export const isIdentityName = remembering((name) => IDENTITY.test(name));

const AUTHENTICATES = /auth|jwt|token|session|login|logged|signed_?in|user|identity|principal|credential|passport|protect|guard|secure|admin|permission|role|acl|rbac|access|owner|apikey|api_?key|signature|hmac|bearer|verify(?!.*(captcha|email))|restrict|private|member|allowed|can$|can[A-Z]|ensure|require/i;
const HARMLESS = /valid|schema|sanitiz|upload|multer|parse|cors|helmet|log|morgan|limit|throttle|slow|cache|compress|static|csrf|captcha|locale|i18n|lang|metric|monitor|trace|request-?id|timeout|error|notfound|not_found|header|json|body|query|cookie-?parser|favicon|proxy|redirect|render|paginat|filter|sort|etag|track|analytic|i18next|maintenance|setup|swagger|doc/i;
const OPTIONAL = /optional|maybe|loose|try|soft|if_?(?:logged|auth|needed|required|enabled|possible|present)|unless|attach|populate|append|set_?user|load_?user|current_?user|with_?user|allow_?anonymous|guest|public|skip/i;
/** What gives every caller a session, and asks none for one: `session`, `sessionMiddleware`, `cookieSession`. */
const SESSION_STORE = /^(express|koa|cookie|fastify|redis|app|http|web|use|init|setup|configure|create|make|get)?_?sessions?_?(middleware|handler|parser|store|manager|mw|init|setup|options|config|plugin)?$/i;
/** A middleware that cannot be looked into and is named like a check of who is calling. */
export function isGuardName(name: string): boolean {
  return !SESSION_STORE.test(name) && AUTHENTICATES.test(name) && !OPTIONAL.test(name) && !/valid(ate|ator|ation)(?!.*(token|jwt|session|auth|user|key))|captcha|limit|upload|csrf|duplicate|exist(s|ed|ing)?(?![a-z])|unique|taken(?![a-z])/i.test(name);
}
/** A middleware that cannot be looked into and is named like something that has nothing to do with who is calling. */
export function isHarmlessName(name: string): boolean {
  return HARMLESS.test(name) || SESSION_STORE.test(name);
}

const VERIFIES = /verif|authenticat|authoriz|validate.*(token|session|jwt|key|user|sign)|check.*(token|session|auth|jwt|key|login|permission|access|sign)|introspect|is.*(valid|authentic|authorized|logged|signed)|timingsafeequal|safe_?equal|(safe|secure)_?compare|constant_?time/i;
/** A function that says whether a credential is good. */
export const isVerifierName = remembering((name) => VERIFIES.test(name) && !/email|captcha|phone|schema|password/i.test(name));

/** `getWebSession`, `fetchApiKeyByHash`. */
const LOOKS_UP_CALLER = /^(get|find|fetch|load|read|lookup|retrieve)\w*(Session|User|Token|Account|ApiKey|Identity|Member|Principal)((By|From|For)\w+)?$/;
const LOOKS_UP_ONE = /^(find(One|First|Unique|ById|By|User|Account|Session|Token|Member|OrFail|ByPk|OneBy|OneOrFail)|get(One|By|User|Session|Token|Account|Member|Current|Auth|Identity|Profile|Principal|Server|Claims|Payload|Decoded|Email)|load(User|Session|Account|One)|fetch(User|Session|Account|One)|lookup|read(Session|Token)|decode|parse(Token|Session|Jwt|Auth)|get$|hget|hgetall|hmget|mget|getex|getdel|getset|getBuffer|first|single|maybeSingle|deserialize|resolve(User|Session)|user(By|From|For)|session(By|From|For)|token|current|whoami|retrieve|me$|exists|has$|is[A-Z]|unseal|unsign|decrypt|extract)/;
/** A function that gives one thing for what it is asked: nothing for a missing key. */
export const isLookupName = remembering((name) => LOOKS_UP_ONE.test(name) || LOOKS_UP_CALLER.test(name) || isVerifierName(name));

const CREDENTIAL_CALL = /session|auth|user|token|jwt|identity|principal|account|credential|login|logged|permission|role|claims|viewer|admin|apikey|api_?key|signature/i;
/** A function that is given the whole request and answers who is calling. */
export const asksWhoIsCalling = remembering((name) => CREDENTIAL_CALL.test(name) && !/agent|author(?!i)|csrf|usersagent|log$|logger|track|analytic|create|register|signup/i.test(name));

const LOGIN_PAGE = /log-?in|sign-?in|auth|sso|unauthori|forbidden|denied|session|account|welcome/i;
export function isLoginLocation(path: string): boolean {
  return LOGIN_PAGE.test(path) || path === '/';
}

/** The page with the form itself: `/login`, `/auth/sign-in?next=/`. */
export function isLoginPage(path: string): boolean {
  return /(^|\/)(log-?in|sign-?in)(?=[/?#]|$)/i.test(path);
}

/** Properties that other middleware puts on a request and that say nothing of who is calling. */
const REQUEST_DATA = /^(loaders?|data_?loaders?|data_?sources|services|models|repositories|pubsub|cache|queue|mailer|vars?|env|file|files|rawbody|raw_body|id|reqid|requestid|request_id|log|logger|t|i18n|lang|language|locale|starttime|start|start_time|_start|context|ctx|db|prisma|redis|io|valid.*|parsed.*|pagin.*|page|limit|offset|sort|filter.*|device|useragent|user_?agent|geo.*|ipinfo|clientip|timedout|csrftoken|nonce|trace.*|span|metrics|rate_?limit|busboy|fields|upload.*|resource|item|data|model|collection|route|next|secure|xhr|fresh|stale|socket|connection|httpversion|complete|aborted|breadcrumbs|flash|i18next|languages)$/i;
export const isRequestData = remembering((name) => REQUEST_DATA.test(name));

const NOISE = /^(log|info|warn|error|debug|trace|fatal|silly|verbose|capture\w*|t|getTranslations|getLocale|set(Tag|User|Context|Attribute)\w*|log[A-Z]\w*)$/;
/** Logging, measuring and wording: nothing is done for whoever calls. */
export function isNoiseName(name: string): boolean {
  return NOISE.test(name);
}

const LOGS = /^(log|info|warn|error|debug|trace|fatal|silly|verbose|log(?!(in|out|off|ged)(?![a-z]))[A-Z]\w*)$/;
/** A function that writes a log, by its name. */
export function isLogging(name: string): boolean {
  return LOGS.test(name);
}

const ASSERTION = /^(assert|ensure|require|check|verify|enforce|authori[sz]e|demand|must|guard|protect)_?[A-Za-z]*?(permission|auth|login|logged|signed|role|access|admin|session|right|allowed|owner|member|scope|abilit|can$|can[A-Z])/i;
/** A function that is called for its check alone, and does not come back for those who fail it. */
export function isAssertionName(name: string): boolean {
  return ASSERTION.test(name) && !/e-?mail|captcha|exist|unique|input|schema|csrf|valid/i.test(name);
}

/** A name of what tells users apart: `x-user-id`, `_app_uid`. It is no secret. */
export function isIdName(name: string): boolean {
  return /(^|[._-])(uid|user_?-?id|account_?-?id|member_?-?id)$/i.test(name);
}
