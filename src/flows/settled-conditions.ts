import { same, truth } from '../link/index.ts';
import type { Expr, LiteralValue } from '../model/index.ts';
import { denoteIn, type Frame, type Walk } from './frame.ts';

/** Whether a condition on a parameter holds for what the parameter was given on the way here; `undefined` where that is no constant. */
export function decided(walk: Walk, expr: Expr, frame: Frame): boolean | undefined {
  switch (expr.kind) {
    case 'unary': {
      const inner = expr.operator === '!' ? decided(walk, expr.operand, frame) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'logical': {
      const [left, right] = [decided(walk, expr.left, frame), decided(walk, expr.right, frame)];
      if (expr.operator === '&&') return left === false || right === false ? false : left && right;
      return expr.operator === '||' ? (left === true || right === true ? true : left === false && right === false ? false : undefined) : undefined;
    }
    case 'binary': {
      if (!/^[!=]==?$/.test(expr.operator)) return undefined;
      const [left, right] = [constant(walk, expr.left, frame), constant(walk, expr.right, frame)];
      const [given, asked] = left ? [left, right ?? literal(walk, expr.right, frame)] : [right, literal(walk, expr.left, frame)];
      const equal = given && asked ? same(given, asked) : undefined;
      return equal === undefined ? undefined : equal === expr.operator.startsWith('=');
    }
    case 'ref': {
      const value = constant(walk, expr, frame);
      return value && truth(value);
    }
    default: return undefined;
  }
}

/** What a parameter was given, when that is a constant. */
function constant(walk: Walk, expr: Expr, frame: Frame): LiteralValue | undefined {
  const binding = expr.kind === 'ref' ? frame.module.bindings[expr.binding] : undefined;
  return binding?.kind === 'param' && !binding.reassigned ? literal(walk, expr, frame) : undefined;
}

function literal(walk: Walk, expr: Expr, frame: Frame): LiteralValue | undefined {
  const value = denoteIn(walk, expr, frame);
  return value.kind === 'literal' ? value : undefined;
}
