import type { Expr, FunctionFacts, ModuleFacts, Stmt } from '../model/index.ts';
import { evaluate } from './expressions.ts';
import { answers, apart, ends, fails } from './blocks.ts';
import { merge, NOTHING, placeOf, sourceOf, type End, type Frame, type Val, type Walk } from './frame.ts';
import { fail, sendReturned } from './answers.ts';
import type { Step } from './types.ts';
import { decided } from './settled-conditions.ts';
import { words } from './words.ts';

/** How many calls deep the project's functions are followed. */
const MAX_DEPTH = 12;

/** Runs a function of the project. @returns what it gives; `undefined` when it is not entered */
export function enter(walk: Walk, target: { module: ModuleFacts; fn: FunctionFacts }, args: Val[], caller: Frame, label: string, env = new Map<number, Val>()): Val | undefined {
  if (walk.stack.includes(target.fn) || walk.stack.length >= MAX_DEPTH) return undefined;
  const frame: Frame = { module: target.module, fn: target.fn.id, env, root: false, returned: [], label: label || caller.label, up: caller };
  target.fn.params.forEach((param, i) => { if (!param.rest && args[i]) env.set(param.binding, args[i]); });
  return run(walk, target, frame);
}

/** Runs a function whose parameters are bound. */
export function run(walk: Walk, { fn }: { fn: FunctionFacts }, frame: Frame): Val {
  walk.stack.push(fn);
  for (const param of fn.params) {
    if (param.init && !frame.env.has(param.binding)) frame.env.set(param.binding, { ...evaluate(walk, param.init, frame), origin: { module: frame.module, expr: param.init, frame } });
    if (param.pattern) statements(walk, param.pattern, frame);
  }
  const end = statements(walk, fn.body, frame);
  walk.stack.pop();
  const val = merge(frame.returned);
  return end === 'final' && !frame.root ? { ...val, throws: true } : val;
}

export function statements(walk: Walk, stmts: Stmt[], frame: Frame): End {
  for (const [i, stmt] of stmts.entries()) {
    const rest = stmts.slice(i + 1);
    const { end, isRestWalked } = stmt.kind === 'if' ? conditional(walk, stmt, rest, frame) : { end: statement(walk, stmt, rest, frame), isRestWalked: false };
    if (end === 'on') continue;
    if (end !== 'maybe' || isRestWalked) return end;
    const following = apart(walk, () => statements(walk, rest, frame));
    const [first] = rest;
    if (first && following.steps.length > 0) walk.out.push({ kind: 'branch', when: 'nothing was returned before', then: following.steps, else: [], stops: answers(following.steps), place: placeOf(walk, frame.module, first) });
    return ends(following.result) ? 'left' : 'maybe';
  }
  return 'on';
}

/** An `if`, and what follows it where one of its branches leaves. */
function conditional(walk: Walk, stmt: Extract<Stmt, { kind: 'if' }>, rest: Stmt[], frame: Frame): { end: End; isRestWalked?: boolean } {
  evaluate(walk, stmt.test, frame);
  // What is called with a constant does only the one or the other.
  const known = decided(walk, stmt.test, frame);
  if (known !== undefined) return { end: statements(walk, known ? stmt.then : stmt.else, frame) };
  const then = apart(walk, () => statements(walk, stmt.then, frame));
  const other = apart(walk, () => statements(walk, stmt.else, frame));
  const place = placeOf(walk, frame.module, stmt);
  const branch = (holds: boolean, first: Step[], second: Step[], stops: boolean): void => {
    if (first.length === 0 && second.length === 0) return;
    if (first.length === 0) walk.out.push({ kind: 'branch', when: words(walk, stmt.test, frame, !holds), then: second, else: [], stops, place });
    else walk.out.push({ kind: 'branch', when: words(walk, stmt.test, frame, holds), then: first, else: second, stops, place });
  };
  const [thenEnds, otherEnds] = [ends(then.result), ends(other.result)];
  if (thenEnds && otherEnds) {
    if (answers(then.steps)) {
      // Of a success and a failure, the failure is what breaks off.
      const holds = !answers(other.steps) || fails(then.steps) || !fails(other.steps);
      branch(holds, holds ? then.steps : other.steps, [], true);
      walk.out.push(...(holds ? other.steps : then.steps));
    } else if (then.steps.length === 0 && answers(other.steps)) branch(false, other.steps, [], true);
    else branch(true, then.steps, other.steps, false);
    return { end: then.result === 'final' && other.result === 'final' ? 'final' : 'left' };
  }
  if (!thenEnds && !otherEnds) {
    // Where the alternative does nothing and nothing follows, an answer is the end.
    const isLast = rest.length === 0 && stmt.else.length > 0 && (then.steps.length === 0 || other.steps.length === 0);
    branch(true, then.steps, other.steps, isLast && answers([...then.steps, ...other.steps]));
    return { end: then.result === 'maybe' || other.result === 'maybe' ? 'maybe' : 'on' };
  }
  const [leaving, going] = thenEnds ? [then, other] : [other, then];
  if (answers(leaving.steps) || (leaving.result === 'final' && leaving.steps.length > 0)) {
    branch(thenEnds, leaving.steps, [], true);
    walk.out.push(...going.steps);
    return { end: going.result };
  }
  // What follows happens only in the other case.
  const following = apart(walk, () => statements(walk, rest, frame));
  const others = [...going.steps, ...following.steps];
  branch(thenEnds, leaving.steps, others, leaving.steps.length === 0 && answers(others));
  return { end: ends(following.result) ? (leaving.result === 'final' && following.result === 'final' ? 'final' : 'left') : 'maybe', isRestWalked: true };
}

