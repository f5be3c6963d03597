import type { Expr, ModuleFacts } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';
import { originOf } from '../origin.ts';

const HOLDS = new Set(['session', 'sess', 'sid', 'sessionid', 'token', 'jwt', 'auth', 'authorization', 'refresh', 'access', 'bearer', 'credential', 'credentials', 'login', 'remember', 'apikey', 'idtoken', 'secret', 'sso']);
const READ_BY_SCRIPTS = new Set(['csrf', 'xsrf', 'locale', 'lang', 'language', 'theme', 'consent', 'flag', 'logged', 'isauthenticated', 'expires', 'expiry', 'expiration', 'type', 'hint', 'redirect', 'return', 'callback', 'state', 'nonce', 'verifier', 'pkce', 'provider', 'device', 'analytics', 'count', 'role', 'is', 'has', 'url', 'path', 'last', 'method', 'mode', 'timezone', 'cart', 'status', 'info']);

/** Whether a cookie is what its bearer is recognised by: told by its name, else by what its value is called or comes from. */
export function isCredentialCookie(name: string | undefined, module: ModuleFacts, value: Expr | undefined): boolean {
  const words = name === undefined ? [] : wordsOf(name);
  if (words.some((word) => READ_BY_SCRIPTS.has(word))) return false;
  if (words.some((word) => HOLDS.has(word)) || /^(connect\.sid|jsessionid|phpsessid)$/i.test(name ?? '')) return !isRemoval(value);
  return value !== undefined && isTokenValue(module, value) && !isRemoval(value);
}

function isTokenValue(module: ModuleFacts, value: Expr): boolean {
  const origin = originOf(module, value);
  const names = [value, origin].map((one) => (one.kind === 'ref' ? one.name : one.kind === 'member' ? one.property : one.kind === 'call' ? callName(one.callee) : ''));
  return names.some((name) => /^(generate|create|sign|issue|make)\w*(token|jwt|session)/i.test(name) || /^(access|refresh|session|auth|id)?_?(token|jwt)$/i.test(name) || /^session_?id$/i.test(name));
}

/** An empty value: the cookie is being taken away. */
function isRemoval(value: Expr | undefined): boolean {
  return value?.kind === 'literal' && (value.value === '' || value.value === null || value.value === 'deleted' || value.value === 'none' || value.value === 'loggedout');
}

function callName(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}
