import { walkExpr, walkFunction } from '../src/link/index.ts';
import type { Expr, FunctionFacts, FunctionValue, ModuleFacts, ProgramView, Span } from '../src/model/index.ts';
import { nameOf, queryOf, type StoreQuery } from './store-queries.ts';
import { classify, isId, marksOfHandler, type Marks, type Part } from './caller-input.ts';

/** A query on the way from a handler. `fn`: the function in which, or in a callback of which, it stands. */
export interface Met extends StoreQuery { module: ModuleFacts; fn: number }

/** A query whose condition holds an id of the caller's choice. */
export interface ById extends Met { id: Span; name: string }

export interface Trace {
  queries: Met[];
  byId: ById[];
  functions: { module: ModuleFacts; fn: FunctionFacts }[];
  /** Why it is not known what happens to the request, if it is not. */
  lost?: string;
}

const MAX_DEPTH = 5;
const MAX_FUNCTIONS = 80;
const HARMLESS = /^(next|json|send|log|info|warn|error|debug|trace|validationResult|matchedData|status|render|redirect|setHeader|set|header|end|catch|then|text|html|push|stringify|parse|isValid|addBreadcrumb|captureException|emit|req|res|deleteCookie|setCookie|getQuery|getRouterParam|getRouterParams|readBody|readValidatedBody|getValidatedRouterParams|getValidatedQuery|getHeader|useTranslations|t)$/;

/** Follows what the caller sends from a handler to the queries that it ends up in. */
export function traceFrom(program: ProgramView, handlers: FunctionValue[], framework: string, method: string): Trace {
  const trace: Trace = { queries: [], byId: [], functions: [] };
  const seen = new Set<string>();
  const visited = new Set<FunctionFacts>();
  const go = (module: ModuleFacts, fn: FunctionFacts, marks: Marks, names: Map<number, string>, depth: number): void => {
    const key = `${module.path}#${fn.id}:${[...marks].map(([binding, part]) => `${binding}${part}`).join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (!visited.has(fn)) { visited.add(fn); trace.functions.push({ module, fn }); }
    if (visited.size > MAX_FUNCTIONS) { trace.lost = 'too much is called'; return; }
    const known = new Map(marks);
    const mark = (binding: number, value: Expr): void => {
      const part = classify(module, value, known);
      if (!part) return;
      known.set(binding, part);
      if (part === 'id' && !names.has(binding)) names.set(binding, written(program, module, value, names));
    };
    const calls: { expr: Extract<Expr, { kind: 'call' | 'new' }>; inside: number }[] = [];
    walkFunction(module, fn.id, {
      stmt(stmt) {
        if (stmt.kind === 'declare' && stmt.init) mark(stmt.binding, stmt.init);
        if (stmt.kind === 'loop' && stmt.variable?.kind === 'ref' && stmt.iterable) mark(stmt.variable.binding, stmt.iterable);
      },
      expr(expr, inside) {
        if (expr.kind === 'assign' && expr.target.kind === 'ref' && expr.operator === '=') mark(expr.target.binding, expr.value);
        const query = queryOf(module, expr);
        const targets = expr.kind === 'call' || expr.kind === 'new' ? program.targets(module, expr, inside) : [];
        if (query && targets.length === 0) {
          const met = { ...query, module, fn: fn.id };
          trace.queries.push(met);
          const id = query.conditions.map((one) => idIn(module, one, known)).find((one) => one !== undefined);
          if (id && query.does !== 'create') trace.byId.push({ ...met, id, name: written(program, module, id, names) });
          return;
        }
        if (expr.kind === 'call' || expr.kind === 'new') calls.push({ expr, inside });
        if (targets.length === 0) {
          if (expr.kind === 'call' && givesAway(module, expr, known)) trace.lost ??= `\`${nameOf(expr)}\` is given the request`;
          return;
        }
        for (const target of targets) {
          if (depth >= MAX_DEPTH) { trace.lost ??= 'calls go too deep'; return; }
          const given: Marks = new Map();
          const called = new Map<number, string>();
          target.fn.params.forEach((param, i) => {
            const arg = (expr as Extract<Expr, { kind: 'call' }>).args[i];
            const part = arg && classify(module, arg, known);
            if (!part) return;
            given.set(param.binding, part);
            if (part === 'id') called.set(param.binding, written(program, module, arg, names));
          });
          go(target.module, target.fn, given, called, depth + 1);
        }
      },
    });
  };
  for (const { module, fn } of handlers) go(module, fn, marksOfHandler(module, fn, framework, method), new Map(), 0);
  return trace;
}

/** A function that cannot be looked into is given the request, or the caller's context, as a whole. */
function givesAway(module: ModuleFacts, expr: Extract<Expr, { kind: 'call' }>, marks: Marks): boolean {
  if (HARMLESS.test(nameOf(expr))) return false;
  return expr.args.some((arg) => isRequest(classify(module, arg, marks)));
}

function isRequest(part: Part | undefined): boolean {
  return part === 'request';
}

/** The id of the caller's in an expression, callbacks (`where: (t, { eq }) => eq(t.id, id)`) included. */
function idIn(module: ModuleFacts, expr: Expr, marks: Marks): Expr | undefined {
  let found: Expr | undefined;
  walkExpr(module, expr, -1, {
    expr(one) {
      if (!found && isId(module, one, marks)) found = one;
      return !found;
    },
  });
  return found;
}

function written(program: ProgramView, module: ModuleFacts, expr: Expr, names: Map<number, string>): string {
  if (expr.kind === 'ref' && names.has(expr.binding)) return names.get(expr.binding)!;
  const text = program.text(module).slice(expr.start, expr.end);
  return text.length <= 60 && !text.includes('\n') ? text : nameOf(expr);
}
