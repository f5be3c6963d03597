import { walkModule } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { exprsAround } from '../surroundings.ts';

/** A private key written in the code: the expression that makes it. */
export interface WrittenKey extends Span { form: 'PEM private key' | 'JSON Web Key' | 'symmetric JSON Web Key'; length: number }

const BEGIN = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;
const BODY = /(?:[A-Za-z0-9+/]{16,}={0,2}(?:\s|\\[rn]|["'`,+\s])*){3,}|[A-Za-z0-9+/=]{60,}/;

/** PEM private keys with their content (RFC 7468), and JSON Web Keys with their private member (RFC 7518, section 6). */
export function writtenKeys(program: ProgramView, module: ModuleFacts): WrittenKey[] {
  const text = program.text(module);
  const found: WrittenKey[] = [];
  if (!text.includes('PRIVATE KEY') && !text.includes('kty')) return found;
  const add = (key: WrittenKey): void => { if (!found.some((one) => one.start <= key.start && one.end >= key.end)) found.push(key); };
  walkModule(module, { expr(expr) {
    if (expr.kind === 'literal' || expr.kind === 'template') {
      const content = expr.kind === 'template' ? expr.texts.join('') : typeof expr.value === 'string' ? expr.value : '';
      if (!BEGIN.test(content)) return;
      const whole = wholeOf(module, expr);
      const source = text.slice(whole.start, whole.end);
      if (BODY.test(source.slice(source.search(BEGIN)).replace(BEGIN, ''))) add({ form: 'PEM private key', start: whole.start, end: whole.end, length: whole.end - whole.start - 2 });
    } else if (expr.kind === 'object') {
      const valueOf = (key: string): Expr | undefined => expr.properties.find((one) => one.key === key && one.variant === 'value')?.value;
      const kty = valueOf('kty');
      const secret = valueOf('d') ?? (kty?.kind === 'literal' && kty.value === 'oct' ? valueOf('k') : undefined);
      if (kty?.kind !== 'literal' || secret?.kind !== 'literal' || typeof secret.value !== 'string' || !/^[A-Za-z0-9_-]{16,}$/.test(secret.value)) return;
      add({ form: kty.value === 'oct' ? 'symmetric JSON Web Key' : 'JSON Web Key', start: secret.start, end: secret.end, length: secret.value.length });
    }
  } });
  return found;
}

/** A key is often put together from lines: the sum, or the list that is joined. */
function wholeOf(module: ModuleFacts, expr: Expr): Expr {
  let whole = expr;
  for (const outer of exprsAround(module, expr)) {
    if (outer === whole) continue;
    if (outer.kind !== 'array' && !(outer.kind === 'binary' && outer.operator === '+')) break;
    whole = outer;
  }
  return whole;
}
