import { walkFunction } from '../../src/link/index.ts';
import type { Expr, FunctionFacts, FunctionValue, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { callersOf } from '../function-names.ts';
import { reachedFrom } from '../reached.ts';
import { isSession } from './writes.ts';
import { nameOfCalled } from '../written-names.ts';

const RENEWS = /^(re_?generate|renew|rotate|migrate|reset|recreate|refresh|new|cycle)(_?(id|session|session_?id|request_?session))?$|regenerate|session_?fixation|^generate_?session/i;
const ENDS = /^(destroy|invalidate|delete|clear|end|remove|kill|revoke|terminate|purge|reset)(_?\w*session\w*)?$|^log_?out$|regenerate|session_?(destroy|end)/i;
/** The plain words that mean a session only when they are said of one. */
const OF_SESSION = /^(renew|rotate|migrate|reset|recreate|refresh|new|cycle|delete|clear|end|remove|kill|revoke|terminate|purge|invalidate)$/i;

/** Whether the function, or one that it calls or that calls it, gives the session a new id. */
export function renewsSession(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): boolean {
  return around(program, module, fn).some((one) => mentions(one, RENEWS) || mentions(one, /^destroy(_?\w*session\w*)?$/i) || replaces(one));
}

/** Whether the function, or one that it calls or that calls it, throws the session away. */
export function endsSession(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): boolean {
  return around(program, module, fn).some((one) => mentions(one, ENDS) || replaces(one));
}

export function clearsCookie(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): boolean {
  return around(program, module, fn).some((one) => mentions(one, /cookie/i));
}

interface One { module: ModuleFacts; fn: FunctionFacts }

function around(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): One[] {
  const down = reachedFrom(program, [{ module, fn } as FunctionValue], 2);
  const up = callersOf(program, module, fn).flatMap((site) => (site.fn < 0 ? [] : [{ module: site.module, fn: outermost(site.module, site.module.functions[site.fn]!) }]));
  return [...down, ...up];
}

/** The function that nothing but a file or a class stands around. */
export function outermost(module: ModuleFacts, fn: FunctionFacts): FunctionFacts {
  let current = fn;
  while (current.owner >= 0 && !holdsHandlers(module.functions[current.owner]!)) current = module.functions[current.owner]!;
  return current;
}

/** A function that only sets things up holds several functions side by side: `module.exports = (app) => { app.get(...); app.post(...); }`. */
function holdsHandlers(fn: FunctionFacts): boolean {
  return /^(register|setup|init|configure|create|make|define|add|mount|attach)?_?\w*(routes?|router|routing|app|server|plugin|controller|handlers?|module|api)$/i.test(fn.name) || fn.body.filter((stmt) => stmt.kind === 'expr' && registers(stmt.expr)).length > 0;
}

function registers(expr: Expr): boolean {
  if (expr.kind === 'await') return registers(expr.value);
  return expr.kind === 'call' && expr.callee.kind === 'member' && /^(get|post|put|patch|delete|all|use|route|register)$/.test(expr.callee.property) && expr.args.some((arg) => arg.kind === 'function' || arg.kind === 'ref') && expr.args.length > 1;
}

function mentions({ module, fn }: One, words: RegExp): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (found) return false;
      if (expr.kind === 'member' && words.test(expr.property)) found = !OF_SESSION.test(expr.property) || isSession(module, expr.object) || /session/i.test(nameOfCalled(expr.object));
      else if (expr.kind === 'ref' && words.test(expr.name) && !OF_SESSION.test(expr.name)) found = true;
      return undefined;
    },
    stmt: () => !found,
  });
  return found;
}

/** `req.session = null`. */
function replaces({ module, fn }: One): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind === 'assign' && expr.target.kind === 'member' && expr.target.property === 'session' && isSession(module, expr.target) && ((expr.value.kind === 'literal' && expr.value.value === null) || expr.value.kind === 'call' || expr.value.kind === 'await' || (expr.value.kind === 'ref' && expr.value.name === 'undefined'))) found = true;
      return !found;
    },
    stmt: () => !found,
  });
  return found;
}
