import { childrenOf } from '../../src/link/index.ts';
import type { Expr, ModuleFacts } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';
import { originOf } from '../origin.ts';

const MAX_DEPTH = 6;

/** What is sent that only its owner may know, by the name it is sent under; `undefined`: nothing that is named like that. */
export function credentialIn(module: ModuleFacts, sent: Expr[]): string | undefined {
  for (const one of sent) {
    const found = inExpr(module, one, MAX_DEPTH);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inExpr(module: ModuleFacts, expr: Expr, depth: number): string | undefined {
  if (depth === 0 || expr.kind === 'function') return undefined;
  if (expr.kind === 'object') {
    for (const { key, value, variant } of expr.properties) {
      if (key !== '' && variant !== 'method' && isCredentialName(key) && !isEmpty(value)) return `\`${key}\``;
      const inside = inExpr(module, value, depth - 1);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (expr.kind === 'ref') {
    const origin = originOf(module, expr);
    return origin === expr ? undefined : inExpr(module, origin, depth - 1);
  }
  if (expr.kind === 'call') {
    const name = expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
    if (/^(get|make|create)?_?auth(orization)?_?headers?$/i.test(name)) return `\`${name}()\``;
    return /^(stringify|URLSearchParams|encode|assign)$/.test(name) ? credentialIn(module, expr.args.map((arg) => arg)) : undefined;
  }
  if (expr.kind === 'new') return credentialIn(module, expr.args);
  return expr.kind === 'member' || expr.kind === 'template' || expr.kind === 'binary' ? undefined : credentialIn(module, childrenOf(expr));
}

function isEmpty(expr: Expr): boolean {
  return expr.kind === 'literal' && (expr.value === '' || expr.value === null || typeof expr.value === 'boolean' || typeof expr.value === 'number');
}

/** The name of a header, a field or a parameter that holds a credential. */
export function isCredentialName(name: string): boolean {
  const words = wordsOf(name);
  const text = words.join(' ');
  if (/\b(csrf|xsrf|next|page|cancel|count|max|type|continuation|sitekey|public|device|push)\b/.test(text)) return false;
  return /^(proxy )?authorization$|^cookie$|\b(password|passwd|pwd|passphrase|secret|apikey|credentials?)\b|\bapi key\b|\btoken$|^jwt$|^otp$|\bauth key$|\baccess key\b/.test(text) && !/^credentials$/.test(text) && !/^cancel/.test(text);
}

/** A user and password before the host, or a parameter that holds a credential. */
export function credentialInAddress(address: string): string | undefined {
  if (/^http:\/\/[^/@:]*:[^/@]+@/i.test(address)) return 'the password in the address';
  for (const [, name, value] of address.matchAll(/[?&]([\w.-]+)=([^&#]*)/g)) {
    if (name !== undefined && value !== '' && (isCredentialName(name) || /^(appid|key)$/i.test(name))) return `\`${name}\``;
  }
  return undefined;
}
