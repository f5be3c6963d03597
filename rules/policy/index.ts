import * as z from 'zod';
import type { Guard, PolicyRequirement, Report, Route, Rule } from '../../src/model/index.ts';
import { entryFor, isProtecting } from '../../src/guards/index.ts';

const options = z.object({
  unknown: z.boolean().default(true).describe('Report routes whose access could not be resolved, too, as notes.'),
});

/** Requires the access that the configuration's policy asks for (OWASP API5:2023; CWE-284; ASVS 5.0 requirement 8.1.1). */
export default {
  meta: {
    name: 'policy',
    description: 'Require routes to have the access that the policy in the configuration asks for',
    rationale: 'Who may call what is a decision of the project, and code drifts from it. A policy that is written down once and checked on every change keeps the two together.',
    severity: 'error',
    precision: 'very-high',
    securitySeverity: '8.0',
    cwe: ['CWE-284'],
    owasp: ['API5:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    unmet: '{{route}} has to be {{wanted}} by the policy (`{{match}}`), and it is {{found}}. Whoever gets in now is more than was meant. Put the guard in front of it, or change the policy.',
    unresolved: '{{route}} has to be {{wanted}} by the policy (`{{match}}`), and what stands in front of it could not be resolved: {{found}}. Say under `guards` in the configuration what it proves.',
  },
  check(context) {
    const told = new Set<string>();
    for (const route of context.map.routes) {
      const entry = entryFor(context.config, route);
      if (!entry || entry.require === 'public' || meets(route, entry.require)) continue;
      const { module, start, end } = context.map.details.get(route)!;
      const unresolved = route.access === 'unknown' || route.guards.some((guard) => guard.proves === 'unknown');
      const name = `${route.method} ${route.path}`;
      if (told.has(name) || (unresolved && !context.options.unknown)) continue;
      told.add(name);
      const report: Report = {
        module, start, end, messageId: unresolved ? 'unresolved' : 'unmet', route: name, identity: name, confidence: unresolved ? 'low' : 'high',
        data: { route: name, match: entry.match, wanted: wantedInWords(entry.require), found: unresolved ? route.unknownReason ?? route.guards.find((guard) => guard.proves === 'unknown')?.reason ?? 'an element of it' : foundInWords(route) },
      };
      if (unresolved) report.severity = 'note';
      context.report(report);
    }
  },
} satisfies Rule<typeof options>;

function meets(route: Route, wanted: 'authenticated' | 'authorized' | PolicyRequirement): boolean {
  if (wanted === 'authenticated') return route.access === 'authenticated' || route.access === 'authorized';
  if (wanted === 'authorized') return route.access === 'authorized';
  const roles = wanted.roles ?? (wanted.role === undefined ? undefined : [wanted.role]);
  if (roles && !admitsOnly(route, roles)) return false;
  if (wanted.permission !== undefined && !route.guards.some((guard) => guard.proves === 'authorization' && guard.roles.includes(wanted.permission!))) return false;
  if (wanted.guard !== undefined && !route.guards.some((guard) => guard.name === wanted.guard && isProtecting(guard))) return false;
  return wanted.proves === undefined || route.guards.some((guard) => guard.proves === wanted.proves);
}

/** Some guard lets nobody through but those with one of the roles. */
function admitsOnly(route: Route, roles: string[]): boolean {
  const plain = (role: string): string => role.replace(/^(is|has|role)[_-]?(?=[A-Z])/, '').replace(/^role[_-]/i, '').replace(/[\s_-]/g, '').toLowerCase();
  const allowed = new Set(roles.map(plain));
  return route.guards.some((guard: Guard) => guard.proves === 'authorization' && guard.roles.length > 0 && guard.roles.every((role) => allowed.has(plain(role))));
}

function wantedInWords(wanted: 'public' | 'authenticated' | 'authorized' | PolicyRequirement): string {
  if (typeof wanted === 'string') return wanted;
  const parts = [
    ...(wanted.role ? [`for the role \`${wanted.role}\` only`] : []),
    ...(wanted.roles ? [`for the roles ${wanted.roles.map((role) => `\`${role}\``).join(', ')} only`] : []),
    ...(wanted.permission ? [`for holders of \`${wanted.permission}\``] : []),
    ...(wanted.guard ? [`behind \`${wanted.guard}\``] : []),
    ...(wanted.proves ? [`behind a check of ${wanted.proves}`] : []),
  ];
  return parts.join(' and ') || 'guarded';
}

function foundInWords(route: Route): string {
  const names = [...new Set(route.guards.filter(isProtecting).map((guard) => `\`${guard.name || 'its handler'}\``))];
  if (names.length === 0) return route.access;
  return `${route.access}${route.roles.length > 0 ? ` for ${route.roles.map((role) => `\`${role}\``).join(', ')}` : ''} (${names.join(', ')})`;
}
