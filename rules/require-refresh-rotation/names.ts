/** What a name says a token is for. `undefined`: nothing, or more than one thing. */
export type TokenKind = 'access' | 'refresh' | 'other';

const REFRESH = /refresh_?-?(tok|jwt|secret|hash|cookie|exp|ttl|key|age|life|opt|str|private|public|dur)|^(new|next|rotated|signed?)?_?refresh$|referesh|^(new|next)?_?rt$/i;
const ACCESS = /access|^(new)?_?at$|^id_?token$/i;
const OTHER = /reset|e?mail|invit|csrf|xsrf|activat|confirm|magic|otp|mfa|2fa|totp|password|captcha|state|nonce|unsubscribe|(?<!re)verif/i;

export function kindOfName(name: string): TokenKind | undefined {
  const refresh = REFRESH.test(name);
  const access = ACCESS.test(name);
  if (refresh !== access) return refresh ? 'refresh' : 'access';
  return !refresh && OTHER.test(name) ? 'other' : undefined;
}

/** Speaks of a refresh token, not of refreshing something else. */
export function namesRefreshToken(name: string): boolean {
  return /refresh_?-?(tok|jwt|secret|hash|cookie)|hashed_?rt|^rt$/i.test(name);
}

/** Names of functions that exchange a refresh token. */
const HANDLER =
  /^_?(handle|do|process|on|post|auth|use|user|try|execute)?_?(refresh|renew|rotate|regenerate|reissue)(_?(new|the|my|user|auth|jwt|bearer|session|access|api))*_?(tokens?|jwts?|sessions?|auth|login|credentials?|pair)?(_?(handler|controller|route|endpoint|action|service|mutation|use_?case|grant|flow|post|by_?refresh_?token|with_?refresh_?token))*$/i;
const ALSO_HANDLER = /^(get|generate|create|issue)_?(new|fresh|another)_?(access)?_?(token|jwt)s?|^(access_?)?token_?refresh(er)?$|^exchange_?refresh_?token/i;

export function namesRefreshHandler(name: string): boolean {
  return HANDLER.test(name) || ALSO_HANDLER.test(name);
}

export function pathOfRefresh(path: string): boolean {
  return /(^|[/_.-])(refresh|renew)|[/_-](re)?new[-_]?(access)?[-_]?token|refresh[-_]?token/i.test(path) && !/[-_/](data|cache|feed|list|index|stats|metadata|config|library|page)(\/|$)/i.test(path);
}

/** What a call of something that cannot be looked into does to tokens, as far as its name says. */
export type Effect = 'issue' | 'invalidate' | 'store' | 'lookup' | 'harmless' | 'unknown';

const TOKENISH = /tok(en)?s?($|[^a-z])|token|session|refresh|family|jti|jwt|revok|blacklist|denylist|blocklist|credential/i;
/** The short name that many samples give a refresh token: `rt`, `hashedRt`, `new_rt`. */
const SHORT = /\brt\b|[a-z]Rt\b|_rt\b|[rR]tHash|rt_hash/;
export function isTokenish(text: string): boolean {
  return TOKENISH.test(text) || SHORT.test(text);
}

const CREATOR = /^_?(generate|create|sign|issue|make|build|mint|encode|produce|get|new)(?=[A-Z_]).*(token|jwt|auth|session|credential)/i;
export function namesCreator(name: string): boolean {
  return CREATOR.test(name) && !/^get(?!.*(signed|new|jwt))/i.test(name);
}

