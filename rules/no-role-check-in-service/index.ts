import * as z from 'zod';
import type { FunctionFacts, ModuleFacts, Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { sideOf } from '../file-role.ts';
import { nameOfFunction } from '../function-names.ts';
import { isChecker, roleChecksIn, type RoleCheck } from './checks.ts';
import { handlersOf, routesReaching, type Handlers } from './reach.ts';
import { requiresRole } from './required.ts';
import { isServiceFunction } from './service.ts';
import { uncheckedSibling } from './siblings.ts';

const options = z.object({
  roleChecks: z.array(z.string()).default([]).describe('Names of functions that check a role or permission, beyond the usual ones.'),
});
type Options = z.infer<typeof options>;

/** Requires that who may do something is decided at the route (OWASP API5:2023; CWE-862, CWE-863; ASVS 5.0 requirement 8.2.1). */
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
      '`{{fn}}` {{checks}} itself, and {{routes}} without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.',
    siblingUnchecked:
      '`{{fn}}` {{checks}} itself, but `{{sibling}}` beside it checks nothing and is reached by {{siblingRoute}}. A check inside a service protects only the function it stands in. Require the role at the routes, in front of the handlers.',
  },
  check(context) {
    if (context.map.routes.length === 0) return;
    const handlers = handlersOf(context);
    const names = [...new Set([...context.options.roleChecks, ...context.config.roleChecks])];
    for (const module of context.files) {
      if (sideOf(module) === 'browser') continue;
      for (const fn of module.functions) {
        if (!isServiceFunction(module, fn, handlers)) continue;
        const [check] = roleChecksIn(context.program, module, fn, names);
        if (check && !isChecker(module, fn)) report(context, handlers, module, fn, check, names);
      }
    }
  },
} satisfies Rule<typeof options>;

function report(context: RuleContext<Options>, handlers: Handlers, module: ModuleFacts, fn: FunctionFacts, check: RoleCheck, names: string[]): void {
  const { program } = context;
  const open = routesReaching(program, handlers, module, fn).filter((route) => route.access !== 'unknown' && !requiresRole(route, check, module.path));
  if (open.length === 0) return;
  const sibling = uncheckedSibling(program, handlers, module, fn, names);
  const related: NonNullable<Report['related']> = [];
  const add = (route: Route, message: string): void => {
    const detail = context.map.details.get(route)!;
    related.push({ module: detail.module, start: detail.start, end: detail.end, message });
  };
  if (sibling) add(sibling.route, `${nameOf(sibling.route)} reaches \`${fullName(module, sibling.fn)}\`, which checks nothing.`);
  for (const route of open.slice(0, 5)) add(route, `${nameOf(route)} reaches the check without requiring a role itself.`);
  const data = {
    fn: fullName(module, fn),
    checks: inWords(check),
    routes: open.length === 1 ? `${nameOf(open[0]!)} reaches it` : `${open.length} routes reach it`,
    ...(sibling ? { sibling: fullName(module, sibling.fn), siblingRoute: nameOf(sibling.route) } : {}),
  };
  context.report({
    module, start: check.span.start, end: check.span.end, messageId: sibling ? 'siblingUnchecked' : 'checkedInService', data, related,
    confidence: sibling ? 'high' : 'medium', identity: `${data.fn} ${check.roles.join()}`,
  });
}

function inWords({ roles, denied }: RoleCheck): string {
  if (roles.length === 0) return denied ? 'turns some roles away' : 'checks a role or permission';
  const list = roles.map((role) => `\`${role}\``);
  const named = [list.slice(0, -1).join(', '), list.at(-1)].filter((one) => one !== '').join(' or ');
  return denied ? `turns ${named} away` : `checks for ${named}`;
}

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

/** `BookService.remove`; of a function without a name, that of the function around it. */
function fullName(module: ModuleFacts, fn: FunctionFacts): string {
  const name = nameOfFunction(module, fn);
  const around = module.functions[fn.owner];
  if (name === '' && around) return fullName(module, around);
  const cls = fn.cls === undefined ? '' : module.classes[fn.cls]!.name;
  return cls ? `${cls}.${name}` : name || 'this function';
}
