import { z } from 'zod';
import type { FunctionFacts, ModuleFacts, Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { roleChecksIn, type RoleCheck } from './checks.ts';
import { isServiceFunction, routesReaching, takesRequest } from './reach.ts';

const options = z.object({
  roleChecks: z.array(z.string()).default([]).describe('Names of functions that check a role or permission, beyond the usual ones.'),
});
type Options = z.infer<typeof options>;

/** Requires that who may do something is decided at the route (OWASP API5:2023; CWE-862, CWE-863; ASVS 5.0 requirement 8.3.1). */
export default {
  meta: {
    name: 'no-role-check-in-service',
    description: 'Disallow role and permission checks in services that are reached from routes which do not require the role themselves',
    rationale:
      'A role check inside a service protects only the one function it stands in. The next function beside it, or the next caller that takes another way, is open, and nobody who reads the routes can tell who may call them.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.5',
    cwe: ['CWE-862', 'CWE-863'],
    owasp: ['API5:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    checkedInService:
      '`{{fn}}` checks for {{roles}} itself, and {{count}} reach it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.',
    siblingUnchecked:
      '`{{fn}}` checks for {{roles}} itself, but {{sibling}} beside it has no such check and is reached by {{siblingRoute}}. A check inside a service protects only the function it stands in. Require the role at the routes, in front of the handlers.',
  },
  check(context) {
    if (context.map.routes.length === 0) return;
    const handlers = handlersOf(context);
    for (const module of context.files) {
      for (const fn of module.functions) {
        if (!isServiceFunction(module, fn) || takesRequest(module, fn) || handlers.has(fn)) continue;
        const names = [...context.options.roleChecks];
        for (const check of roleChecksIn(context.program, module, fn, names)) report(context, handlers, check);
      }
    }
  },
} satisfies Rule<typeof options>;

function handlersOf(context: RuleContext<Options>): Map<FunctionFacts, Route[]> {
  const handlers = new Map<FunctionFacts, Route[]>();
  for (const [route, detail] of context.map.details) {
    for (const handler of detail.handlers) {
      const list = handlers.get(handler.fn);
      if (list) list.push(route); else handlers.set(handler.fn, [route]);
    }
  }
  return handlers;
}

/** The route refuses, in front of its handler, everyone without some role. */
function requiresRole(route: Route): boolean {
  return route.guards.some((guard) => !guard.inHandler && (guard.proves === 'authorization' || guard.proves === 'ownership'));
}

function report(context: RuleContext<Options>, handlers: Map<FunctionFacts, Route[]>, check: RoleCheck): void {
  const reached = routesReaching(context, handlers, check.module, check.fn);
  const open = reached.filter((route) => !requiresRole(route) && route.access !== 'unknown');
  if (open.length === 0) return;
  const sibling = uncheckedSibling(context, handlers, check);
  const related: NonNullable<Report['related']> = [];
  const add = (route: Route, message: string): void => {
    const detail = context.map.details.get(route)!;
    related.push({ module: detail.module, start: detail.start, end: detail.end, message });
  };
  if (sibling) add(sibling.route, `${nameOf(sibling.route)} reaches \`${nameOfFunction(check.module, sibling.fn)}\`, which has no check`);
  for (const route of open.slice(0, 5)) add(route, `${nameOf(route)} reaches the check without requiring a role itself`);
  const data = {
    fn: nameOfFunction(check.module, check.fn),
    roles: check.roles.length > 0 ? check.roles.map((role) => `\`${role}\``).join(', ') : 'a permission',
    count: open.length === 1 ? nameOf(open[0]!) : `${open.length} routes`,
    ...(sibling ? { sibling: `\`${nameOfFunction(check.module, sibling.fn)}\``, siblingRoute: nameOf(sibling.route) } : {}),
  };
  context.report({
    module: check.module, start: check.test.start, end: check.test.end, messageId: sibling ? 'siblingUnchecked' : 'checkedInService', data, related,
    confidence: sibling ? 'high' : 'medium', identity: `${data.fn} ${check.roles.join()}`,
  });
}

const CHANGES = /^(create|add|update|set|delete|remove|destroy|save|insert|upsert|patch|edit|archive|restore|ban|block|approve|reject|publish|revoke|grant|assign|reset|promote|transfer)/i;

/** A function of the same class or file that changes something, checks nothing, and is reached by a route that requires no role. */
function uncheckedSibling(context: RuleContext<Options>, handlers: Map<FunctionFacts, Route[]>, check: RoleCheck): { fn: FunctionFacts; route: Route } | undefined {
  const { module } = check;
  for (const fn of module.functions) {
    if (fn === check.fn || fn.cls !== check.fn.cls || fn.owner !== check.fn.owner || !CHANGES.test(nameOfFunction(module, fn))) continue;
    if (roleChecksIn(context.program, module, fn, context.options.roleChecks).length > 0) continue;
    const route = routesReaching(context, handlers, module, fn).find((one) => !requiresRole(one) && one.access !== 'unknown');
    if (route) return { fn, route };
  }
  return undefined;
}

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

function nameOfFunction(module: ModuleFacts, fn: FunctionFacts): string {
  if (fn.name) return fn.name;
  const member = fn.cls === undefined ? undefined : module.classes[fn.cls]?.members.find((one) => one.fn === fn.id);
  return member?.name ?? 'this function';
}
