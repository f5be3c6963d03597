import type { Expr, IfStmt, LoopStmt, Scope, Stmt, SwitchStmt, TryStmt, Value } from '../model/index.ts';
import { Exhausted, siteOf, Thrown } from './domain.ts';
import { decide, evaluate, hasCall } from './evaluate.ts';
import { runBranch } from './indifferent.ts';
import { iterate } from './iterate.ts';
import type { Completion, Machine } from './machine.ts';
import { setValue } from './scope.ts';
import { same, union, UNDEFINED, unknown } from './values.ts';

/** Runs statements in order. Function declarations are there from the start. */
export function run(m: Machine, stmts: Stmt[], scope: Scope): Completion | undefined {
  for (const stmt of stmts) if (stmt.kind === 'function') hoist(stmt, scope);
  /** Values that were returned under a condition which could not be decided. */
  let pending: Value[] | undefined;
  for (const stmt of stmts) {
    const done = step(m, stmt, scope);
    if (!done) continue;
    if (done.type === 'return' && done.partial) { (pending ??= []).push(done.value); continue; }
    if (done.type === 'return' && pending) return { type: 'return', value: union([...pending, done.value]) };
    if (done.type === 'throw' && pending) return { type: 'return', value: union(pending) };
    return done;
  }
  return pending ? { type: 'return', value: union(pending), partial: true } : undefined;
}

function hoist(stmt: Extract<Stmt, { kind: 'function' }>, scope: Scope): void {
  const binding = scope.module.bindings[stmt.binding]!;
  if (scope.values.has(binding)) return;
  scope.values.set(binding, { kind: 'function', module: scope.module, fn: scope.module.functions[stmt.fn]!, scope });
}

function step(m: Machine, stmt: Stmt, scope: Scope): Completion | undefined {
  m.steps++;
  switch (stmt.kind) {
    case 'expr': statementExpr(m, stmt.expr, scope); return undefined;
    case 'declare': declare(m, stmt, scope); return undefined;
    case 'return': return { type: 'return', value: stmt.value ? evaluate(m, stmt.value, scope) : UNDEFINED };
    case 'throw': {
      const value = evaluate(m, stmt.value, scope);
      if (isCertain(m)) throw new Thrown(value, siteOf(scope.module, stmt));
      return { type: 'throw' };
    }
    case 'if': return branch(m, stmt.test, scope, () => run(m, stmt.then, scope), () => run(m, stmt.else, scope), stmt);
    case 'loop': return loop(m, stmt, scope);
    case 'switch': return switchStmt(m, stmt, scope);
    case 'try': return tryStmt(m, stmt, scope);
    case 'block': return run(m, stmt.body, scope);
    case 'function': return undefined;
    case 'class':
      if (!scope.values.has(scope.module.bindings[stmt.binding]!)) setValue(m, scope, stmt.binding, { kind: 'class', module: scope.module, cls: scope.module.classes[stmt.cls]!, scope, props: new Map() });
      return undefined;
    case 'break': return { type: 'break' };
    case 'continue': return { type: 'continue' };
  }
}

/** `ready && start()` and `ok ? next() : deny()` as statements are branches. */
function statementExpr(m: Machine, expr: import('../model/index.ts').Expr, scope: Scope): void {
  if (expr.kind === 'logical' && expr.operator !== '??' && hasCall(expr.right)) {
    const and = expr.operator === '&&';
    branch(m, expr.left, scope, () => { if (and) evaluate(m, expr.right, scope); return undefined; }, () => { if (!and) evaluate(m, expr.right, scope); return undefined; });
    return;
  }
  evaluate(m, expr, scope);
}

function declare(m: Machine, stmt: Extract<Stmt, { kind: 'declare' }>, scope: Scope): void {
  const facts = scope.module.bindings[stmt.binding]!;
  // Worked out before, because something asked for it earlier: its identity must stay.
  if (scope.values.has(facts) && !facts.reassigned && scope.fn === -1) return;
  if (!stmt.init) {
    if (facts.kind === 'var' && scope.values.has(facts)) return;
    // While setting up, what sets it may be out of sight; a simulated run meets every assignment on its way.
    setValue(m, scope, stmt.binding, (m.domain ? undefined : m.instanceOf(facts.type, scope)) ?? UNDEFINED);
    return;
  }
  const value = evaluate(m, stmt.init, scope);
  const vague = value.kind === 'unknown' || value.kind === 'property' || (value.kind === 'literal' && !value.asked && value.value === null);
  setValue(m, scope, stmt.binding, vague ? m.instanceOf(facts.type, scope) ?? value : value);
}

