import * as z from 'zod';
import type { AuthMap, FunctionValue, Guard, Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { circlesAround, isProtecting, isTelling } from '../../src/guards/index.ts';
import { looksAtCaller, reachedFrom } from '../reached.ts';
import { mentionsRole } from '../role-mentions.ts';
import { privilegeOf, type Privilege } from './privileged.ts';
import { comparesSecret } from './shared-secret.ts';

const options = z.object({
  paths: z.array(z.string()).default([]).describe('Further beginnings of paths (or of names of operations) that are for privileged callers only: `/internal`, `billing.`.'),
  ignore: z.array(z.string()).default([]).describe('Beginnings of paths (or of names of operations) that every known caller may use.'),
});
type Options = z.infer<typeof options>;

/** Requires that privileged entry points ask for a role or permission (OWASP API5:2023; CWE-862, CWE-269; ASVS 5.0 requirement 8.2.1). */
export default {
  meta: {
    name: 'require-route-role',
    description: 'Require privileged entry points to ask for a role or permission, not only for a known caller',
    rationale:
      'To be logged in is not to be an administrator. An administrative route that only authenticates gives every user, including the one who signed up a minute ago, what was meant for a few: this is how ordinary accounts become administrators.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '8.1',
    cwe: ['CWE-862', 'CWE-269'],
    owasp: ['API5:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    missingRole:
      '{{route}} is open to every known caller: {{guards}} and asks for no role or permission. This is {{what}}. Any account is enough to use it. Put a guard in front of it that asks for the role.',
    missingRoleBeside:
      '{{route}} is open to every known caller, while {{count}} beside it ask for {{roles}}: {{guards}} and asks for no role or permission. This is {{what}}. Any account is enough to use it. Put the same guard in front of it: `{{guard}}`.',
  },
  check(context) {
    const reported = new Set<string>();
    const files = new Set(context.files);
    for (const route of context.map.routes) {
      if (route.access !== 'authenticated' || route.publicBy !== undefined) continue;
      const detail = context.map.details.get(route)!;
      if (!files.has(detail.module)) continue;
      const key = `${route.file}:${detail.start}`;
      if (reported.has(key)) continue;
      const privilege = wanted(context, route);
      if (!privilege || !isPlain(context, route, privilege)) continue;
      reported.add(key);
      report(context, route, privilege);
    }
  },
} satisfies Rule<typeof options>;

function wanted(context: RuleContext<Options>, route: Route): Privilege | undefined {
  const starts = (prefix: string): boolean => route.path.toLowerCase().startsWith(prefix.toLowerCase());
  if (context.options.ignore.some(starts)) return undefined;
  const listed = context.options.paths.find(starts);
  return listed === undefined ? privilegeOf(route) : { kind: 'admin', what: `listed as privileged (\`${listed}\`)`, words: [listed] };
}

const SPECIAL = /basic_?auth|admin|role|permission|acl|rbac|policy|scope|allow|restrict|authori[sz]e|can(?=[A-Z])|staff|super|owner|grant|abilit|internal|service|system|machine|cron|master|root|operator|moderator|secret|api_?key|webhook|signature|hmac/i;

/** Nothing says that the callers who are known here are already the privileged ones. */
function isPlain(context: RuleContext<Options>, route: Route, privilege: Privilege): boolean {
  const protecting = route.guards.filter(isProtecting);
  if (protecting.some((guard) => guard.proves !== 'authentication' || SPECIAL.test(guard.name) || SPECIAL.test(guard.file.split('/').at(-1)!))) return false;
  if (route.guards.some((guard) => guard.proves === 'unknown')) return false;
  const { application, handlers, chain } = context.map.details.get(route)!;
  const others = context.map.routes.filter((one) => context.map.details.get(one)!.application === application && isGuarded(one));
  const privileged = others.filter((one) => privilegeOf(one)?.kind === 'admin');
  // An application that is all administration has its own kind of accounts.
  if (privilege.kind === 'admin' && others.length > 3 && privileged.length * 10 >= others.length * 6 && !others.some((one) => one.roles.length > 0)) return false;
  const around = chain.filter((value): value is FunctionValue => value.kind === 'function' && protecting.some((guard) => guard.inHandler && guard.file === value.module.path));
  const reached = reachedFrom(context.program, handlers);
  if (mentionsRole(reached) || mentionsRole(reachedFrom(context.program, around)) || comparesSecret(context.program, reached)) return false;
  if (privilege.kind === 'admin') return true;
  return handlers.length > 0 && others.some((one) => one.roles.length > 0 || one.access === 'authorized') && !looksAtCaller(reached);
}

function isGuarded(route: Route): boolean {
  return route.access === 'authenticated' || route.access === 'authorized';
}

function report(context: RuleContext<Options>, route: Route, privilege: Privilege): void {
  const { module, start, end } = context.map.details.get(route)!;
  const beside = siblingsWithRole(context.map, route);
  const name = `${route.method} ${route.path}`;
  const data: Record<string, string> = { route: name, what: privilege.what, guards: guardsInWords(route) };
  const made: Report = { module, start, end, messageId: 'missingRole', data, route: name, identity: name, confidence: privilege.kind === 'admin' ? 'high' : 'medium' };
  if (beside) {
    Object.assign(data, { count: beside.routes.length === 1 ? 'another' : `${beside.routes.length} others`, roles: beside.guard.roles.length > 0 ? beside.guard.roles.map((role) => `\`${role}\``).join(', ') : 'a right', guard: beside.guard.name });
    made.messageId = 'missingRoleBeside';
    made.confidence = 'high';
  }
  made.related = (beside?.routes ?? []).slice(0, 3).map((one) => {
    const detail = context.map.details.get(one)!;
    return { module: detail.module, start: detail.start, end: detail.end, message: `${one.method} ${one.path} has \`${beside!.guard.name}\`.` };
  });
  context.report(made);
}

function guardsInWords(route: Route): string {
  const names = [...new Set(route.guards.filter(isProtecting).map((guard) => (guard.inHandler ? 'a check in its handler' : `\`${guard.name}\``)))];
  return names.length === 1 ? `${names[0]} only finds out who is calling` : `${names.join(', ')} only find out who is calling`;
}

/** Routes of the same router or prefix with a guard that asks for a role. */
function siblingsWithRole(map: AuthMap, route: Route): { guard: Guard; routes: Route[] } | undefined {
  for (const circle of circlesAround(map.routes, route).filter((one) => isTelling(one, map.routes))) {
    const shared = circle.shared.find((one) => one.guard.proves === 'authorization' && !one.guard.inHandler && !one.carriers.includes(route));
    if (shared) return { guard: shared.guard, routes: shared.carriers };
  }
  return undefined;
}
