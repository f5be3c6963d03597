import type { Expr, FunctionValue, ModuleFacts, Site, Value } from '../../model/index.ts';
import { alternatives, walkFunction } from '../../link/index.ts';
import { join, normalize, verdictOf, type Element, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';

/** A path that middleware of the application compares the request's with. */
export interface Dispatched {
  line: RequestLine;
  /** Where the path is written. */
  site: Site;
  /** Whether the middleware answers such a request, rather than treat it in its own way and pass it on. */
  answers(element: Element, state: RequestState, context: JudgeContext): boolean;
}

/** Paths (and methods) for which plain middleware has code of its own: `if (ctx.path === '/health')`, `switch (ctx.path)`. */
export function dispatched(values: Value[], base: string): Dispatched[] {
  return values.filter((value): value is FunctionValue => value.kind === 'function').flatMap(({ module, fn }) => {
    const context = fn.params[0]?.binding;
    if (context === undefined) return [];
    const found: Dispatched[] = [];
    const add = (path: Expr, method: string | undefined): void => {
      if (path.kind !== 'literal' || typeof path.value !== 'string' || !path.value.startsWith('/')) return;
      const line: RequestLine = { method: method ?? 'ALL', path: join(base, normalize(path.value)), base };
      found.push({ line, site: { module, start: path.start, end: path.end }, answers: (element, state, given) => answers(element, line, state, given) });
    };
    const inside = new Set<Expr>();
    walkFunction(module, fn.id, {
      expr(expr) {
        if (inside.has(expr)) return;
        const all = conjunction(expr);
        const path = all.map((one) => comparedWith(module, one, context, 'path')).find((one) => one !== undefined);
        if (!path) return;
        all.forEach((one) => inside.add(one));
        const method = all.map((one) => comparedWith(module, one, context, 'method')).find((one) => one?.kind === 'literal');
        add(path, method?.kind === 'literal' ? String(method.value).toUpperCase() : undefined);
      },
      stmt(stmt) {
        if (stmt.kind === 'switch' && isPart(module, stmt.discriminant, context, 'path')) for (const one of (stmt).cases) if (one.test) add(one.test, undefined);
      },
    });
    return found;
  });
}

function conjunction(expr: Expr): Expr[] {
  return expr.kind === 'logical' && expr.operator === '&&' ? [...conjunction(expr.left), ...conjunction(expr.right)] : [expr];
}

/** What `ctx.path` or `ctx.method` is compared with for equality. */
function comparedWith(module: ModuleFacts, expr: Expr, context: number, part: 'path' | 'method'): Expr | undefined {
  if (expr.kind !== 'binary' || (expr.operator !== '===' && expr.operator !== '==')) return undefined;
  if (isPart(module, expr.left, context, part)) return expr.right;
  return isPart(module, expr.right, context, part) ? expr.left : undefined;
}

const NAMES = { path: new Set(['path', 'url', 'originalUrl', 'pathname']), method: new Set(['method']) };

/** `ctx.path`, `ctx.request.path`, or a name that was taken from the context. */
function isPart(module: ModuleFacts, expr: Expr, context: number, part: 'path' | 'method'): boolean {
  if (expr.kind === 'ref' && expr.binding >= 0) {
    const { init } = module.bindings[expr.binding]!;
    return init !== undefined && init.kind === 'member' && isPart(module, init, context, part);
  }
  if (expr.kind !== 'member' || !NAMES[part].has(expr.property)) return false;
  let { object } = expr;
  if (object.kind === 'member' && (object.property === 'request' || object.property === 'req')) ({ object } = object);
  if (object.kind !== 'ref') return false;
  if (object.binding === context) return true;
  const from = module.bindings[object.binding]?.init;
  return from?.kind === 'ref' && from.binding === context;
}

function answers(element: Element, line: RequestLine, state: RequestState, context: JudgeContext): boolean {
  return alternatives(element.value).some((fn) => {
    if (fn.kind !== 'function') return false;
    const { anonymous, user } = verdictOf(fn, line, { ...state, protected: true }, context, false);
    const outcomes = user?.outcomes ?? anonymous.outcomes;
    if (outcomes.some((one) => one.end === 'next')) return false;
    return outcomes.some((one) => one.end === 'answered' || (one.end === 'refused' && one.roles.length > 0));
  });
}
