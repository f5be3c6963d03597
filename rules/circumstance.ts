import { walkExpr } from '../src/link/index.ts';
import type { Expr, ModuleFacts, Span, Stmt } from '../src/model/index.ts';
import { exprsAround, stmtsAround } from './surroundings.ts';

/** A condition under which code runs; `holds`: the code is what runs if it is true. */
export interface Circumstance { test: Expr; holds: boolean }

/** The conditions around a place in its function and those around: of `if`s, conditional expressions, `&&` and `||`. Nearest first. */
export function circumstancesOf(module: ModuleFacts, span: Span): Circumstance[] {
  const inside = (outer: Span): boolean => outer.start <= span.start && span.end <= outer.end;
  const holds = (stmts: Stmt[]): boolean => stmts.some(inside);
  const ofExprs = exprsAround(module, span).flatMap((expr): Circumstance[] => {
    if (expr.kind === 'conditional') return inside(expr.then) ? [{ test: expr.test, holds: true }] : inside(expr.else) ? [{ test: expr.test, holds: false }] : [];
    return expr.kind === 'logical' && expr.operator !== '??' && inside(expr.right) ? [{ test: expr.left, holds: expr.operator === '&&' }] : [];
  });
  const ofStmts = stmtsAround(module, span).flatMap((stmt): Circumstance[] => {
    if (stmt.kind !== 'if') return [];
    return holds(stmt.then) ? [{ test: stmt.test, holds: true }] : holds(stmt.else) ? [{ test: stmt.test, holds: false }] : [];
  });
  return [...ofExprs, ...ofStmts];
}

const STAGE = /^(NODE_ENV|APP_ENV|ENVIRONMENT|STAGE|NODE_ENVIRONMENT|env|environment|mode)$/i;
const PRODUCTION = /^(is_?|in_?)?prod(uction)?(_?(mode|env|environment))?$/i;
const DEVELOPMENT = /^(is_?|in_?)?(dev|develop|development|local|localhost|test|testing|debug|e2e|ci)(_?(mode|env|environment))?$/i;

/**
 * Whether a condition says where the program runs, and whether the code is then that of production; `undefined`: it says
 * nothing about that.
 */
export function inProduction(module: ModuleFacts, { test, holds }: Circumstance): boolean | undefined {
  const answer = saysProduction(module, test, 4);
  return answer === undefined ? undefined : answer === holds;
}

/** `true`: the expression is true in production; `false`: it is true elsewhere. */
function saysProduction(module: ModuleFacts, expr: Expr, depth: number): boolean | undefined {
  if (depth === 0) return undefined;
  switch (expr.kind) {
    case 'unary': {
      const inner = expr.operator === '!' ? saysProduction(module, expr.operand, depth) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'logical': return saysProduction(module, expr.left, depth) ?? saysProduction(module, expr.right, depth);
    case 'ref': case 'member': {
      const name = expr.kind === 'ref' ? expr.name : expr.property;
      if (PRODUCTION.test(name)) return true;
      if (DEVELOPMENT.test(name)) return false;
      const init = expr.kind === 'ref' && expr.binding >= 0 ? module.bindings[expr.binding]!.init : undefined;
      return init && saysProduction(module, init, depth - 1);
    }
    case 'binary': {
      if (!/^[!=]==?$/.test(expr.operator)) return undefined;
      const [name, text] = expr.left.kind === 'literal' ? [expr.right, expr.left] : [expr.left, expr.right];
      if (text.kind !== 'literal' || typeof text.value !== 'string') return undefined;
      const written = name.kind === 'ref' ? name.name : name.kind === 'member' ? name.property : '';
      if (!STAGE.test(written) && !/^(prod(uction)?|dev(elopment)?)$/.test(text.value)) return undefined;
      return PRODUCTION.test(text.value) === !expr.operator.startsWith('!');
    }
    case 'call': return expr.callee.kind === 'ref' || expr.callee.kind === 'member' ? saysProduction(module, expr.callee, depth - 1) : undefined;
    default: return undefined;
  }
}

/** Whether a condition reads something of this kind: names of variables, members and settings, and texts, against a pattern. */
export function mentions(module: ModuleFacts, expr: Expr, pattern: RegExp, depth = 2): boolean {
  let found = false;
  walkExpr(module, expr, -1, {
    expr(one) {
      if (found || one.kind === 'function') return false;
      const name = one.kind === 'ref' ? one.name : one.kind === 'member' ? one.property : one.kind === 'literal' && typeof one.value === 'string' ? one.value : '';
      if (name !== '' && pattern.test(name)) found = true;
      const init = one.kind === 'ref' && one.binding >= 0 && depth > 0 ? module.bindings[one.binding]!.init : undefined;
      if (init && init.kind !== 'function' && mentions(module, init, pattern, depth - 1)) found = true;
      return !found;
    },
  });
  return found;
}
