import type { AuthMap, Expr, FunctionFacts, FunctionValue, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { reachedFrom } from '../reached.ts';
import { expressionsOf } from '../surroundings.ts';

export interface Callback extends Span { module: ModuleFacts }

const KNOWS_STATE = /state|nonce|code_?verifier|pkce|csrf/i;
const EXCHANGES = /['"`]authorization_code['"`]|grant_type=authorization_code/;

/**
 * Functions that take the `code` of an authorisation response from the request, exchange it, themselves or in what they
 * call, and never look at `state` (RFC 6749 section 10.12).
 */
export function uncheckedCallbacks(program: ProgramView, map: AuthMap, files: Set<ModuleFacts>): Callback[] {
  if (!program.modules.some((module) => EXCHANGES.test(program.text(module)))) return [];
  const found: Callback[] = [];
  for (const module of files) {
    if (isTestOrExample(module.path) || isVendored(module.path) || !/\bcode\b/.test(program.text(module))) continue;
    for (const expr of expressionsOf(module)) {
      if (!readsCode(expr)) continue;
      const fn = innermost(module, expr);
      if (!fn) continue;
      const texts = reachedFrom(program, [{ module, fn } as FunctionValue], 2).map((one) => program.text(one.module).slice(one.fn.start, one.fn.end));
      if (texts.some((text) => EXCHANGES.test(text)) && !texts.some((text) => KNOWS_STATE.test(text)) && !isComparedElsewhere(program, map, { module, fn })) found.push({ module, start: expr.start, end: expr.end });
    }
  }
  return found;
}

const COMPARES_STATE = /\b(query|params|searchParams|body|cookies?|session)\b[^;\n]{0,60}\bstate\b|o?auth_?state|state_?(cookie|session)/i;

/** The guards of the routes that lead to it look at `state`; or, where it is not seen which routes do, anything of the project does. */
function isComparedElsewhere(program: ProgramView, map: AuthMap, callback: { module: ModuleFacts; fn: FunctionFacts }): boolean {
  const leading = map.routes.filter((route) => reachedFrom(program, map.details.get(route)!.handlers).some(({ module, fn }) => module === callback.module && fn.start <= callback.fn.start && fn.end >= callback.fn.end));
  if (leading.length === 0) return program.modules.some((module) => !isTestOrExample(module.path) && COMPARES_STATE.test(program.text(module)));
  return leading.every((route) => map.details.get(route)!.passed.some((guard) => {
    const module = program.module(guard.file);
    return module !== undefined && COMPARES_STATE.test(program.text(module));
  }));
}

/** `req.query.code`, `searchParams.get('code')`. */
function readsCode(expr: Expr): boolean {
  if (expr.kind === 'member' && expr.property === 'code') return isQuery(expr.object);
  const [name] = expr.kind === 'call' ? expr.args : [];
  return expr.kind === 'call' && expr.callee.kind === 'member' && /^(get|query)$/.test(expr.callee.property) && name?.kind === 'literal' && name.value === 'code' && (expr.callee.property === 'query' || isQuery(expr.callee.object));
}

function isQuery(expr: Expr): boolean {
  return (expr.kind === 'member' && /^(query|searchParams)$/.test(expr.property)) || (expr.kind === 'ref' && /^(query|searchParams|urlParams)$/.test(expr.name));
}

function innermost(module: ModuleFacts, span: Span): FunctionFacts | undefined {
  let best: FunctionFacts | undefined;
  for (const fn of module.functions) if (fn.start <= span.start && fn.end >= span.end && (!best || fn.end - fn.start < best.end - best.start)) best = fn;
  return best;
}
