import { walkExpr, walkFunction } from '../../src/link/index.ts';
import type { Expr, FunctionValue, ModuleFacts, ProgramView, Stmt } from '../../src/model/index.ts';
import { exprsAround, stmtsAround } from '../surroundings.ts';
import { hostileToMethod, hostileToPattern } from './hostile.ts';
import { isOrigin, type Reading } from './reflection.ts';
import type { Permission } from './verdict.ts';

/** How a function says that an origin may come in: `true`, or the origin itself. */
export type Answers = 'boolean' | 'origin';

/** What a function that decides about an origin lets in; it gets the origin (or the request), and answers by return or callback. */
export function ofCallback(program: ProgramView, { module, fn }: FunctionValue, answers: Answers): Permission | undefined {
  const first = fn.params[0]?.binding;
  const reading: Reading = { module, origin: first };
  const callback = fn.params.length > 1 ? fn.params.at(-1)!.binding : undefined;
  const lets = (expr: Expr): boolean => isYes(reading, expr, answers);
  if (endOf(fn.body, { lets, callback }) === 'all') return { kind: 'any' };
  return laxTest(program, module, fn.id, reading);
}

function isYes(reading: Reading, expr: Expr, answers: Answers): boolean {
  if (expr.kind === 'literal') return expr.value === '*' || (expr.value === true && answers === 'boolean');
  if (expr.kind === 'conditional') return isYes(reading, expr.then, answers) && isYes(reading, expr.else, answers);
  return isOrigin(reading, expr);
}

interface Asked { lets(expr: Expr): boolean; callback: number | undefined }

/** How a list of statements ends: on every way with a yes, on some way with anything else, or it goes on. */
function endOf(stmts: Stmt[], asked: Asked): 'all' | 'other' | 'on' {
  for (const stmt of stmts) {
    const end = endOfOne(stmt, asked);
    if (end !== 'on') return end;
  }
  return 'on';
}

function endOfOne(stmt: Stmt, asked: Asked): 'all' | 'other' | 'on' {
  switch (stmt.kind) {
    case 'return': return stmt.value && answerIn(stmt.value, asked) === true ? 'all' : 'other';
    case 'throw': return 'other';
    case 'expr': {
      const answer = answerIn(stmt.expr, asked, true);
      return answer === undefined ? 'on' : answer ? 'all' : 'other';
    }
    case 'block': return endOf(stmt.body, asked);
    case 'if': {
      const then = endOf(stmt.then, asked);
      const otherwise = endOf(stmt.else, asked);
      if (then === 'other' || otherwise === 'other') return 'other';
      return then === 'all' && otherwise === 'all' ? 'all' : 'on';
    }
    case 'loop': case 'switch': case 'try': return hasEnd(stmt) ? 'other' : 'on';
    default: return 'on';
  }
}

/** `cb(null, yes)`, or a returned yes. @returns undefined when the expression answers nothing */
function answerIn(expr: Expr, { lets, callback }: Asked, onlyCalls = false): boolean | undefined {
  if (callback !== undefined && expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.binding === callback) {
    const [error, answer] = expr.args;
    return error !== undefined && answer !== undefined && isNothing(error) && lets(answer);
  }
  if (onlyCalls) return undefined;
  return callback === undefined || expr.kind !== 'call' ? lets(expr) : false;
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'literal' && !expr.value) || (expr.kind === 'ref' && expr.name === 'undefined');
}

function hasEnd(stmt: Stmt): boolean {
  return stmt.kind !== 'loop' || stmt.body.length > 0;
}

/** A test of the origin's text that lets more pass than the host that it names. */
function laxTest(program: ProgramView, module: ModuleFacts, fn: number, reading: Reading): Permission | undefined {
  let found: Permission | undefined;
  walkFunction(module, fn, {
    expr(expr, inside) {
      if (found) return false;
      const one = laxIn(program, module, expr, inside, reading);
      if (one && isTrustedFor(module, expr)) found = { ...one, at: { module, start: expr.start, end: expr.end } };
      return !found;
    },
  });
  return found;
}