function statement(walk: Walk, stmt: Stmt, rest: Stmt[], frame: Frame): End {
  switch (stmt.kind) {
    case 'expr': return expressionStatement(walk, stmt.expr, frame);
    case 'declare': declare(walk, stmt, rest, frame); return 'on';
    case 'return': return leave(walk, stmt, frame);
    case 'throw': fail(walk, evaluate(walk, stmt.value, frame), stmt.value, frame, placeOf(walk, frame.module, stmt)); return 'final';
    case 'block': return statements(walk, stmt.body, frame);
    case 'loop': return loop(walk, stmt, frame);
    case 'switch': return choose(walk, stmt, frame);
    case 'try': return attempt(walk, stmt, frame);
    default: return 'on';
  }
}

/** An expression that ends the request by itself, such as `redirect('/')`, is told by the step it leaves. */
function expressionStatement(walk: Walk, expr: Expr, frame: Frame): End {
  const val = evaluate(walk, expr, frame);
  if (val.throws) return 'final';
  if (val.answer?.answer.redirect === undefined && val.answer?.answer.error === undefined) return 'on';
  walk.out.push({ kind: 'answer', ...val.answer });
  return 'final';
}

function leave(walk: Walk, stmt: Extract<Stmt, { kind: 'return' }>, frame: Frame): End {
  if (stmt.value?.kind === 'conditional') return leaveEither(walk, stmt, stmt.value, frame);
  const before = walk.out.length;
  const val = stmt.value ? evaluate(walk, stmt.value, frame) : NOTHING;
  if (frame.root) {
    if (stmt.value && !answers(walk.out.slice(before))) sendReturned(walk, val, stmt.value, frame);
    return 'final';
  }
  frame.returned.push(stmt.value && !val.origin ? { ...val, origin: { module: frame.module, expr: stmt.value, frame } } : val);
  return 'left';
}

/** `return token ? c.json({ token }) : c.json({}, 401)` is an `if` with two answers. */
function leaveEither(walk: Walk, stmt: Extract<Stmt, { kind: 'return' }>, { test, then, else: other }: Extract<Expr, { kind: 'conditional' }>, frame: Frame): End {
  const each = (value: Expr): Stmt[] => [{ kind: 'return', value, start: value.start, end: value.end }];
  return conditional(walk, { kind: 'if', test, then: each(then), else: each(other), start: stmt.start, end: stmt.end }, [], frame).end;
}

function declare(walk: Walk, stmt: Extract<Stmt, { kind: 'declare' }>, rest: Stmt[], frame: Frame): void {
  const { name } = frame.module.bindings[stmt.binding]!;
  if (!stmt.init) return;
  if (stmt.init.kind === 'function') {
    frame.env.set(stmt.binding, { tokens: [], fn: { module: frame.module, fn: frame.module.functions[stmt.init.fn]!, frame } });
    return;
  }
  let label = name;
  if (name === '') {
    const parts = parted(stmt, rest, frame);
    label = parts.length === 1 ? parts[0]!.name : '';
  }
  const val = evaluate(walk, stmt.init, frame, label);
  if (name === '') for (const part of parted(stmt, rest, frame)) renamed(val.fields?.get(part.key), part.name);
  frame.env.set(stmt.binding, val.origin ? val : { ...val, origin: { module: frame.module, expr: stmt.init, frame } });
}

/** The names that the parts of a value are given to when it is taken apart. */
function parted(stmt: Extract<Stmt, { kind: 'declare' }>, rest: Stmt[], frame: Frame): { key: string; name: string }[] {
  return rest.flatMap((one) => (one.kind === 'declare' && one.init?.kind === 'member' && one.init.object.kind === 'ref' && one.init.object.binding === stmt.binding ? [{ key: one.init.property, name: frame.module.bindings[one.binding]!.name }] : []));
}

