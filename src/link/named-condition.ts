import type { Expr, Scope } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { setValue } from './scope.ts';

/** A condition that was given a name (`const allowed = isOwner || isAdmin`), and where its parts have their values: each says more than the whole. */
export function namedCondition(test: Expr, from: Scope): { test: Expr; scope: Scope } | undefined {
  if (test.kind !== 'ref' || test.binding < 0) return undefined;
  const facts = from.module.bindings[test.binding]!;
  if (facts.reassigned || !facts.init || !isComposed(facts.init) || !isRepeatable(facts.init, from)) return undefined;
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    if (scope.module === from.module && scope.values.has(facts)) return { test: facts.init, scope };
  }
  return undefined;
}

/** A call of a function that does nothing but put a condition together, with what the parameters stand for. */
export function calledCondition(m: Machine, test: Expr, from: Scope): { test: Expr; scope: Scope } | undefined {
  if (test.kind !== 'call' || test.callee.kind !== 'ref' || !test.args.every((arg) => isRepeatable(arg, from))) return undefined;
  const fn = m.evaluate(test.callee, from);
  if (fn.kind !== 'function' || fn.bound || fn.fn.async || fn.fn.generator || fn.fn.usesArguments || fn.fn.params.some((param) => param.rest || param.init || param.pattern)) return undefined;
  const [only] = fn.fn.body;
  if (fn.fn.body.length !== 1 || only?.kind !== 'return' || !only.value || !isComposed(only.value)) return undefined;
  const args = test.args.map((arg) => m.evaluate(arg, from));
  const scope: Scope = { module: fn.module, fn: fn.fn.id, of: fn.fn, parent: fn.scope, values: new Map(), args };
  if (m.trail) scope.run = m.trail;
  if (!isRepeatable(only.value, scope)) return undefined;
  fn.fn.params.forEach((param, i) => { if (args[i]) setValue(m, scope, param.binding, args[i]); });
  return { test: only.value, scope };
}

function isComposed(expr: Expr): boolean {
  return (expr.kind === 'logical' && expr.operator !== '??') || (expr.kind === 'unary' && expr.operator === '!' && isComposed(expr.operand));
}

/** Asking once more gives the same: nothing is done, and nothing that it asks has been set anew. */
function isRepeatable(expr: Expr, scope: Scope): boolean {
  switch (expr.kind) {
    case 'ref': return expr.binding < 0 || !scope.module.bindings[expr.binding]!.reassigned;
    case 'literal': case 'this': case 'regexp': return true;
    case 'member': return isRepeatable(expr.object, scope) && (!expr.computed || isRepeatable(expr.computed, scope));
    case 'logical': case 'binary': return isRepeatable(expr.left, scope) && isRepeatable(expr.right, scope);
    case 'unary': return expr.operator !== '++' && expr.operator !== '--' && expr.operator !== 'delete' && isRepeatable(expr.operand, scope);
    case 'array': return expr.elements.every((one) => isRepeatable(one, scope));
    case 'template': return !expr.tag && expr.values.every((one) => isRepeatable(one, scope));
    case 'call': return expr.callee.kind === 'member' && QUESTIONS.test(expr.callee.property) && isRepeatable(expr.callee.object, scope) && expr.args.every((one) => isRepeatable(one, scope));
    default: return false;
  }
}

/** Methods that only look. */
const QUESTIONS = /^(includes|startsWith|endsWith|has|test|indexOf|equals|toString|toLowerCase|toUpperCase|trim|slice|split|hasOwnProperty)$/;
