import { entryOf, walkModule } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { aroundText } from '../authorization-requests.ts';

/** A parameter of OAuth that is given a value in code. */
export interface Parameter extends Span { name: string; value: string; fn: number; /** The parameters beside it, and where they stand. */ beside: string[]; around: Span }

const NAMES: Record<string, string> = { grant_type: 'grant_type', grantType: 'grant_type', response_type: 'response_type', responseType: 'response_type', code_challenge_method: 'code_challenge_method', codeChallengeMethod: 'code_challenge_method', code_verifier: 'code_verifier', codeVerifier: 'code_verifier' };

/** `{ grant_type: 'password' }`, `params.append('grant_type', 'password')`, `'grant_type=password&...'`. */
export function parametersOf(module: ModuleFacts): Parameter[] {
  const found: Parameter[] = [];
  const tests = new Set<Expr>();
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator)) { tests.add(expr.left); tests.add(expr.right); }
      if (expr.kind === 'object') {
        const beside = expr.properties.map((one) => (one.variant === 'spread' ? '...' : one.key));
        for (const { key, value, start, end } of expr.properties) if (entryOf(NAMES, key) && value.kind === 'literal' && typeof value.value === 'string') found.push({ name: entryOf(NAMES, key)!, value: value.value, fn, start, end, beside, around: expr });
      } else if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(set|append)$/.test(expr.callee.property)) {
        const [key, value] = expr.args;
        if (key?.kind === 'literal' && typeof key.value === 'string' && entryOf(NAMES, key.value) && value?.kind === 'literal' && typeof value.value === 'string') found.push({ name: entryOf(NAMES, key.value)!, value: value.value, fn, start: expr.start, end: expr.end, beside: [], around: expr });
      } else if ((expr.kind === 'literal' && typeof expr.value === 'string') || expr.kind === 'template') {
        if (tests.has(expr)) return;
        const text = expr.kind === 'template' ? expr.texts.join('\0') : String(expr.value);
        if (!text.includes('=')) return;
        for (const [, name, value] of text.matchAll(/(?:^|[?&])(grant_type|response_type|code_challenge_method)=([\w%+ :.-]+)/g)) found.push({ name: name!, value: value!.replace(/\+|%20/g, ' '), fn, start: expr.start, end: expr.end, beside: [...text.matchAll(/(?:^|[?&])(\w+)=/g)].map(([, one]) => one!), around: expr });
      }
    },
  });
  return found;
}

const PROVES_CLIENT = /client_?secret|clientSecret|code_?verifier|codeVerifier|authorization(?!_code)|assertion|\bauth\s*[:,}]|basic\b|pkce|\bsecret\b/i;

/** A code is exchanged by a client that proves nothing: whoever has the code can do the same (RFC 7636 section 1). */
export function isUnprovenExchange(program: ProgramView, module: ModuleFacts, { beside, fn, around }: Parameter): boolean {
  if (beside.includes('...') || beside.includes('')) return false;
  const text = program.text(module);
  const scope = `${text.slice(around.start, around.end)}\n${aroundText(text, module, fn)}`;
  // Where the code itself is not near, this is no exchange but a table of names.
  return !PROVES_CLIENT.test(scope) && /\bcode\b/.test(scope) && fn >= 0;
}