/** A token that had no name of its own is called as the variable that it is given to. */
function renamed(val: Val | undefined, name: string): void {
  const [token, ...others] = val?.tokens ?? [];
  if (token && others.length === 0 && /^(token|jwt)$/.test(token.name)) token.name = name;
}

function loop(walk: Walk, stmt: Extract<Stmt, { kind: 'loop' }>, frame: Frame): End {
  if (stmt.init) statements(walk, stmt.init, frame);
  if (stmt.iterable) evaluate(walk, stmt.iterable, frame);
  if (stmt.test) evaluate(walk, stmt.test, frame);
  const { steps, result } = apart(walk, () => statements(walk, stmt.body, frame));
  const over = stmt.iterable ?? stmt.test;
  if (steps.length > 0) walk.out.push({ kind: 'loop', text: over ? sourceOf(walk, frame.module, over, 60) : 'again and again', steps, place: placeOf(walk, frame.module, stmt) });
  return result === 'on' || answers(steps) ? 'on' : 'maybe';
}

function choose(walk: Walk, stmt: Extract<Stmt, { kind: 'switch' }>, frame: Frame): End {
  evaluate(walk, stmt.discriminant, frame);
  const on = sourceOf(walk, frame.module, stmt.discriminant, 40);
  const chosen = stmt.cases.filter((one) => one.test && decided(walk, { ...stmt.discriminant, kind: 'binary', operator: '===', left: stmt.discriminant, right: one.test }, frame) === true);
  if (chosen.length === 1) return statements(walk, chosen[0]!.body, frame);
  const results = stmt.cases.filter((one) => one.body.length > 0).map((one) => {
    const { steps, result } = apart(walk, () => statements(walk, one.body, frame));
    const when = one.test ? `${on} is ${sourceOf(walk, frame.module, one.test, 40)}` : `${on} is anything else`;
    if (steps.length > 0) walk.out.push({ kind: 'branch', when, then: steps, else: [], stops: answers(steps), place: placeOf(walk, frame.module, one) });
    return { result, isAnswer: answers(steps) };
  });
  const isWhole = stmt.cases.some((one) => !one.test) && results.every(({ result }) => ends(result));
  if (isWhole) return results.every(({ result }) => result === 'final') ? 'final' : 'left';
  return results.some(({ result, isAnswer }) => result !== 'on' && !isAnswer) ? 'maybe' : 'on';
}

/** The steps of the error handler stand where it is led to: at each `throw` in the block, and behind the block for what may fail in it. */
function attempt(walk: Walk, stmt: Extract<Stmt, { kind: 'try' }>, frame: Frame): End {
  let end: End;
  if (stmt.handler) {
    const handler = stmt.handler;
    const caught = apart(walk, () => statements(walk, handler, frame));
    const at = { start: handler[0]?.start ?? stmt.end };
    const catcher = { place: placeOf(walk, frame.module, at), steps: caught.steps, ends: ends(caught.result), used: false };
    walk.catchers.push(catcher);
    const block = apart(walk, () => statements(walk, stmt.block, frame));
    walk.catchers.pop();
    const fallible = catcher.used || block.steps.some(mayFail);
    const branch: Step = { kind: 'branch', when: `anything else fails in the try of line ${placeOf(walk, frame.module, stmt).line}`, then: caught.steps, else: [], stops: answers(caught.steps), place: catcher.place };
    if (fallible && caught.steps.length > 0) {
      // Behind the answer nothing would be read: the case stands in front of it.
      const last = block.steps.at(-1);
      const ending = last?.kind === 'answer' ? block.steps.pop() : undefined;
      walk.out.push(...block.steps, branch, ...(ending ? [ending] : []));
    } else walk.out.push(...block.steps);
    end = ends(block.result) && ends(caught.result) ? (block.result === 'final' && caught.result === 'final' ? 'final' : 'left') : block.result === 'on' ? 'on' : 'maybe';
  } else end = statements(walk, stmt.block, frame);
  const last = stmt.finalizer ? statements(walk, stmt.finalizer, frame) : 'on';
  return last === 'on' ? end : last;
}

function mayFail(step: Step): boolean {
  if (step.kind === 'store' || step.kind === 'external' || step.kind === 'check' || step.kind === 'issue') return true;
  return step.kind === 'branch' ? step.then.some(mayFail) || step.else.some(mayFail) : step.kind === 'loop' && step.steps.some(mayFail);
}
