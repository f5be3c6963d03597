import { walkFunction } from '../../src/link/index.ts';
import type { CallSite, FunctionValue, ProgramView } from '../../src/model/index.ts';
import { signingsOf } from '../jwt-signings.ts';
import { reachedFrom, type Reached } from '../reached.ts';
import { nameOf } from '../written-names.ts';

const signings = new WeakMap<ProgramView, CallSite[]>();

/**
 * Whether the handlers take a password and log the caller in, as a sign-up does that makes the account first: they sign a token, or put somebody into the
 * session, themselves or in what they call.
 */
export function logsInWithPassword(program: ProgramView, handlers: FunctionValue[]): boolean {
  const reached = reachedFrom(program, handlers);
  if (!handlers.some(({ module, fn }) => /password|passwd|\bpwd\b/i.test(program.text(module).slice(fn.start, fn.end))) && !reached.some(isGivenPassword)) return false;
  return reached.some((one) => signs(program, one) || startsSession(one));
}

/** `createUser(input)` reads `input.password`. */
function isGivenPassword({ module, fn }: Reached): boolean {
  let given = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind === 'member' && /^(password|passwd|pwd)$/i.test(expr.property) && expr.object.kind === 'ref') given ||= fn.params.some(({ binding }) => expr.object.kind === 'ref' && expr.object.binding === binding);
      return !given;
    },
  });
  return given;
}

function signs(program: ProgramView, { module, fn }: Reached): boolean {
  let sites = signings.get(program);
  if (!sites) signings.set(program, (sites = signingsOf(program).map((one) => one.site)));
  return sites.some((site) => site.module === module && site.expr.start >= fn.start && site.expr.end <= fn.end);
}

/** `req.login(user)`, `req.session.userId = user.id`. */
function startsSession({ module, fn }: Reached): boolean {
  let starts = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(login|logIn)$/.test(expr.callee.property) && /^(req|request|ctx)$/.test(nameOf(expr.callee.object))) starts = true;
      if (expr.kind === 'assign' && expr.target.kind === 'member' && nameOf(expr.target.object) === 'session' && /^(user|user_?id|uid|account|account_?id)$/i.test(expr.target.property)) starts = true;
      return starts ? false : undefined;
    },
    stmt: () => !starts,
  });
  return starts;
}