function branch(m: Machine, test: import('../model/index.ts').Expr, scope: Scope, yes: () => Completion | undefined, no: () => Completion | undefined, stmt?: IfStmt): Completion | undefined {
  const from = m.domain?.chosen?.() ?? 0;
  const holds = decide(m, test, scope);
  if (holds !== undefined) {
    m.domain?.branched?.(holds, test, scope);
    if (!holds) return no();
    return stmt && m.domain?.chosen && m.domain.chosen() > from ? runBranch(m, stmt, scope, from, yes) : yes();
  }
  // A program is started and imported, each for its own end: neither takes back what the other does.
  if (!m.domain && asksWhoStarted(test)) return merge(yes(), no());
  m.branches++;
  const depth = m.conditions.length;
  try {
    m.conditions.push({ module: scope.module, test, holds: true });
    const first = yes();
    m.conditions[depth] = { module: scope.module, test, holds: false };
    const second = no();
    return merge(first, second);
  } finally {
    m.branches--;
    m.conditions.length = depth;
  }
}

function merge(first: Completion | undefined, second: Completion | undefined): Completion | undefined {
  const values = [first, second].filter((one): one is Extract<Completion, { type: 'return' }> => one?.type === 'return');
  if (values.length === 0) return first && second ? first : undefined;
  // A branch that throws leaves nothing behind; one that goes on leaves the rest of the function to run.
  const settled = [first, second].every((one) => one !== undefined && one.type !== 'break' && one.type !== 'continue' && !(one.type === 'return' && one.partial));
  return settled ? { type: 'return', value: union(values.map((one) => one.value)) } : { type: 'return', value: union(values.map((one) => one.value)), partial: true };
}

/** `require.main === module`, `!module.parent`. */
function asksWhoStarted(test: Expr): boolean {
  if (test.kind === 'unary' && test.operator === '!') return asksWhoStarted(test.operand);
  if (test.kind === 'binary') return asksWhoStarted(test.left) || asksWhoStarted(test.right);
  if (test.kind !== 'member' || test.object.kind !== 'ref' || test.object.binding >= 0) return false;
  return (test.object.name === 'require' && test.property === 'main') || (test.object.name === 'module' && test.property === 'parent');
}

function innerScope(m: Machine, scope: Scope): Scope {
  const inner: Scope = { module: scope.module, fn: scope.fn, parent: scope, values: new Map() };
  if (scope.of) inner.of = scope.of;
  if (m.trail) inner.run = m.trail;
  return inner;
}

const MAX_ROUNDS = 400;

function loop(m: Machine, stmt: LoopStmt, scope: Scope): Completion | undefined {
  const inner = innerScope(m, scope);
  if (stmt.iterable) {
    const items = iterate(m, evaluate(m, stmt.iterable, scope), stmt.variant === 'for-in');
    return rounds(m, stmt, scope, items.values, items.open);
  }
  if (stmt.init) run(m, stmt.init, inner);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (round > 0 && isSpent(m)) return undefined;
    if (stmt.test && !(stmt.variant === 'do' && round === 0)) {
      const holds = decide(m, stmt.test, inner, round === 0);
      if (holds === false) return undefined;
      if (holds === undefined && round > 0) return undefined;
    } else if (round > 0 && stmt.variant !== 'do') return undefined;
    const done = run(m, stmt.body, innerScope(m, inner));
    if (done?.type === 'return' || done?.type === 'throw') return done;
    if (done?.type === 'break') return undefined;
    if (stmt.update) evaluate(m, stmt.update, inner);
    if (!m.domain && stmt.variant !== 'for') return undefined;
    if (stmt.update && round > 0 && m.domain) return undefined;
  }
  return undefined;
}

/** Beyond the limit up to which functions are entered, a loop over what is at hand may still come to its end. */
const LOOP_STEPS = 20_000;

/** Loops in loops multiply: what they take counts as the calls in them do. */
function isSpent(m: Machine): boolean {
  if (m.steps <= m.stepLimit + LOOP_STEPS) return false;
  if (m.domain) throw new Exhausted('too many steps');
  return true;
}

