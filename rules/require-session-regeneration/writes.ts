import { walkFunction, walkModule } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, Span } from '../../src/model/index.ts';
import { originOf } from '../origin.ts';
import { isRequestName } from '../role-words.ts';

/** Something is written to the session of a request: who is logged in, or (`clears`) that nobody is. */
export interface SessionWrite extends Span {
  fn: number;
  clears: boolean;
  /** The key as written; '' where it is worked out at run time. */
  key: string;
}

const IDENTITY = /^(user|user_?(id|data|info|name)|uid|account|account_?id|member|member_?id|customer|customer_?id|admin|admin_?id|is_?(admin|auth|authenticated|logged_?in|logged)|authenticated|logged_?in|logged|auth|login|passport|current_?user|identity|principal)$/i;
const INNER = /^(user|user_?id|uid|account_?id|member_?id|admin_?id)$/i;

export function sessionWrites(module: ModuleFacts): SessionWrite[] {
  const found: SessionWrite[] = [];
  const add = (fn: number, at: Expr, keys: string[] | undefined, clears: boolean): void => {
    if (keys && namesIdentity(keys)) found.push({ fn, start: at.start, end: at.end, clears, key: keys.filter((key) => key !== '').at(-1) ?? '' });
  };
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind === 'assign' && expr.operator === '=') add(fn, expr.target, keysUnderSession(module, expr.target), isNothing(expr.value));
      else if (expr.kind === 'unary' && expr.operator === 'delete') add(fn, expr, keysUnderSession(module, expr.operand), true);
      else if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'set' && expr.args.length === 2 && isSession(module, expr.callee.object)) {
        const [key, value] = expr.args as [Expr, Expr];
        add(fn, { ...expr, end: key.end }, [key.kind === 'literal' && typeof key.value === 'string' ? key.value : ''], isNothing(value));
      }
    },
  });
  return found;
}

/** Whether the function asks who is logged in: what it then writes changes a login and makes none. */
export function readsIdentity(module: ModuleFacts, fn: number): boolean {
  const written = new Set<Expr>();
  let found = false;
  walkFunction(module, fn, {
    expr(expr) {
      if (expr.kind === 'assign') written.add(expr.target);
      else if (expr.kind === 'member' && !written.has(expr) && ((isSession(module, expr.object) && IDENTITY.test(expr.property)) || (expr.property === 'user' && isRequest(expr.object)))) found = true;
      return !found;
    },
    stmt: () => !found,
  });
  return found;
}

/** An object in between is only made ready: `req.session.passport = {}`. */
function namesIdentity(keys: string[]): boolean {
  const [first, second] = keys;
  if (keys.length === 1) return first === '' || IDENTITY.test(first!);
  return keys.length === 2 && INNER.test(second!);
}

/** `['passport', 'user']` of `req.session.passport.user`; `undefined` for what is not under the session of a request. */
function keysUnderSession(module: ModuleFacts, expr: Expr): string[] | undefined {
  if (expr.kind !== 'member') return undefined;
  if (isSession(module, expr.object)) return [expr.property];
  const outer = keysUnderSession(module, expr.object);
  return outer && [...outer, expr.property];
}

/** `req.session`, `ctx.request.session`, or a name for it. */
export function isSession(module: ModuleFacts, expr: Expr): boolean {
  const origin = originOf(module, expr);
  return origin.kind === 'member' && origin.property === 'session' && isRequest(origin.object);
}

function isRequest(expr: Expr): boolean {
  if (expr.kind === 'member') return /^(req|request)$/.test(expr.property);
  return expr.kind === 'ref' && (expr.name === '' || isRequestName(expr.name));
}

function isNothing(expr: Expr): boolean {
  if (expr.kind === 'literal') return expr.value === null || expr.value === false || expr.value === '' || expr.value === 0;
  if (expr.kind === 'object') return expr.properties.length === 0;
  return (expr.kind === 'ref' && expr.name === 'undefined') || (expr.kind === 'unary' && expr.operator === 'void');
}
