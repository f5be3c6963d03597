import type { Expr, ModuleFacts } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';
import { originOf } from '../origin.ts';
import { nameOfCalled } from '../written-names.ts';

const PASSWORD = new Set(['password', 'passwd', 'pwd', 'passphrase', 'passcode', 'pw', 'motdepasse', 'contrasena', 'senha', 'passwort', 'kennwort']);
const NOT_ONE = new Set(['hash', 'hashed', 'encrypted', 'digest', 'salt', 'reset', 'token', 'confirm', 'confirmation', 'repeat', 'length', 'policy', 'field', 'error', 'errors', 'valid', 'min', 'max', 'rules', 'strength', 'id', 'expiry', 'expires', 'changed', 'updated', 'at', 'hint', 'type', 'method', 'required', 'enabled', 'protected', 'label', 'placeholder', 'input', 'visible', 'show', 'url', 'path', 'cost', 'rounds', 'algorithm', 'signature']);

/** It is called like a password as someone types it, rather than like something made of one. */
export function isPasswordName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => PASSWORD.has(word)) && !words.some((word) => NOT_ONE.has(word));
}

/** Whether an expression stands for a password: by its own name, by that of what it comes from, or by what it is put together from. */
export function isPassword(module: ModuleFacts, expr: Expr, depth = 0): boolean {
  if (depth > 3) return false;
  switch (expr.kind) {
    case 'ref': {
      if (isPasswordName(expr.name)) return true;
      const origin = originOf(module, expr);
      return origin !== expr && isPassword(module, origin, depth + 1);
    }
    case 'member': return isPasswordName(expr.property);
    case 'binary': return expr.operator === '+' && (isPassword(module, expr.left, depth + 1) || isPassword(module, expr.right, depth + 1));
    case 'template': return expr.values.some((value) => isPassword(module, value, depth + 1));
    case 'logical': return isPassword(module, expr.left, depth + 1);
    case 'await': return isPassword(module, expr.value, depth);
    // `Buffer.from(password)`, `String(password)`, `password.trim()`, `encoder.encode(password)`.
    case 'call': return (expr.callee.kind === 'member' && isPassword(module, expr.callee.object, depth + 1)) || (/^(from|String|encode|toString|normalize|trim)$/.test(nameOfCalled(expr.callee)) && expr.args[0] !== undefined && isPassword(module, expr.args[0], depth + 1));
    default: return false;
  }
}

/** The function around a place, or one around that, is called like one that hashes or checks passwords. */
export function isInPasswordFunction(module: ModuleFacts, fn: number): boolean {
  for (let at = fn; at >= 0; at = module.functions[at]!.owner) {
    const words = wordsOf(module.functions[at]!.name);
    if (words.some((word) => PASSWORD.has(word)) && words.some((word) => /^(hash|encrypt|compare|verify|check|crypt|match|validate|make|generate|set)$/.test(word))) return true;
  }
  return false;
}
