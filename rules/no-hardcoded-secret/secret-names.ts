import { wordsOf } from '../names.ts';

/** What kind of value a name promises. `signing` names leave no doubt; of the others the value's shape has to agree. */
export type NameKind = 'signing' | 'key' | 'password';

const PUBLIC = new Set(['public', 'publishable', 'pub', 'site', 'anon', 'anonymous', 'client-side', 'browser', 'is', 'has', 'no', 'show', 'hide', 'toggle', 'use', 'search', 'storage', 'cache', 'query', 'local', 'primary', 'foreign', 'sort', 'partition', 'field', 'mock', 'fake', 'dummy', 'example', 'sample', 'test', 'testing', 'translation', 'i18n', 'label', 'placeholder', 'sentry', 'recaptcha', 'algolia', 'docsearch', 'posthog', 'segment', 'mapbox', 'firebase', 'vite', 'react', 'expo', 'validation', 'invalid', 'wrong']);
const KEY_OF = new Set(['api', 'secret', 'private', 'access', 'encryption', 'signing', 'sign', 'signature', 'master', 'auth', 'crypto', 'hmac', 'jwt', 'service', 'subscription', 'account', 'shared', 'aes', 'cipher', 'root', 'admin', 'webhook', 'license']);
const TOKEN_OF = new Set(['access', 'refresh', 'auth', 'api', 'bearer', 'bot', 'secret', 'personal', 'service', 'admin', 'slack', 'github', 'gitlab', 'npm', 'deploy', 'telegram', 'discord', 'webhook', 'app', 'hf', 'vault', 'oauth', 'jwt', 'session']);
const SIGNING = new Set(['jwt', 'session', 'cookie', 'token', 'auth', 'signing', 'sign', 'hmac', 'hash', 'encryption', 'crypto', 'access', 'refresh', 'csrf', 'nextauth', 'authjs', 'iron', 'cookies', 'passport']);

/** What kind of secret a property, a constant or an environment variable is named for, if any. */
export function kindOfName(name: string): NameKind | undefined {
  const words = wordsOf(name).filter((word) => !/^\d+$/.test(word));
  const last = words.at(-1);
  if (last === undefined || words.slice(0, -1).some((word) => PUBLIC.has(word))) return undefined;
  const before = words.at(-2);
  if (last === 'secret' || last === 'secrets') return words.slice(0, -1).some((word) => SIGNING.has(word)) ? 'signing' : 'key';
  if (last === 'key' || last === 'keys') {
    if (before === undefined || !KEY_OF.has(before)) return undefined;
    if (before === 'secret' || before === 'jwt' || before === 'signing' || before === 'encryption') return before === 'secret' && words.length > 2 && !SIGNING.has(words.at(-3)!) ? 'key' : 'signing';
    return 'key';
  }
  if (last === 'token') return before === undefined || TOKEN_OF.has(before) ? 'key' : undefined;
  if (/^(apikey|secretkey|privatekey|accesskey|authkey|credentials?)$/.test(last)) return 'key';
  if (/^(password|passwd|pwd|passphrase|pass|passcode)$/.test(last)) return last === 'pass' && before === undefined ? 'password' : last === 'pass' && !/^(smtp|db|mail|email|user|admin|redis|mongo|mysql|pg|database|auth)$/.test(before!) ? undefined : 'password';
  return undefined;
}

const GENERIC = /^(secret|secrets|key|keys|k|d|password|pass|passphrase|token|default|auth|users?|secretorkey|options?|config|value|0|privatekey|private|psk)$/;

/** A name for an environment variable: of the property or constant when it says enough, or else `fallback`. */
export function environmentName(name: string | undefined, fallback: string): string {
  if (name === undefined || name === '' || GENERIC.test(name.toLowerCase())) return fallback;
  return wordsOf(name).join('_').toUpperCase().replace(/^(\d)/, '_$1');
}
