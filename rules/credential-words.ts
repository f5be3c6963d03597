import { wordsOf } from './names.ts';

/** What a name says of a value. `weak`: only telling where something else says that this is about logging in. */
export interface CredentialSense { what: string; weak?: boolean }

/** Words that make of a credential's name one of something about it, or of something that lets nobody in. */
const ABOUT = new Set([
  // about a credential, not the credential
  'expires', 'expiry', 'expire', 'expired', 'expiration', 'exp', 'ttl', 'timestamp', 'time', 'date', 'at', 'age', 'duration', 'type', 'types', 'kind', 'count', 'counts', 'counter', 'length', 'size', 'limit', 'limits', 'max', 'min',
  'usage', 'used', 'budget', 'price', 'cost', 'total', 'status', 'state', 'error', 'errors', 'message', 'messages', 'label', 'description', 'desc', 'title', 'text', 'provider', 'issuer', 'audience', 'scope', 'scopes', 'algorithm', 'alg', 'version',
  'flag', 'feature', 'payload', 'claims', 'claim', 'decoded', 'valid', 'invalid', 'validity', 'validation', 'strength', 'policy', 'policies', 'hint', 'source', 'settings', 'setting', 'config', 'options', 'option', 'opts', 'format', 'mode', 'attempts', 'retries', 'lock',
  'url', 'uri', 'link', 'endpoint', 'path', 'header', 'prefix', 'suffix', 'field', 'fields', 'file', 'filename', 'dir', 'folder', 'name', 'names', 'schema', 'regex', 'pattern', 'rule', 'rules', 'result', 'response', 'request', 'info', 'details', 'data', 'meta', 'metadata',
  'manager', 'service', 'repository', 'repo', 'store', 'storage', 'cache', 'model', 'client', 'controller', 'handler', 'guard', 'strategy', 'module', 'middleware', 'entity', 'event', 'events', 'action', 'method', 'methods', 'function', 'fn', 'cb', 'callback', 'promise', 'hook', 'context', 'class',
  'has', 'is', 'was', 'should', 'can', 'must', 'needs', 'no', 'without', 'requires', 'required', 'enabled', 'disabled', 'exists', 'missing', 'match', 'matches', 'matched', 'correct', 'wrong', 'ok', 'success', 'set', 'updated', 'changed', 'present', 'protected', 'revoked', 'deleted', 'verified', 'active', 'default', 'failed', 'available', 'allow', 'allowed', 'matching', 'authorized', 'authenticated', 'equal', 'equals',
  'hash', 'hashed', 'hashes', 'digest', 'encrypted', 'masked', 'redacted', 'hidden', 'obfuscated', 'safe', 'salt', 'rounds', 'fingerprint', 'checksum', 'thumbprint', 'sanitized', 'censored', 'placeholder', 'partial', 'short', 'truncated', 'preview', 'ids', 'uuid', 'num', 'number', 'amount', 'remaining', 'exchange', 'index', 'idx', 'row', 'owner', 'user',
  // meant to be seen, or nobody's identity
  'csrf', 'xsrf', 'challenge', 'nonce', 'captcha', 'recaptcha', 'hcaptcha', 'turnstile', 'public', 'publishable', 'pub', 'mapbox', 'anonymous', 'anon', 'cancel', 'cancellation', 'abort',
  // pages, lists, text, models
  'page', 'pages', 'pagination', 'cursor', 'continuation', 'next', 'prev', 'previous', 'sync', 'resume', 'tokenizer', 'tokenize', 'tokenized', 'prompt', 'completion', 'completions', 'input', 'output', 'cached', 'reasoning', 'thinking', 'llm', 'design', 'theme', 'color', 'css', 'syntax', 'stop', 'special', 'eos', 'bos', 'word', 'words', 'lex', 'lexer', 'parser', 'grammar', 'ast', 'keyword', 'keywords',
  'symbol', 'decimals', 'contract', 'erc', 'nft', 'swap', 'coin', 'coins', 'chain', 'balance', 'balances', 'address', 'addresses', 'injection', 'inject', 'di', 'ledger', 'mint', 'selected', 'dirty', 'visible', 'visibility', 'show', 'generator', 'factory', 'builder', 'extractor', 'resolver', 'modal', 'dialog', 'form', 'button', 'component', 'icon', 'toggle',
]);

const KINDS: [RegExp, string][] = [
  [/\brefresh (token|jwt)s?$/, 'refresh token'],
  [/\baccess (token|jwt)s?$/, 'access token'],
  [/\bid (token|jwt)s?$/, 'ID token'],
  [/\b(session|auth|authentication|bearer|login|user|admin|api|personal|service|bot|deploy|jwt|oauth|client|registration|setup|raw|plain|plaintext|signed|new|old|current) (token|jwt|cookie)s?$/, 'token'],
  [/\b(reset|recovery|forgot)\b.* (token|code|otp|link)$/, 'password reset token'],
  [/\b(verification|verify|confirmation|confirm|activation|magic|invite|invitation|email|sms|login) (token|otp)$/, 'one-time token'],
  [/\b(api|secret|private|encryption|signing|jwt|master|service role|service account|admin|session) keys?$/, 'key'],
  [/\b(password|passwd|pwd|passphrase)\d?$/, 'password'],
  [/^(client |app |jwt |session |access |refresh |token |webhook |signing |shared |api |auth |cookie |oauth |totp |otp |mfa |two factor |consumer |hmac )*secrets?$/, 'secret'],
  [/\b(mnemonic|seed phrase|recovery phrase|recovery codes?|backup codes?)$/, 'recovery phrase'],
  [/^(authorization|authorization header|auth header|bearer)$/, 'authorization header'],
  [/\b(otp|totp code|otp code|login code|2 fa code|verification code)$/, 'one-time code'],
];
const WEAK: [RegExp, string][] = [
  [/^(jwt|jwts|auth token|tokens?)$|\b(token|jwt)s?$/, 'token'],
];

const known = new Map<string, CredentialSense | undefined>();

/** Whether a name is that of something that lets its holder in: `accessToken`, `user_password`, `apiKey`. Not `tokenType`, `maxTokens`, `passwordHash`. */
export function credentialSense(name: string): CredentialSense | undefined {
  if (!known.has(name)) {
    if (known.size > 50_000) known.clear();
    known.set(name, senseOf(name));
  }
  return known.get(name);
}

/** What is done with a credential: a function, a flag or a message. */
const VERB = /^(get|set|create|generate|update|verify|validate|check|fetch|save|delete|remove|find|handle|use|parse|decode|compare|change|return|send|revoke|include|skip|hide|ask|enter|log|print|test|issue|rotate|on|to|with|by|from|for|if)$/;
/** A name of many words says something else: a function, a message, a flag. */
const MAX_WORDS = 5;

function senseOf(name: string): CredentialSense | undefined {
  const words = wordsOf(name);
  if (words.length === 0 || words.length > MAX_WORDS) return undefined;
  const last = words.at(-1)!;
  if (VERB.test(words[0]!)) return undefined;
  const text = words.join(' ');
  // `tokens` alone are counted as often as they are kept; `clientSecret`, `userToken` and `emailToken` name whose they are.
  const others = words.filter((word) => !(/^(client|user|service)$/.test(word) && word !== last));
  if (others.some((word) => ABOUT.has(word))) return undefined;
  const strong = KINDS.find(([pattern]) => pattern.test(text));
  if (strong) return { what: strong[1] };
  const weak = WEAK.find(([pattern]) => pattern.test(text));
  return weak ? { what: weak[1], weak: true } : undefined;
}
