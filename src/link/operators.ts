import type { Site, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { ancestry } from './members.ts';
import { concat, entryOf, FALSE, isNullish, literal, same, textOf, TRUE, unknown } from './values.ts';

/** The value of a binary operation. */
export function binary(m: Machine, operator: string, left: Value, right: Value, site: Site): Value {
  const domain = m.domain?.compare?.(operator, left, right, site);
  if (domain) return domain;
  switch (operator) {
    case '+': return plus(left, right, site);
    case '===': case '!==': case '==': case '!=': {
      const loose = operator === '==' || operator === '!=';
      const equal = equality(left, right, loose);
      if (equal === undefined) return left.kind === 'env' ? left : right.kind === 'env' ? right : unknown('a comparison', site);
      return equal === (operator === '===' || operator === '==') ? TRUE : FALSE;
    }
    case 'in': {
      const key = textOf(left);
      if (key !== undefined && right.kind === 'object' && !right.cls && (right.props.has(key) || !right.open)) return right.props.has(key) ? TRUE : FALSE;
      return unknown('a membership test', site);
    }
    case '<': case '>': case '<=': case '>=': case '-': case '*': case '/': case '%': case '**': case '|': case '&': case '<<': case '>>':
      return arithmetic(operator, left, right) ?? unknown('a calculation', site);
    case 'instanceof': return instance(m, left, right) ?? unknown('a type test', site);
    default: return unknown(`the result of ${operator}`, site);
  }
}

const KINDS: Record<string, Value['kind']> = { RegExp: 'regexp', Array: 'array', Function: 'function' };

function instance(m: Machine, left: Value, right: Value): Value | undefined {
  if (right.kind === 'builtin' && left.kind !== 'unknown' && entryOf(KINDS, right.name)) {
    const known = left.kind === 'literal' || left.kind === 'object' || left.kind === 'array' || left.kind === 'regexp' || left.kind === 'function';
    return left.kind === entryOf(KINDS, right.name) ? TRUE : known ? FALSE : undefined;
  }
  if (left.kind === 'literal' && (right.kind === 'class' || right.kind === 'builtin')) return FALSE;
  const made = left.kind === 'object' ? left.props.get('\0error') : undefined;
  // An error that the language has made is of no class of ours.
  if (made?.kind === 'builtin') return right.kind === 'class' ? FALSE : right.kind === 'builtin' ? (right.name === made.name || right.name === 'Error' ? TRUE : FALSE) : undefined;
  if (left.kind !== 'object' || !left.cls || (right.kind !== 'class' && right.kind !== 'builtin')) return undefined;
  const { own, base } = ancestry(m, left.cls);
  if (right.kind === 'class') return own.some((one) => one.cls === right.cls) ? TRUE : base === undefined || base.kind === 'builtin' ? FALSE : undefined;
  if (base?.kind !== 'builtin') return base === undefined ? FALSE : undefined;
  return base.name === right.name || (right.name === 'Error' && base.name.endsWith('Error')) ? TRUE : FALSE;
}

function plus(left: Value, right: Value, site: Site): Value {
  if (left.kind === 'literal' && right.kind === 'literal' && !left.asked && !right.asked) {
    if (typeof left.value === 'number' && typeof right.value === 'number') return literal(left.value + right.value, site);
  }
  const texty = (value: Value): boolean => value.kind === 'text' || (value.kind === 'literal' && (value.asked !== undefined || typeof value.value === 'string'));
  if (texty(left) || texty(right)) return concat([left, right], site);
  return unknown('a sum', site);
}

function equality(left: Value, right: Value, loose: boolean): boolean | undefined {
  if (loose && ((right.kind === 'literal' && (right.value === null || right.value === undefined)))) return isNullish(left);
  if (loose && ((left.kind === 'literal' && (left.value === null || left.value === undefined)))) return isNullish(right);
  if (left.kind === 'caller' && left.what === 'absent' && right.kind === 'literal') return right.value === undefined;
  if (right.kind === 'caller' && right.what === 'absent' && left.kind === 'literal') return left.value === undefined;
  return same(left, right);
}

function arithmetic(operator: string, left: Value, right: Value): Value | undefined {
  // What is not there is neither more nor less than a number.
  if (/^[<>]=?$/.test(operator) && [left, right].some((one) => one.kind === 'literal' && one.value === undefined) && [left, right].every((one) => one.kind === 'literal')) return FALSE;
  if (left.kind !== 'literal' || right.kind !== 'literal' || typeof left.value !== 'number' || typeof right.value !== 'number') return undefined;
  const [a, b] = [left.value, right.value];
  switch (operator) {
    case '<': return literal(a < b);
    case '>': return literal(a > b);
    case '<=': return literal(a <= b);
    case '>=': return literal(a >= b);
    case '-': return literal(a - b);
    case '*': return literal(a * b);
    case '/': return literal(a / b);
    case '%': return literal(a % b);
    case '|': return literal(a | b);
    case '&': return literal(a & b);
    case '<<': return literal(a << b);
    case '>>': return literal(a >> b);
    default: return literal(a ** b);
  }
}
