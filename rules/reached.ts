import { walkFunction } from '../src/link/index.ts';
import { asksWhoIsCalling, isRequestName } from './role-words.ts';
import type { Expr, FunctionFacts, FunctionValue, ModuleFacts, ProgramView, Stmt } from '../src/model/index.ts';

/** A function of the project that a handler leads to. */
export interface Reached { module: ModuleFacts; fn: FunctionFacts }

const MAX_FUNCTIONS = 60;
const known = new WeakMap<ProgramView, Map<FunctionFacts, Map<number, Reached[]>>>();

/** The handlers and the functions of the project that they call, `depth` calls deep. Functions written inside one count as run by it. */
export function reachedFrom(program: ProgramView, roots: FunctionValue[], depth = 3): Reached[] {
  const found = new Map<FunctionFacts, Reached>();
  for (const { module, fn } of roots) for (const one of reachedFromOne(program, { module, fn }, depth)) found.set(one.fn, one);
  return [...found.values()];
}

function reachedFromOne(program: ProgramView, root: Reached, depth: number): Reached[] {
  let byFunction = known.get(program);
  if (!byFunction) known.set(program, (byFunction = new Map()));
  let byDepth = byFunction.get(root.fn);
  if (!byDepth) byFunction.set(root.fn, (byDepth = new Map()));
  let reached = byDepth.get(depth);
  if (reached) return reached;
  const seen = new Map<FunctionFacts, Reached>([[root.fn, root]]);
  let edge = [root];
  for (let i = 0; i < depth && edge.length > 0; i++) {
    const next: Reached[] = [];
    for (const { module, fn } of edge) {
      walkFunction(module, fn.id, {
        expr(expr, inside) {
          if ((expr.kind !== 'call' && expr.kind !== 'new') || seen.size >= MAX_FUNCTIONS) return;
          for (const target of program.targets(module, expr, inside)) {
            if (seen.has(target.fn)) continue;
            const one = { module: target.module, fn: target.fn };
            seen.set(target.fn, one);
            next.push(one);
          }
        },
      });
    }
    edge = next;
  }
  byDepth.set(depth, (reached = [...seen.values()]));
  return reached;
}

const IDENTITY = /^(user|users?_?id|email_?account_?id|current_?user|session|auth|account|account_?id|tenant|tenant_?id|team|team_?id|org|organi[sz]ation|organi[sz]ation_?id|org_?id|workspace|workspace_?id|company|company_?id|principal|identity|viewer|actor|member|member_?id|me|uid|sub|owner|owner_?id|created_?by|claims|decoded|credentials|customer|customer_?id|profile)$/i;
const CARRIES_CALLER = /^(locals|args|info|opts|options|state)$/i;
const ASKS_WHO = /^(get_?)?(current|session|auth|authenticated|server_?session|req)_?(user|users?_?id|account|member)_?(id|or_?throw)?$|^(getAuth|requireUser|requireUserId|requireAuth|getUserId|verifySession|validateRequest)$/i;

function asksWho(name: string): boolean {
  return asksWhoIsCalling(name) || ASKS_WHO.test(name);
}

/**
 * Whether any of the functions looks at who is calling: a property of the request that says so, a function that answers it,
 * a parameter that is given the user.
 */
export function looksAtCaller(reached: Reached[]): boolean {
  return reached.some(({ module, fn }) => {
    if (fn.params.some((param) => (param.decorators ?? []).some((decorator) => /user|session|auth|account|tenant|caller|member|viewer|actor|token|jwt|identity/i.test(nameOf(decorator))))) return true;
    let found = fn.params.some((param) => param.pattern?.some(takesCaller) === true);
    if (found) return true;
    walkFunction(module, fn.id, {
      expr(expr) {
        if (found) return false;
        if (expr.kind === 'member' && IDENTITY.test(expr.property) && isOfRequest(module, expr.object)) found = true;
        if (expr.kind === 'call' && (asksWho(nameOf(expr)) || asksStore(expr))) found = true;
        return undefined;
      },
      stmt: () => !found,
    });
    return found;
  });
}

/** `({ ctx: { userId } }) => ...`. */
function takesCaller(stmt: Stmt): boolean {
  const init = stmt.kind === 'declare' ? stmt.init : undefined;
  return init?.kind === 'member' && IDENTITY.test(init.property) && init.object.kind === 'member' && /^(ctx|context|session|auth|locals)$/i.test(init.object.property);
}

/** `c.get('user')`, `ctx.var.user`. */
function asksStore(expr: Extract<Expr, { kind: 'call' }>): boolean {
  const first = expr.args[0];
  return expr.callee.kind === 'member' && expr.callee.property === 'get' && first?.kind === 'literal' && typeof first.value === 'string' && IDENTITY.test(first.value);
}

function isOfRequest(module: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'member') return isRequestName(expr.property) || CARRIES_CALLER.test(expr.property) || IDENTITY.test(expr.property) || isOfRequest(module, expr.object);
  if (expr.kind === 'await') return isOfRequest(module, expr.value);
  if (expr.kind === 'call') return asksWho(nameOf(expr)) || (expr.callee.kind === 'member' && isOfRequest(module, expr.callee.object));
  if (expr.kind !== 'ref') return expr.kind === 'this';
  if (isRequestName(expr.name) || CARRIES_CALLER.test(expr.name) || IDENTITY.test(expr.name)) return true;
  // A parameter that was taken apart stands under a nameless binding.
  const binding = module.bindings[expr.binding];
  return binding !== undefined && binding.name === '' && binding.kind === 'param';
}

function nameOf(expr: Expr): string {
  if (expr.kind === 'call' || expr.kind === 'new') return nameOf(expr.callee);
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}
