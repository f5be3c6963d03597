import type { Expr, FunctionFacts, ModuleFacts, Span, Stmt } from '../../src/model/index.ts';
import { walkFunction, walkStmts } from '../../src/link/index.ts';
import { isRole, isRoleFlag } from '../role-words.ts';
import { rootOf } from '../written-names.ts';

/** A condition of a guard on a right that the caller claims for itself. */
export interface ClientClaim { span: Span; what: string }

const HEADER = /^x-?(user-?)?(is-?)?(role|roles|admin|permission|permissions|superuser|scope|scopes)$|^(role|roles|is-?admin|permissions)$/i;

/** Where a function decides by a role that stands in the query, a header or a plain cookie: `if (req.query.isAdmin === 'true') return next()`. */
export function clientClaimIn(module: ModuleFacts, fn: FunctionFacts): ClientClaim | undefined {
  let found: ClientClaim | undefined;
  walkFunction(module, fn.id, {
    stmt(stmt) {
      if (found || stmt.kind !== 'if') return !found;
      const what = claimIn(stmt.test);
      if (what !== undefined && decides(module, fn, [...stmt.then, ...stmt.else])) found = { span: stmt.test, what };
      return !found;
    },
    expr(expr) {
      if (found || expr.kind !== 'conditional') return !found;
      const what = claimIn(expr.test);
      if (what !== undefined) found = { span: expr.test, what };
      return !found;
    },
  });
  return found;
}

/** Whether the way that is gone ends, or goes on to what follows. A filter that is put together from what was asked for decides nothing. */
function decides(module: ModuleFacts, fn: FunctionFacts, branches: Stmt[]): boolean {
  let ends = false;
  walkStmts(module, branches, fn.id, {
    stmt(stmt) { if (stmt.kind === 'return' || stmt.kind === 'throw') ends = true; return !ends; },
    expr(expr) {
      if (expr.kind === 'call') {
        const { callee } = expr;
        if (/^(next|done|status|sendStatus|redirect|abort|throw|reject|writeHead)$/.test(callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : '')) ends = true;
      }
      // `ctx.status = 403`, and what is kept for those that follow: `req.isAdmin = true`.
      if (expr.kind === 'assign' && expr.target.kind === 'member' && rootOf(expr.target).kind === 'ref' && /^(req|request|res|response|ctx|context|c|event)$/.test((rootOf(expr.target) as { name?: string }).name ?? '')) ends = true;
      return !ends;
    },
  });
  return ends;
}

function claimIn(test: Expr): string | undefined {
  switch (test.kind) {
    case 'binary': case 'logical': return claimIn(test.left) ?? claimIn(test.right);
    case 'unary': return claimIn(test.operand);
    case 'member': {
      const where = placeOf(test.object);
      if (where === undefined) return undefined;
      const name = test.property;
      const claims = where === 'headers' ? HEADER.test(name) : isRole(name) || isRoleFlag(name);
      return claims ? `\`${name}\` in the ${where === 'headers' ? 'request\'s headers' : where === 'cookies' ? 'cookies' : 'query string'}` : undefined;
    }
    case 'call': {
      const name = test.args[0];
      const text = name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined;
      if (text === undefined || test.callee.kind !== 'member') return test.callee.kind === 'member' ? claimIn(test.callee.object) : undefined;
      if (/^(get|header)$/.test(test.callee.property) && HEADER.test(text)) return `\`${text}\` in the request's headers`;
      return claimIn(test.callee.object);
    }
    default: return undefined;
  }
}

/** `req.query`, `request.headers`, `ctx.request.query`, `req.cookies`. */
function placeOf(expr: Expr): 'query' | 'headers' | 'cookies' | undefined {
  if (expr.kind !== 'member' || !/^(query|headers|cookies)$/.test(expr.property)) return undefined;
  const root = expr.object.kind === 'member' ? expr.object.property : expr.object.kind === 'ref' ? expr.object.name : '';
  return /^(req|request|ctx|context|c|event)$/.test(root) ? expr.property as 'query' | 'headers' | 'cookies' : undefined;
}
