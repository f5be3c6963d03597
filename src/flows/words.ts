import type { Expr } from '../model/index.ts';
import { entryOf } from '../link/index.ts';
import { sourceOf, type Frame, type Walk } from './frame.ts';

const OPPOSITE: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
const RELATION: Record<string, string> = { '===': 'is', '==': 'is', '!==': 'is not', '!=': 'is not', '<': 'is less than', '>': 'is more than', '<=': 'is at most', '>=': 'is at least' };

/** A condition in words, or that it does not hold. */
export function words(walk: Walk, expr: Expr, frame: Frame, holds = true): string {
  switch (expr.kind) {
    case 'await': return words(walk, expr.value, frame, holds);
    case 'unary': return expr.operator === '!' ? words(walk, expr.operand, frame, !holds) : plain(walk, expr, frame, holds);
    case 'logical': {
      if (expr.operator === '??') return plain(walk, expr, frame, holds);
      const word = (expr.operator === '&&') === holds ? 'and' : 'or';
      const part = (side: Expr): string => {
        const text = words(walk, side, frame, holds);
        const inner = side.kind === 'logical' && ((side.operator === '&&') === holds ? 'and' : 'or');
        return inner && inner !== word ? `(${text})` : text;
      };
      return `${part(expr.left)} ${word} ${part(expr.right)}`;
    }
    case 'binary': {
      const operator = holds ? expr.operator : entryOf(OPPOSITE, expr.operator);
      const relation = operator && entryOf(RELATION, operator);
      if (!relation) return plain(walk, expr, frame, holds);
      const left = source(walk, expr.left, frame);
      if (isNothing(expr.right)) return relation === 'is' ? `no ${left}` : `${left} is there`;
      return `${left} ${relation} ${source(walk, expr.right, frame)}`;
    }
    case 'ref': case 'member': return holds ? source(walk, expr, frame) : `no ${source(walk, expr, frame)}`;
    default: return plain(walk, expr, frame, holds);
  }
}

function plain(walk: Walk, expr: Expr, frame: Frame, holds: boolean): string {
  return holds ? source(walk, expr, frame) : `not ${source(walk, expr, frame)}`;
}

function source(walk: Walk, expr: Expr, frame: Frame): string {
  return sourceOf(walk, frame.module, expr.kind === 'await' ? expr.value : expr, 60);
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'literal' && expr.value === null) || (expr.kind === 'ref' && expr.name === 'undefined');
}
