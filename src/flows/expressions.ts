import { childrenOf, textOf } from '../link/index.ts';
import type { Expr } from '../model/index.ts';
import { call } from './calls.ts';
import { assigned } from './assignments.ts';
import { answers, apart } from './blocks.ts';
import { denoteIn, merge, NOTHING, placeOf, sourceOf, tokensOf, variable, type Frame, type Val, type Walk } from './frame.ts';
import { memberOf, nameOf } from './requests.ts';
import { decided } from './settled-conditions.ts';
import { words } from './words.ts';

/**
 * What an expression gives, with the steps that it takes.
 *
 * @param label what the value is given to: a variable, a property
 */
export function evaluate(walk: Walk, expr: Expr, frame: Frame, label = ''): Val {
  switch (expr.kind) {
    case 'ref': return variable(expr, frame);
    case 'function': return { tokens: [], fn: { module: frame.module, fn: frame.module.functions[expr.fn]!, frame } };
    case 'call': case 'new': return call(walk, expr, frame, label);
    case 'await': return evaluate(walk, expr.value, frame, label);
    case 'member': {
      const of = evaluate(walk, expr.object, frame, expr.object.kind === 'call' ? label : '');
      if (expr.computed && expr.property === '') evaluate(walk, expr.computed, frame);
      const name = expr.property === '' && expr.computed ? textOf(denoteIn(walk, expr.computed, frame)) ?? '' : expr.property;
      return memberOf(walk, of, name, expr, frame);
    }
    case 'object': return object(walk, expr, frame);
    case 'array': {
      const elements = expr.elements.map((one) => evaluate(walk, one, frame, label));
      return { tokens: [], fields: new Map(elements.map((one, i) => [String(i), one])) };
    }
    case 'assign': return assigned(walk, expr, frame);
    case 'conditional': {
      evaluate(walk, expr.test, frame);
      const known = decided(walk, expr.test, frame);
      if (known !== undefined) return evaluate(walk, known ? expr.then : expr.else, frame, label);
      const then = apart(walk, () => evaluate(walk, expr.then, frame, label));
      const other = apart(walk, () => evaluate(walk, expr.else, frame, label));
      if (then.steps.length > 0 || other.steps.length > 0) {
        const [first, second] = then.steps.length > 0 ? [then.steps, other.steps] : [other.steps, []];
        walk.out.push({ kind: 'branch', when: words(walk, expr.test, frame, then.steps.length > 0), then: first, else: second, stops: false, place: placeOf(walk, frame.module, expr) });
      }
      return merge([then.result, other.result]);
    }
    case 'logical': {
      const left = evaluate(walk, expr.left, frame, label);
      const right = apart(walk, () => evaluate(walk, expr.right, frame, label));
      // A query in a condition is a query; an answer is one only under the condition.
      if (expr.operator !== '??' && answers(right.steps)) walk.out.push({ kind: 'branch', when: words(walk, expr.left, frame, expr.operator === '&&'), then: right.steps, else: [], stops: true, place: placeOf(walk, frame.module, expr) });
      else walk.out.push(...right.steps);
      return merge([left, right.result]);
    }
    case 'template': {
      const parts = expr.values.map((one) => evaluate(walk, one, frame, label));
      const tokens = [...new Set(parts.flatMap((one) => tokensOf(one)))];
      return tokens.length > 0 ? { tokens } : NOTHING;
    }
    case 'binary': {
      evaluate(walk, expr.left, frame);
      evaluate(walk, expr.right, frame);
      if (isComparison(expr)) walk.out.push({ kind: 'check', text: `compares ${sourceOf(walk, frame.module, expr.left, 50)} and ${sourceOf(walk, frame.module, expr.right, 50)}`, place: placeOf(walk, frame.module, expr) });
      return NOTHING;
    }
    case 'spread': return evaluate(walk, expr.value, frame, label);
    default: {
      // `{ a, ...rest } = value` and other syntax that has no form of its own gives on what is in it.
      const vals = childrenOf(expr).map((child) => evaluate(walk, child, frame));
      return expr.kind === 'unknown' ? merge(vals) : NOTHING;
    }
  }
}

const SECRET = /passw(or)?d|pwd|token|secret|otp|api_?key|(^|_)hash|hash$|state|nonce/i;

/** `TokenType.REFRESH`; a setting of the environment is written like one, and is none. */
function isConstant(side: Expr): boolean {
  return /^[A-Z][A-Z_]+$/.test(nameOf(side)) && !(side.kind === 'member' && nameOf(side.object) === 'env');
}

/** Two values are compared, one of which is called like a secret. */
function isComparison({ operator, left, right }: Extract<Expr, { kind: 'binary' }>): boolean {
  const isValue = (side: Expr): boolean => side.kind === 'member' || (side.kind === 'ref' && side.name !== 'undefined') || side.kind === 'call';
  if (!/^[!=]==?$/.test(operator) || !isValue(left) || !isValue(right)) return false;
  return [left, right].some((side) => SECRET.test(nameOf(side)) && !/type|status|enum/i.test(nameOf(side))) && ![left, right].some(isConstant);
}

function object(walk: Walk, expr: Extract<Expr, { kind: 'object' }>, frame: Frame): Val {
  const fields = new Map<string, Val>();
  for (const property of expr.properties) {
    const val = evaluate(walk, property.value, frame, property.key);
    if (property.variant === 'spread') for (const [key, one] of val.fields ?? []) fields.set(key, one);
    else if (property.key !== '') fields.set(property.key, val === NOTHING || !val.origin ? { ...val, origin: { module: frame.module, expr: property.value, frame } } : val);
  }
  return { tokens: [], fields };
}