const REMOVES = /^_?(find(One|ById)?And)?(delete|remove|destroy|del|revoke|invalidate|blacklist|denylist|blocklist|expire|purge|consume|rotate|unset|hdel|srem|zrem|getdel|pull|splice|shift|pop|disable|kill|end_?session|logout)/i;
const OVERWRITES = /^_?(find(One|ById)?And)?(update|upsert|replace|set|hset|hmset|setex|psetex|put|patch|modify|increment|inc|mark|save|persist|merge|assign|touch|swap)/i;
const STORES = /^_?(create|insert|add|push|sadd|zadd|lpush|rpush|append|store|register|track)/i;
const LOOKS_UP = /^_?(find|get|fetch|load|select|lookup|count|exists?|has|includes|some|every|indexOf|first|one|scan|read|search|query|hget|smembers|sismember|is|compare)/i;
const HARMLESS =
  /^_?(log|info|warn|error|debug|trace|json|send|sendStatus|status|code|type|header|setHeader|append|cookie|setCookie|clearCookie|redirect|render|end|next|then|catch|finally|all|resolve|reject|exec|lean|populate|where|from|values|returning|limit|order|orderBy|sort|toString|toISOString|toJSON|toObject|parse|stringify|split|join|replace|trim|slice|substring|startsWith|endsWith|match|test|map|filter|reduce|forEach|find|flat|concat|keys|entries|now|getTime|valueOf|unix|add|subtract|diff|format|toDate|isAfter|isBefore|digest|update|createHash|createHmac|hash|hashSync|compare|compareSync|sign|verify|decode|validate|check|assert|is\w*|has\w*|to\w*|parse\w*|format\w*|validate\w*|verify\w*|check\w*|assert\w*|throw\w*|log\w*|emit|publish|dispatch|notify|audit\w*|isPasswordMatch|use|required|require|import|bind|call|apply|allow|createError|httpError|badRequest|unauthorized|forbidden|success|failure|ok|fail|respond\w*|reply\w*|response|handle\w*Error|\w*Error|\w*Exception|\w*Logger|extract\w*|pick|omit|Date|Error|Number|String|Boolean|Promise|URL|Map|Set|Array|Object|Buffer|RegExp|BigInt|Symbol|setTimeout|ms|moment|dayjs|transaction|\$transaction|startSession|commit\w*|run|wrap\w*|asyncHandler|catchAsync|tryCatch)$/i;

/** An access token that is kept says nothing of the refresh token. */
export function withoutAccessTokens(text: string): string {
  return text.replace(/[\w-]*access[_-]?(token|jwt)\w*/gi, '');
}

/** What is written of the call: its name, what it is called on and its arguments. */
export function effectOfName(name: string, receiver: string, args: string): Effect {
  if (isAboutTransport(name, receiver)) return 'harmless';
  const tokenish = isTokenish(withoutAccessTokens(`${receiver} ${name} ${args}`));
  if (/^_?(refresh|renew|rotate|reissue|exchange)/i.test(name)) return 'unknown';
  if (REMOVES.test(name)) return 'invalidate';
  if (OVERWRITES.test(name)) {
    if (/^(save|persist)/i.test(name) && (args === '' || isTokenish(receiver))) return 'store';
    return tokenish ? 'invalidate' : 'harmless';
  }
  if (STORES.test(name) && tokenish) return 'store';
  if (LOOKS_UP.test(name)) return tokenish && !/config|settings|env|i18n|injector|container|registry/i.test(receiver) ? 'lookup' : 'harmless';
  if (HARMLESS.test(name)) return 'harmless';
  return isTokenish(`${name} ${receiver}`) || /refresh|auth|login|grant|rotate|execute|handle|process|perform/i.test(name) || namesRefreshToken(args) ? 'unknown' : 'harmless';
}

/** Cookies, headers and answers: what the client is told, not what the server remembers. */
function isAboutTransport(name: string, receiver: string): boolean {
  return /(^|\.)(res|response|reply|cookies?|headers?|c|ctx|context|console|logger|log|localStorage|sessionStorage|params|searchParams|locals|app|router|metrics?|span|tracer)(\(\))?$/i.test(receiver) ||
    /cookie|header/i.test(name) || /\b(cookieStore|cookies)\b/i.test(receiver) || /^(res|response|reply)\b/.test(receiver);
}