function rounds(m: Machine, stmt: LoopStmt, scope: Scope, items: Value[], open: boolean): Completion | undefined {
  const partial: Value[] = [];
  for (const [round, item] of items.slice(0, MAX_ROUNDS).entries()) {
    if (round > 0 && isSpent(m)) break;
    const inner = innerScope(m, scope);
    if (stmt.variable?.kind === 'ref' && stmt.variable.binding >= 0) inner.values.set(scope.module.bindings[stmt.variable.binding]!, item);
    const done = run(m, stmt.body, inner);
    if (done?.type === 'return') {
      // After an element that may not be there, the loop may also have gone on.
      if (!open && !done.partial) return partial.length > 0 ? { type: 'return', value: union([...partial, done.value]) } : done;
      partial.push(done.value);
    } else if (done?.type === 'break') break;
    else if (done?.type === 'throw' && !open) return done;
  }
  return partial.length > 0 ? { type: 'return', value: union(partial), partial: true } : undefined;
}

function switchStmt(m: Machine, stmt: SwitchStmt, scope: Scope): Completion | undefined {
  const value = evaluate(m, stmt.discriminant, scope);
  const partial: Value[] = [];
  let entered = false;
  let decided = false;
  const enter = (from: number): Completion | undefined => {
    for (const one of stmt.cases.slice(from)) {
      const done = run(m, one.body, scope);
      if (done?.type === 'break') return undefined;
      if (done) return done;
    }
    return undefined;
  };
  for (let i = 0; i < stmt.cases.length; i++) {
    const one = stmt.cases[i]!;
    if (!one.test) continue;
    const test = evaluate(m, one.test, scope);
    const compared = m.domain?.compare?.('===', value, test, siteOf(scope.module, one.test));
    const equal = compared ? m.truth(compared) : same(value, test);
    if (equal === true) { decided = true; const done = enter(i); return finish(done, partial); }
    if (equal === undefined) {
      if (m.domain) {
        if (m.domain.choose(unknown('a switch'), one.test, scope)) return enter(i);
        continue;
      }
      entered = true;
      m.branches++;
      m.conditions.push({ module: scope.module, test: one.test, holds: true });
      const done = enter(i);
      m.conditions.pop();
      m.branches--;
      if (done?.type === 'return') partial.push(done.value);
    }
  }
  const fallback = stmt.cases.findIndex((one) => !one.test);
  const error = stmt.cases[fallback]?.body[0];
  const last = stmt.cases.findLastIndex((one) => one.test);
  if (!decided && last > 0 && error?.kind === 'throw' && m.domain?.exhausted?.(value, error.value)) return finish(enter(last), partial);
  if (!decided && fallback >= 0) {
    if (entered) m.branches++;
    const done = enter(fallback);
    if (entered) m.branches--;
    return finish(done, partial);
  }
  return partial.length > 0 ? { type: 'return', value: union(partial), partial: true } : undefined;
}

function finish(done: Completion | undefined, partial: Value[]): Completion | undefined {
  if (partial.length === 0) return done;
  return done?.type === 'return' ? { ...done, value: union([...partial, done.value]) } : { type: 'return', value: union(partial), partial: done === undefined };
}

/** What happens here happens for sure: in a simulation, and in what is run apart from one. */
function isCertain(m: Machine): boolean {
  return m.domain !== undefined || (m.aside !== undefined && m.branches === 0);
}

function tryStmt(m: Machine, stmt: TryStmt, scope: Scope): Completion | undefined {
  let done: Completion | undefined;
  if (isCertain(m)) {
    try {
      done = run(m, stmt.block, scope);
    } catch (error) {
      if (!(error instanceof Thrown) || !stmt.handler) {
        if (stmt.finalizer && error instanceof Thrown) run(m, stmt.finalizer, scope);
        throw error;
      }
      if (stmt.catchBinding !== undefined) setValue(m, scope, stmt.catchBinding, error.value);
      m.domain?.catching?.(true);
      try { done = run(m, stmt.handler, scope); } finally { m.domain?.catching?.(false); }
    }
  } else {
    done = run(m, stmt.block, scope);
    if (stmt.handler) {
      if (stmt.catchBinding !== undefined) setValue(m, scope, stmt.catchBinding, unknown('a caught error'));
      m.branches++;
      const caught = run(m, stmt.handler, scope);
      m.branches--;
      if (done?.type === 'throw') done = caught;
      else if (caught?.type === 'return' && done?.type === 'return') done = { ...done, value: union([done.value, caught.value]) };
    }
  }
  if (stmt.finalizer) return run(m, stmt.finalizer, scope) ?? done;
  return done;
}

