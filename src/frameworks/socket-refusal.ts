import type { CallExpr, Expr, FunctionValue, ModuleFacts, NewExpr, Site, Stmt } from '../model/index.ts';
import { contentOf, walkExpr, walkModule } from '../link/index.ts';

const NO = /\b(un|not[ _-]?)(authori[sz]ed|authenticated|logged)|unauth|\bforbidden\b|(access|permission)[ _-]?denied|not (logged|signed) in|(log|sign) ?in (required|first|to )|must be (logged|signed|authenticated)|(no|insufficient|missing) permission|not allowed|(invalid|missing|no|expired)[ _-](session|token|api ?key|credentials|user)/i;
const NAMED_ERROR = /^((auth|connect|connection|access|permission|login|session|app|server|socket|custom)?[-_:. ]?(error|exception|err|failed|failure|denied|rejected|invalid|expired)|error[-_:.].*|kick|logout|force.?logout)$/i;

/**
 * Whether what a message says is that its receiver is turned away, or that something went wrong: the texts in it, an event called
 * `error`, `{ ok: false }`, `new Error(...)`.
 */
export function saysNo(module: ModuleFacts, expr: CallExpr | NewExpr, event: boolean): boolean {
  let found = false;
  const first = expr.args[0];
  if (event && first?.kind === 'literal' && typeof first.value === 'string' && (NAMED_ERROR.test(first.value) || NO.test(first.value))) return true;
  for (const arg of expr.args) {
    walkExpr(module, arg, -1, {
      expr(one) {
        if (one.kind === 'function') return false;
        if (one.kind === 'literal' && typeof one.value === 'string') found ||= NO.test(one.value);
        if (one.kind === 'new' && one.callee.kind === 'ref') found ||= /Error$|Exception$/.test(one.callee.name);
        if (one.kind === 'object') found ||= one.properties.some(({ key, value }) => /^(error|errors|err|exception)$/i.test(key) || (/^(ok|success|authenticated|authorized)$/i.test(key) && value.kind === 'literal' && value.value === false));
        return undefined;
      },
    });
  }
  return found;
}

interface Branching { test: Expr; then: Stmt[]; else: Stmt[]; last: boolean }

const branchings = new WeakMap<object, Branching[]>();

/** Every `if` of a module; `last`: nothing follows it in its function. */
function branchingsOf(module: ModuleFacts): Branching[] {
  let known = branchings.get(contentOf(module));
  if (known) return known;
  known = [];
  const found = known;
  branchings.set(contentOf(module), found);
  const last = new Set<Stmt>();
  const end = (body: Stmt[]): void => {
    const stmt = body.at(-1);
    if (stmt?.kind === 'if') { last.add(stmt); end(stmt.then); end(stmt.else); }
    if (stmt?.kind === 'try') end(stmt.block);
    if (stmt?.kind === 'block') end(stmt.body);
  };
  for (const fn of module.functions) end(fn.body);
  walkModule(module, { stmt(stmt) { if (stmt.kind === 'if') found.push({ test: stmt.test, then: stmt.then, else: stmt.else, last: last.has(stmt) }); } });
  return found;
}

const leaves = (body: Stmt[]): boolean => body.at(-1)?.kind === 'return' || body.at(-1)?.kind === 'throw';

/**
 * Whether a handler that gives no answer has stopped where the caller was found to lack something: the branch for such callers
 * leaves it, or all the rest is for the others.
 *
 * @param because the condition that found it
 * @param skips that condition did not hold, and what hangs on it was left out
 */
export function stopsAt(because: Site, skips: boolean): boolean {
  const around = branchingsOf(because.module).filter(({ test }) => test.start <= because.start && because.end <= test.end);
  const branching = around.at(-1);
  if (!branching) return false;
  return skips ? branching.last || leaves(branching.else) : leaves(branching.then) || (branching.last && branching.else.length > 0);
}

/** A function leaves early where a function that it asks says so. */
export function leavesWhenTold(handler: Site): boolean {
  return branchingsOf(handler.module).some(({ test, then }) => {
    if (test.start < handler.start || test.end > handler.end || !leaves(then)) return false;
    let asks = false;
    walkExpr(handler.module, test, -1, { expr(expr) { asks ||= expr.kind === 'call'; } });
    return asks;
  });
}

/** How many ways out of a function stand before an offset in it: what is registered after the same of them is reached by the same callers. */
export function exitsBefore(fn: FunctionValue['fn'], module: ModuleFacts, offset: number): number {
  let count = 0;
  const visit = (body: Stmt[]): void => {
    for (const stmt of body) {
      if (stmt.start > offset) return;
      if ((stmt.kind === 'return' || stmt.kind === 'throw') && stmt.end <= offset) count++;
      if (stmt.kind === 'if') { count += stmt.start < offset && offset < stmt.end ? 1 : 0; visit(stmt.then); visit(stmt.else); }
      if (stmt.kind === 'try') { visit(stmt.block); if (stmt.handler) visit(stmt.handler); }
      if (stmt.kind === 'block' || stmt.kind === 'loop') visit(stmt.body);
      if (stmt.kind === 'switch') stmt.cases.forEach((one) => visit(one.body));
    }
  };
  contentOf(fn);
  visit(fn.body);
  return count;
}
