import type { Expr, FunctionFacts, ModuleFacts, ProgramView, Stmt } from '../../src/model/index.ts';
import { isRoleFlag, isRoleName } from '../../src/guards/names.ts';
import { walkFunction, walkExpr, alternatives, textOf } from '../../src/link/index.ts';

/** A condition on a role or permission that ends a function early, or that a function answers with. */
export interface RoleCheck {
  module: ModuleFacts;
  fn: FunctionFacts;
  test: Expr;
  /** Names of the roles or permissions, as written. */
  roles: string[];
}

const ASKS = /^(has|have|check|require|ensure|assert|is|can|user)[A-Z_]?.*(role|permission|permissions|admin|scope|privilege|access)s?$|^(can|cannot|isAllowed|authorize)$/i;

/** The checks of one function that refuse: they throw, return early with nothing or false, or reject. */
export function roleChecksIn(program: ProgramView, module: ModuleFacts, fn: FunctionFacts, extraNames: string[]): RoleCheck[] {
  const found: RoleCheck[] = [];
  const inner = new Set(module.functions.filter((one) => one.owner === fn.id).map((one) => one.id));
  walkFunction(module, fn.id, {
    stmt(stmt, at) {
      if (at !== fn.id && !inner.has(at)) return false;
      if (stmt.kind !== 'if' || (!refuses(stmt.then) && !(stmt.else.length > 0 && refuses(stmt.else)))) return;
      const roles = rolesIn(program, module, stmt.test, at, extraNames);
      if (roles) found.push({ module, fn, test: stmt.test, roles });
    },
  });
  return found;
}

/** The statements end in a refusal: an exception, a rejection, or `return` with nothing, `false` or an error. */
function refuses(stmts: Stmt[]): boolean {
  const last = stmts.at(-1);
  if (!last) return false;
  if (last.kind === 'throw') return true;
  if (last.kind === 'block') return refuses(last.body);
  if (last.kind === 'return') {
    const { value } = last;
    if (!value) return true;
    if (value.kind === 'literal') return value.value === false || value.value === null;
    if (value.kind === 'call' && value.callee.kind === 'member') return /^(reject|forbidden|unauthorized|denied|err|failure|fail)$/i.test(value.callee.property);
    if (value.kind === 'new') return true;
  }
  return last.kind === 'expr' && last.expr.kind === 'call' && /^(reject|next|abort|deny|throwError|throwForbidden)$/i.test(nameOf(last.expr.callee));
}

function nameOf(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}

/** Roles that a condition asks about; `undefined` when it does not ask about any. */
function rolesIn(program: ProgramView, module: ModuleFacts, test: Expr, fn: number, extraNames: string[]): string[] | undefined {
  const roles: string[] = [];
  let asks = false;
  const texts = (expr: Expr): string[] => {
    const value = program.denote(module, expr, fn);
    const all = value.kind === 'array' ? value.elements.flatMap(alternatives) : alternatives(value);
    return all.map(textOf).filter((text): text is string => text !== undefined && text !== '');
  };
  walkExpr(module, test, fn, {
    expr(expr) {
      if (expr.kind === 'function' || expr.kind === 'class') return false;
      if (expr.kind === 'binary' && ['===', '!==', '==', '!='].includes(expr.operator)) {
        const [mine, other] = asksOfCaller(expr.left) ? [expr.left, expr.right] : [expr.right, expr.left];
        if (asksOfCaller(mine)) {
          const named = texts(other);
          if (named.length > 0 && !(other.kind === 'literal' && typeof other.value !== 'string' && typeof other.value !== 'boolean')) { asks = true; roles.push(...named.filter((name) => name !== 'true' && name !== 'false')); }
        }
      }
      if (expr.kind === 'call') {
        const name = nameOf(expr.callee);
        if (name === 'includes' || name === 'has' || name === 'some') {
          const list = expr.callee.kind === 'member' ? expr.callee.object : undefined;
          const arg = expr.args[0];
          if (list && arg && asksOfCaller(arg)) { asks = true; roles.push(...texts(list)); }
          else if (list && asksOfCaller(list)) { asks = true; if (arg) roles.push(...texts(arg)); }
        } else if (ASKS.test(name) || extraNames.includes(name)) { asks = true; for (const arg of expr.args) roles.push(...texts(arg)); }
      }
      if (expr.kind === 'member' && isRoleFlag(expr.property) && isPerson(expr.object)) { asks = true; roles.push(expr.property); }
      return undefined;
    },
  });
  return asks ? [...new Set(roles)].slice(0, 6) : undefined;
}

/** `user.role`, `req.user.roles`, `this.currentUser.permissions`, `role`: what someone is allowed, not what a record says of itself. */
function asksOfCaller(expr: Expr): boolean {
  if (expr.kind === 'member') return isRoleName(expr.property) && isPerson(expr.object);
  return expr.kind === 'ref' && /^(role|userRole|currentRole|callerRole|requesterRole|actorRole)$/i.test(expr.name);
}

function isPerson(expr: Expr): boolean {
  if (expr.kind === 'call' || expr.kind === 'await') return isPerson(expr.kind === 'call' ? expr.callee : expr.value);
  const name = nameOf(expr);
  return /user|actor|caller|viewer|requester|principal|identity|account|auth|session|member|claims|me$|ctx|context|subject|token|payload|decoded/i.test(name);
}
