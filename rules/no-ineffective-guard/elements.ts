import type { Expr, FunctionFacts, Guard, ModuleFacts, Route, RuleContext } from '../../src/model/index.ts';
import { walkFunction } from '../../src/link/index.ts';
import { isGuardName } from '../../src/guards/names.ts';
import { isProtecting } from '../../src/guards/index.ts';

/** A function of the project that stands in front of routes, and what it does for them. */
export interface Placed {
  guard: Guard;
  module: ModuleFacts;
  fn: FunctionFacts;
  /** Routes that it stands in front of and that anyone can call, though nobody said that they may. */
  open: Route[];
  /** How many routes it stands in front of that others protect. */
  guarded: number;
  /** Somewhere it does refuse: by path, by option. */
  protects: boolean;
}

/** Every function of the project that stands in front of some route, once. */
export function placedFunctions(context: RuleContext<unknown>): Placed[] {
  const found = new Map<string, Placed>();
  for (const [route, { passed }] of context.map.details) {
    for (const guard of passed) {
      if (guard.basis !== 'body' || guard.inHandler || guard.name === '') continue;
      const key = `${guard.file}:${guard.line}:${guard.column}`;
      let placed = found.get(key);
      if (!placed) {
        const module = context.program.module(guard.file);
        const offset = module && module.lineStarts[guard.line - 1]! + guard.column - 1;
        const fn = module?.functions.find((one) => one.start === offset);
        if (!module || !fn) continue;
        found.set(key, (placed = { guard, module, fn, open: [], guarded: 0, protects: false }));
      }
      if (isProtecting(guard) || guard.proves === 'unknown') placed.protects = true;
      // What is found worst of it is what is told.
      if (guard.weakness && !placed.guard.weakness) placed.guard = guard;
      if (route.access === 'public' && route.publicBy === undefined) placed.open.push(route);
      if (route.access === 'authenticated' || route.access === 'authorized') placed.guarded++;
    }
  }
  return [...found.values()];
}

const STRICT = /auth(?!or(?!i))|jwt|token|logged_?in|signed_?in|login|admin|role|permission|protect|guard|secure|private|api_?key|restrict|verify_?user|check_?user|ensure_?user|require_?user/i;
const LENIENT = /optional|maybe|soft|try|load|attach|set(?=[A-Z_])|populate|append|current|context|init|parse|extract|decode|read|get(?=[A-Z_])|fetch|find|resolve|session$|passport|log(?!ged|in)|rate|limit|throttl|csrf|header|cors|param|valid(?!ate_?(token|session|user|jwt|auth|api))|error|redirect_?if|guest|anonymous|refresh|rotate|create|generate|issue|sign(?!ed)|clear|remove|delete|handler$|controller|callback|start|route/i;

/** It is called like something that refuses whoever is not known, or has no right. */
export function promisesToRefuse(name: string): boolean {
  return isGuardName(name) && STRICT.test(name) && !LENIENT.test(name);
}

/** `requireUser`, `isAdmin`, `authGuard`: a demand, rather than something done for whoever is known. */
export function startsLikeCheck(name: string): boolean {
  return /^(require|ensure|must|assert|protect|authenticate|authori[sz]e|restrict|only|verify|check|is|has|validate|guard|enforce|allow)(?=[A-Z_]|$)|(guard|required|only|auth)$/i.test(name) && !/notif|send|mail|update|register|challenge|track|metric/i.test(name);
}

/** It puts something on the request or the response: what it learns is for those who come later to decide by. */
export function setsSomething(module: ModuleFacts, fn: FunctionFacts): boolean {
  const params = new Set(fn.params.map((param) => param.binding));
  const root = (expr: Expr): Expr => (expr.kind === 'member' ? root(expr.object) : expr);
  let sets = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      const target = expr.kind === 'assign' && expr.target.kind === 'member' ? root(expr.target) : undefined;
      if (target?.kind === 'ref' && params.has(target.binding)) sets = true;
      if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'set') sets = true;
    },
  });
  return sets;
}

/** Some callers are refused by it: not those that send nothing. */
export function refusesSomewhere(module: ModuleFacts, fn: FunctionFacts): boolean {
  let refuses = false;
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind === 'literal' && (expr.value === 401 || expr.value === 403)) refuses = true;
      if ((expr.kind === 'new' || expr.kind === 'call') && /unauthori[sz]ed|forbidden/i.test(expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '')) refuses = true;
    },
  });
  return refuses;
}
