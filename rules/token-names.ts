import { wordsOf } from './names.ts';

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
export type Effect = 'invalidate' | 'store' | 'lookup' | 'harmless' | 'unknown';

const TOKENISH = /tok(en)?s?($|[^a-z])|token|session|refresh|family|jti|jwt|revok|blacklist|denylist|blocklist|credential/i;
/** The short name that many samples give a refresh token: `rt`, `hashedRt`, `new_rt`. */
const SHORT = /\brt\b|[a-z]Rt\b|_rt\b|[rR]tHash|rt_hash/;
export function isTokenish(text: string): boolean {
  return TOKENISH.test(text) || SHORT.test(text);
}

const CREATES = new Set(['generate', 'create', 'sign', 'issue', 'make', 'build', 'mint', 'encode', 'produce', 'new']);
/** `generateAccessToken`, `getSignedJwt`, `findAndGenerateToken`. */
export function namesCreator(name: string): boolean {
  const words = wordsOf(name);
  if (!words.some((word) => /^(tokens?|jwts?|auth|credentials?|pair)$/.test(word))) return false;
  return CREATES.has(words[0]!) || (/^(get|find|load)$/.test(words[0]!) && words.some((word) => CREATES.has(word) || word === 'signed' || word === 'jwt'));
}

const REMOVES = new Set([
  'delete', 'remove', 'destroy', 'del', 'revoke', 'invalidate', 'blacklist', 'denylist', 'blocklist', 'expire', 'purge', 'consume', 'unset', 'hdel', 'srem', 'zrem',
  'getdel', 'pull', 'splice', 'shift', 'pop', 'disable', 'kill', 'logout', 'unlink', 'clear', 'truncate',
]);
const OVERWRITES = new Set([
  'update', 'upsert', 'replace', 'set', 'hset', 'hmset', 'setex', 'psetex', 'put', 'patch', 'modify', 'increment', 'incr', 'inc', 'mark', 'save', 'persist', 'merge',
  'assign', 'touch', 'swap',
]);
const STORES = new Set(['create', 'insert', 'add', 'push', 'sadd', 'zadd', 'lpush', 'rpush', 'append', 'store', 'register', 'track']);
const LOOKS_UP = new Set([
  'find', 'get', 'fetch', 'load', 'select', 'lookup', 'count', 'exists', 'exist', 'has', 'includes', 'some', 'every', 'first', 'one', 'scan', 'read', 'search', 'query', 'hget',
  'smembers', 'sismember', 'is', 'compare',
]);
/** Names of what reads, computes, answers or logs. */
const HARMLESS = new Set([
  'log', 'info', 'warn', 'error', 'debug', 'trace', 'emit', 'publish', 'dispatch', 'notify',
  'json', 'send', 'sendStatus', 'status', 'code', 'type', 'redirect', 'render', 'end', 'next', 'response', 'success', 'failure', 'ok', 'fail',
  'then', 'catch', 'finally', 'all', 'resolve', 'reject', 'use', 'require', 'import', 'bind', 'call', 'apply', 'run', 'transaction', '$transaction', 'startSession',
  'exec', 'lean', 'populate', 'where', 'from', 'values', 'returning', 'limit', 'order', 'orderBy', 'sort',
  'stringify', 'split', 'join', 'trim', 'slice', 'substring', 'startsWith', 'endsWith', 'match', 'test', 'map', 'filter', 'reduce', 'forEach', 'flat', 'concat', 'keys',
  'entries', 'pick', 'omit', 'now', 'getTime', 'valueOf', 'unix', 'subtract', 'diff', 'isAfter', 'isBefore', 'ms', 'moment', 'dayjs', 'setTimeout',
  'digest', 'createHash', 'createHmac', 'hash', 'hashSync', 'compareSync', 'sign', 'decode',
  'Date', 'Error', 'Number', 'String', 'Boolean', 'Promise', 'URL', 'Map', 'Set', 'Array', 'Object', 'Buffer', 'RegExp', 'BigInt', 'Symbol',
  'createError', 'httpError', 'badRequest', 'unauthorized', 'forbidden', 'asyncHandler', 'catchAsync', 'tryCatch',
]);
const HARMLESS_START = /^_?(is|has|to|parse|format|validate|verify|check|assert|throw|log|respond|reply|wrap|audit|extract|commit|required?)(?![a-z])|(Error|Exception|Logger)$/;

/** An access token that is kept says nothing of the refresh token. */
export function withoutAccessTokens(text: string): string {
  return text.replace(/(?<![\w-])[\w-]*access[_-]?(token|jwt)\w*/gi, '');
}

/** What is written of the call: its name, what it is called on and its arguments. */
export function effectOfName(name: string, receiver: string, args: string): Effect {
  if (isAboutTransport(name, receiver)) return 'harmless';
  const tokenish = isTokenish(withoutAccessTokens(`${receiver} ${name} ${args}`));
  if (/^_?(refresh|renew|rotate|reissue|exchange)/i.test(name)) return 'unknown';
  const words = wordsOf(name);
  const [verb = ''] = words;
  if (words.some((word) => REMOVES.has(word))) return 'invalidate';
  if (OVERWRITES.has(verb) || (LOOKS_UP.has(verb) && words.some((word) => OVERWRITES.has(word)))) {
    if (/^(save|persist)$/.test(verb) && (args === '' || isTokenish(receiver))) return 'store';
    return tokenish ? 'invalidate' : 'harmless';
  }
  if (STORES.has(verb) && tokenish) return 'store';
  if (LOOKS_UP.has(verb) || name === 'indexOf') return tokenish && !/config|settings|env|i18n|injector|container|registry/i.test(receiver) ? 'lookup' : 'harmless';
  if (HARMLESS.has(name) || HARMLESS_START.test(name)) return 'harmless';
  return isTokenish(`${name} ${receiver}`) || /refresh|auth|login|grant|rotate|execute|handle|process|perform/i.test(name) || namesRefreshToken(args) ? 'unknown' : 'harmless';
}

/** Cookies, headers and answers: what the client is told, not what the server remembers. */
function isAboutTransport(name: string, receiver: string): boolean {
  return /(^|\.)(res|response|reply|cookies?|headers?|c|ctx|context|console|logger|log|localStorage|sessionStorage|params|searchParams|locals|app|router|metrics?|span|tracer)(\(\))?$/i.test(receiver) ||
    /cookie|header/i.test(name) || /\b(cookieStore|cookies)\b/i.test(receiver) || /^(res|response|reply)\b/.test(receiver);
}
