import type { Expr, Stmt } from '../../src/model/index.ts';
import { nameOf } from '../written-names.ts';

/** `openly`: by an exception, a rejection or an answer that says so. `silently`: by returning nothing. */
export type Refusal = 'openly' | 'silently';

/** How statements end, when they end in a refusal. */
export function refusalOf(stmts: Stmt[]): Refusal | undefined {
  const last = stmts.at(-1);
  if (!last) return undefined;
  if (last.kind === 'throw') return 'openly';
  if (last.kind === 'block') return refusalOf(last.body);
  if (last.kind === 'return') return last.value ? refusalIn(last.value) : 'silently';
  return last.kind === 'expr' && last.expr.kind === 'call' && /^(reject|next|abort|deny|forbid|throw[A-Z]\w*|raise)$/.test(nameOf(last.expr.callee)) ? 'openly' : undefined;
}

function refusalIn(value: Expr): Refusal | undefined {
  if (value.kind === 'await') return refusalIn(value.value);
  if (value.kind === 'literal') return value.value === false || value.value === null ? 'silently' : undefined;
  if (value.kind === 'ref') return value.name === 'undefined' ? 'silently' : undefined;
  if (value.kind === 'new') return /error|exception|forbidden|unauthori/i.test(nameOf(value.callee)) ? 'openly' : undefined;
  if (value.kind === 'call') return /^(reject|forbidden|unauthorized|denied|err|error|failure|fail|left|next)$/i.test(nameOf(value.callee)) ? 'openly' : undefined;
  if (value.kind !== 'object') return undefined;
  const says = value.properties.some((one) => /^(error|errors|forbidden|denied)$/i.test(one.key) || (/^(success|ok|allowed)$/.test(one.key) && isLiteral(one.value, [false])) || (/^(status|statusCode|code)$/.test(one.key) && isLiteral(one.value, [401, 403])));
  return says ? 'openly' : undefined;
}

function isLiteral(expr: Expr, values: unknown[]): boolean {
  return expr.kind === 'literal' && values.includes(expr.value);
}
