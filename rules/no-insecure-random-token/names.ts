import { wordsOf } from '../names.ts';

/** About a secret, or something else that is called like one. */
const NOT = new Set(['expiry', 'expires', 'expire', 'expired', 'expiration', 'exp', 'iat', 'at', 'date', 'time', 'timestamp', 'count', 'index', 'idx', 'counter', 'length', 'size', 'limit', 'ttl', 'duration', 'delay', 'timeout', 'interval', 'last', 'cancel', 'cancellation', 'tokens', 'line', 'color', 'used', 'usage', 'max', 'min', 'total', 'price', 'position', 'offset', 'refreshed', 'created', 'updated', 'issued', 'age', 'hash', 'name', 'mock', 'fake', 'dummy', 'placeholder', 'sample', 'request', 'reconnect', 'retry', 'nft', 'syntax', 'cache', 'animation', 'is', 'has', 'check', 'valid', 'verify', 'validate', 'error', 'status', 'start', 'end', 'abort', 'upload', 'device', 'push']);
const CODE = /^(otp|verification|verify|verif|reset|recovery|backup|auth|login|invite|invitation|confirmation|confirm|activation|sms|security|access|mfa|factor|pairing)$/;

/** What a name says that it holds, when that must not be guessed. */
export function secretOf(name: string): string | undefined {
  const words = wordsOf(name);
  const has = (...any: string[]): boolean => any.some((one) => words.includes(one));
  if (has('otp') && !words.some((word) => NOT.has(word) && word !== 'verify')) return 'one-time code';
  if (has('code', 'pin') && words.some((word) => CODE.test(word)) && !words.some((word) => NOT.has(word) && !CODE.test(word)) && !has('status', 'error')) return 'one-time code';
  if (words.some((word) => NOT.has(word))) return undefined;
  if (has('password', 'passwd', 'pwd', 'passphrase')) return 'password';
  if (has('token', 'jwt') && !has('id')) return 'token';
  if (has('apikey') || (has('api', 'access') && has('key'))) return 'key';
  if (has('secret') && !has('id')) return 'secret';
  if (has('session') && has('id', 'key')) return 'session id';
  return undefined;
}
