import type { ConditionalExpr, Expr } from '../model/index.ts';

/**
 * `x ?? y` and `x?.y`, where a compiler has written them out for older engines: `(_a = x) !== null && _a !== void 0 ? _a : y` (TypeScript, Babel, SWC),
 * `(_a = x) == null ? void 0 : _a.y` (esbuild). Written out by hand they mean the same.
 */
export function restoreNullish(expr: ConditionalExpr): Expr {
  const asked = subject(expr.test);
  if (!asked) return expr;
  const { name, value, there } = asked;
  const { start, end } = expr;
  if (there) return isRef(expr.then, name) ? { kind: 'logical', start, end, operator: '??', left: value, right: expr.else } : expr;
  if (!isNothing(expr.then)) return expr;
  return continued(expr.else, name, value) ?? expr;
}

interface Subject {
  name: string;
  value: Expr;
  /** The condition holds if it is there, rather than if it is not. */
  there: boolean;
}

/** What a test for `null` and `undefined` is about. */
function subject(test: Expr): Subject | undefined {
  if (test.kind === 'binary' && (test.operator === '==' || test.operator === '!=')) return isNull(test.right) ? named(test.left, test.operator === '!=') : undefined;
  if (test.kind !== 'logical' || test.operator === '??') return undefined;
  const there = test.operator === '&&';
  const operator = there ? '!==' : '===';
  const { left, right } = test;
  if (left.kind !== 'binary' || right.kind !== 'binary' || left.operator !== operator || right.operator !== operator || !isNull(left.right) || !isNothing(right.right)) return undefined;
  const found = named(left.left, there);
  return found && isRef(right.left, found.name) ? found : undefined;
}

function named(expr: Expr, there: boolean): Subject | undefined {
  if (expr.kind === 'ref') return { name: expr.name, value: expr, there };
  return expr.kind === 'assign' && expr.operator === '=' && expr.target.kind === 'ref' ? { name: expr.target.name, value: expr.value, there } : undefined;
}

/** The members and calls that follow the name, as an optional chain of the value. */
function continued(chain: Expr, name: string, value: Expr): Expr | undefined {
  if (chain.kind === 'member') {
    if (isRef(chain.object, name)) return { ...chain, object: value, optional: true };
    const object = continued(chain.object, name, value);
    return object && { ...chain, object };
  }
  if (chain.kind !== 'call') return undefined;
  const { callee, args: [self, ...rest] } = chain;
  if (isRef(callee, name)) return { ...chain, callee: value, optional: true };
  // `(_b = (_a = x).m) === null || _b === void 0 ? void 0 : _b.call(_a, 1)` keeps the `this` of `x.m?.(1)`.
  if (callee.kind === 'member' && callee.property === 'call' && isRef(callee.object, name) && value.kind === 'member' && self && isOwner(self, value.object)) {
    const { object } = value;
    return { ...chain, callee: { ...value, object: object.kind === 'assign' ? object.value : object }, args: rest, optional: true };
  }
  const called = continued(callee, name, value);
  return called && { ...chain, callee: called };
}

function isOwner(self: Expr, object: Expr): boolean {
  if (self.kind === 'this') return object.kind === 'this';
  if (self.kind !== 'ref') return false;
  // A name that the compiler made up may be gone with the chain it was made for.
  return isRef(object.kind === 'assign' ? object.target : object, self.name) || (object.kind !== 'ref' && /^_[a-z]\w?$/.test(self.name));
}

function isRef(expr: Expr, name: string): boolean {
  return expr.kind === 'ref' && expr.name === name;
}

function isNull(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value === null;
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'unary' && expr.operator === 'void') || (expr.kind === 'ref' && expr.name === 'undefined');
}
