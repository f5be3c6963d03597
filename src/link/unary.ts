import type { Expr, Scope, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { lackingAt, literal, UNDEFINED, unknown } from './values.ts';

/** What an operator other than `!` makes of its operand. */
export function applied(m: Machine, expr: Extract<Expr, { kind: 'unary' }>, value: Value, scope: Scope): Value {
  if (expr.operator === 'void') return UNDEFINED;
  // `~` makes 0 of -1, and of nothing else.
  if (expr.operator === '~') return lackingAt(value) ?? unknown('the result of ~');
  // Of what type a setting is depends on how it is set.
  if (expr.operator === 'typeof' && value.kind === 'env') return value;
  // Of something that only some callers have, its type is had by the same; what anyone may send is of any type.
  if (expr.operator === 'typeof') return m.domain && value.kind === 'caller' && (value.what === 'absent' || value.what === 'input') ? value : typeOf(value);
  if (expr.operator === '-' && value.kind === 'literal' && typeof value.value === 'number') return literal(-value.value);
  if (expr.operator === '+' && value.kind === 'literal') return literal(Number(value.value));
  if ((expr.operator === '++' || expr.operator === '--') && expr.operand.kind === 'ref' && expr.operand.binding >= 0) {
    // A simulation has seen one request of many: it cannot tell how far a counter has come.
    const counted = !m.domain && m.branches === 0 && value.kind === 'literal' && typeof value.value === 'number';
    m.assign(expr.operand.binding, counted ? literal(Number(value.value) + (expr.operator === '++' ? 1 : -1)) : unknown('a counter'), scope);
  }
  return unknown(`the result of ${expr.operator}`);
}

/** Names of what is known of a caller as a whole, rather than one member of it. */
const RECORDS = /^(claims|session|user|account|payload|principal|find(First|One|Unique)?\w*|get(Session|User|Claims)\w*)$/;

function typeOf(value: Value): Value {
  switch (value.kind) {
    case 'literal': return literal(value.value === null ? 'object' : typeof value.value);
    case 'function': case 'class': return literal('function');
    case 'object': case 'array': case 'regexp': return literal('object');
    case 'text': return literal('string');
    case 'caller':
      if (value.what === 'absent') return literal('undefined');
      return value.what === 'claims' && RECORDS.test(value.name) ? literal('object') : unknown('the type of something unknown');
    default: return unknown('the type of something unknown');
  }
}
