import { wordsOf } from '../names.ts';

/** What a stored field is, in words for people; `named`: its own name says so, without its surroundings. */
export interface Field { what: string; named: boolean }

/** About a token, and not the token: `resetTokenExpiry`, `apiKeyHash`, `inviteTokenId`. */
const ABOUT = new Set(['expiry', 'expires', 'expire', 'expired', 'expiration', 'date', 'count', 'at', 'hash', 'hashed', 'digest', 'id', 'ids', 'prefix', 'suffix', 'name', 'type', 'time', 'valid', 'used', 'version', 'last', 'ttl', 'status', 'url', 'encrypted', 'sent', 'public', 'csrf', 'xsrf', 'device', 'push', 'fcm', 'pagination', 'cursor', 'idempotency', 'cache']);
const CARRIERS = new Set(['token', 'key', 'secret']);
const KINDS: [what: string, words: string[]][] = [
  ['password reset token', ['reset', 'forgot', 'forgotten', 'recovery', 'recover']],
  ['invitation token', ['invite', 'invitation', 'invites', 'invitations']],
  ['login token', ['magic', 'login', 'signin', 'passwordless']],
  ['session token', ['session', 'sessions']],
  ['refresh token', ['refresh']],
  ['personal access token', ['personal']],
];

/**
 * Tells what a field holds by its name; `around` is what the record, its model and the function are called, for fields that are only
 * called `token` or `key`.
 */
export function fieldOf(name: string, around: string[]): Field | undefined {
  const words = wordsOf(name);
  if (words.some((word) => ABOUT.has(word)) || !words.some((word) => CARRIERS.has(word))) return undefined;
  const own = kindOf(words);
  if (own) return { what: own, named: true };
  if (words.length > 1 && !/^(plain|raw|plaintext)$/.test(words[0]!)) return undefined;
  const context = around.flatMap(wordsOf);
  const what = kindOf([...context, words.at(-1)!]);
  return what && !(words.includes('secret') && what !== 'API key') ? { what, named: false } : undefined;
}

function kindOf(words: string[]): string | undefined {
  if (words.includes('apikey') || words.includes('apikeys')) return 'API key';
  for (let i = 0; i < words.length - 1; i++) if (words[i] === 'api' && /^(key|keys|token|tokens|secret)$/.test(words[i + 1]!)) return 'API key';
  return KINDS.find(([, any]) => words.some((word) => any.includes(word)))?.[0];
}
