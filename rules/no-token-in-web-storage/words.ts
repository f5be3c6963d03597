import { wordsOf } from '../names.ts';

/** What a name says of a value: something that lets its holder in, something that does not, or nothing. */
export interface Sense {
  kind: 'credential' | 'harmless' | 'unclear';
  /** Of a credential: what to call it. */
  what: string;
  /** Only telling together with a source that is. */
  weak?: boolean;
}

export const UNCLEAR: Sense = { kind: 'unclear', what: '' };
export const HARMLESS: Sense = { kind: 'harmless', what: '' };

const HARMLESS_WORDS = new Set([
  // meant to be read by scripts, short-lived in a flow, or no one's identity
  'csrf', 'xsrf', 'verifier', 'challenge', 'nonce', 'state', 'pkce', 'captcha', 'recaptcha', 'hcaptcha', 'turnstile', 'device', 'push', 'fcm', 'apns', 'expo',
  'notification', 'notifications', 'messaging', 'subscription', 'invite', 'invitation', 'share', 'referral', 'unsubscribe', 'verification', 'guest', 'anonymous', 'anon',
  'visitor', 'cart', 'checkout', 'public', 'publishable', 'mapbox', 'preview',
  // about a token, not the token
  'expires', 'expiry', 'expire', 'expired', 'expiration', 'expiring', 'exp', 'ttl', 'timestamp', 'time', 'date', 'at', 'age', 'duration', 'type', 'count', 'counts', 'counter', 'length',
  'limit', 'limits', 'max', 'min', 'usage', 'used', 'budget', 'price', 'cost', 'total', 'status', 'error', 'message', 'label', 'description', 'provider', 'issuer', 'audience', 'scope',
  'scopes', 'algorithm', 'version', 'flag', 'feature', 'payload', 'claims', 'decoded', 'valid', 'invalid', 'strength', 'policy', 'hint', 'source', 'settings', 'config', 'format', 'mode',
  'refreshing', 'loading', 'attempts', 'retries', 'lock', 'url', 'uri', 'endpoint', 'path', 'header', 'prefix', 'field',
  // pages, lists, text, styles
  'pages', 'pagination', 'cursor', 'continuation', 'tokenizer', 'tokenize', 'tokenized', 'prompt', 'completion', 'design', 'theme', 'color',
  'colors', 'style', 'syntax', 'sort', 'filter', 'filters', 'column', 'columns', 'view', 'tab', 'visible', 'visibility', 'show', 'hide', 'hidden', 'shown', 'has', 'is', 'should', 'can',
  'enabled', 'disabled', 'dismissed', 'seen', 'collapsed', 'expanded', 'modal', 'dialog', 'banner', 'tour', 'warning', 'toggle',
  // coins
  'symbol', 'decimals', 'contract', 'erc', 'nft', 'swap', 'coin', 'coins', 'chain', 'balance', 'balances', 'list', 'selected', 'address', 'addresses', 'custom', 'imported', 'favorite', 'favorites',
]);

/** Words that are harmless only right before the token. */
const HARMLESS_PHRASE = /\b(next|prev|previous|page|sync|start|skip)( page)? (token|key)s?\b/;

const KINDS: [RegExp, string][] = [
  [/\brefresh (token|jwt)s?\b/, 'refresh token'],
  [/\baccess (token|jwt)s?\b/, 'access token'],
  [/\bid (token|jwt)s?\b/, 'ID token'],
  [/\bsession (token|jwt)s?\b/, 'session token'],
  [/\breset\b.*\btoken\b|\btoken\b.*\breset\b/, 'password reset token'],
  [/\b(api|secret|private|encryption|service|admin) (token|key)s?\b/, 'key'],
  [/\b(access) keys?\b/, 'key'],
  [/\b(password|passwd|pwd|passphrase|passcode)\b/, 'password'],
  [/\b(client )?secrets?\b/, 'secret'],
  [/\b(mnemonic|seed phrase|recovery phrase)\b/, 'recovery phrase'],
  [/\bcredentials?\b/, 'credentials'],
  [/\b(bearer|authorization)\b/, 'access token'],
  [/\b(token|tokens|jwt|jwts|authtoken)\b|tokens?$/, 'token'],
];

/** What a key or the name of a value says. */
export function senseOf(name: string): Sense {
  const words = wordsOf(name);
  if (words.length === 0) return UNCLEAR;
  const text = words.join(' ');
  const found = KINDS.find(([pattern]) => pattern.test(text));
  if (!found) return sessionId(text);
  if (HARMLESS_PHRASE.test(text) || words.some((word) => HARMLESS_WORDS.has(word))) return HARMLESS;
  if (words.at(-1) === 'id' && !/\b(secret|password)\b/.test(text) && words.at(-2) !== 'session') return HARMLESS;
  return { kind: 'credential', what: found[1] };
}

/** A session's identifier: of a login, of a conversation or of a visit. Only where it comes from can tell. */
function sessionId(text: string): Sense {
  if (/\b(phpsessid|jsessionid|connect sid)\b/.test(text)) return { kind: 'credential', what: 'session ID' };
  return /\b(auth|user|login) session id\b|^session id$|^sid$/.test(text) ? { kind: 'credential', what: 'session ID', weak: true } : UNCLEAR;
}

/** What the name of a constant that holds a key says: `TOKEN_KEY`, `STORAGE_KEY_ACCESS_TOKEN`, `tokenStorageName`. */
export function senseOfKeyName(name: string): Sense {
  const words = wordsOf(name).filter((word, i, all) => !/^(key|keys|name|storage|local|ls|item|cookie|const|constant)$/.test(word) || (word === 'key' && /^(api|secret|private|access|encryption)$/.test(all[i - 1] ?? '')));
  return senseOf(words.join('_'));
}