/** What a test of the origin's text lets in beside the host that it names: a regular expression, `includes`, `startsWith`, `endsWith`. */
export function laxIn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, reading: Reading): { kind: 'pattern'; example: string } | { kind: 'null' } | undefined {
  if (expr.kind === 'binary' && (expr.operator === '===' || expr.operator === '==')) {
    const isNull = (one: Expr): boolean => one.kind === 'literal' && one.value === 'null';
    return (isNull(expr.left) && isOrigin(reading, expr.right)) || (isNull(expr.right) && isOrigin(reading, expr.left)) ? { kind: 'null' } : undefined;
  }
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.args.length !== 1) return undefined;
  const { object, property } = expr.callee;
  const [arg] = expr.args as [Expr];
  if (/^(test|exec)$/.test(property)) {
    const part = partOf(reading, arg);
    return part && withPattern(program, module, object, fn, part);
  }
  const part = partOf(reading, object);
  if (!part) return undefined;
  if (/^(match|search)$/.test(property)) return withPattern(program, module, arg, fn, part);
  const value = program.denote(module, arg, fn);
  const text = value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
  const example = text === undefined || isSchemeOnly(text) ? undefined : hostileToMethod(property, text, part);
  return example === undefined ? undefined : { kind: 'pattern', example };
}

function partOf(reading: Reading, expr: Expr): 'origin' | 'host' | undefined {
  if (isOrigin(reading, expr)) return 'origin';
  return isHostOfOrigin(reading, expr) ? 'host' : undefined;
}

/** `startsWith('https://')` and `/^https?:/` ask for the scheme, beside a test of the host. */
function isSchemeOnly(text: string): boolean {
  return /^\^?(h?t?t?p?s?\??:?)?\/{0,2}$/.test(text.replace(/\\/g, ''));
}

function withPattern(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, part: 'origin' | 'host'): { kind: 'pattern'; example: string } | undefined {
  const value = program.denote(module, expr, fn);
  const example = value.kind === 'regexp' && !isSchemeOnly(value.source) ? hostileToPattern(value.source, value.flags, part) : undefined;
  return example === undefined ? undefined : { kind: 'pattern', example };
}

/** `new URL(origin).hostname`, or a name that was given it. */
function isHostOfOrigin(reading: Reading, expr: Expr, depth = 4): boolean {
  if (depth === 0) return false;
  const { bindings } = reading.module;
  const source = (one: Expr): Expr => (one.kind === 'ref' && one.binding >= 0 && !bindings[one.binding]!.reassigned ? bindings[one.binding]!.init ?? one : one);
  if (expr.kind === 'member' && /^host(name)?$/.test(expr.property)) {
    const url = source(expr.object);
    return url.kind === 'new' && url.callee.kind === 'ref' && url.callee.name === 'URL' && url.args[0] !== undefined && isOrigin(reading, url.args[0]);
  }
  return expr.kind === 'ref' && source(expr) !== expr && isHostOfOrigin(reading, source(expr), depth - 1);
}

/** Where the environment is asked first, the test is for development. A test after `!` is one of several that must hold. */
function isTrustedFor(module: ModuleFacts, expr: Expr): boolean {
  const tests = [
    ...stmtsAround(module, expr).flatMap((stmt) => (stmt.kind === 'if' ? [stmt.test] : [])),
    ...exprsAround(module, expr).filter((one) => one.kind === 'logical' || one.kind === 'conditional'),
  ];
  return !tests.some((test) => asksEnvironment(module, test) || isNegated(module, test, expr));
}

/** Whether a condition depends on where the program runs. */
export function asksEnvironment(module: ModuleFacts, test: Expr): boolean {
  let told = false;
  walkExpr(module, test, -1, {
    expr(one) {
      if ((one.kind === 'ref' || one.kind === 'member') && ENVIRONMENT.test(one.kind === 'ref' ? one.name : one.property)) told = true;
    },
  });
  return told;
}

function isNegated(module: ModuleFacts, test: Expr, expr: Expr): boolean {
  let told = false;
  walkExpr(module, test, -1, {
    expr(one) {
      if (one.kind === 'unary' && one.operator === '!' && one.start <= expr.start && expr.end <= one.end) told = true;
    },
  });
  return told;
}

const ENVIRONMENT = /^(NODE_ENV|APP_ENV|ENVIRONMENT|NODE_ENVIRONMENT)$|^(is_?)?(in_?)?(dev|prod|development|production|local)(_?(mode|env|environment))?$/i;
