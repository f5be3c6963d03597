import * as z from 'zod';
import type { Guard, Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { offsetOf } from '../arguments.ts';
import { lateGuard } from '../late-guard.ts';
import { missOf, prefixGuards, type Miss, type PrefixGuard } from './prefixes.ts';

const options = z.object({
  share: z.number().min(0).max(1).default(0.75).describe('Report a guard without a path when at least this share of its router\'s routes stands behind it.'),
});
type Options = z.infer<typeof options>;

const CASE_SENSITIVE = new Set(['fastify', 'koa', 'hono', 'elysia', 'hapi']);

/** Disallows guards that are registered too late, or on a prefix that misses the routes they are meant for (CWE-862, CWE-696; OWASP API5:2023; ASVS 5.0 requirement 8.3.1). */
export default {
  meta: {
    name: 'no-late-guard',
    description: 'Disallow guards that come after the routes they seem meant for, or on a prefix that does not cover them',
    rationale:
      'In Express, Koa and Hono a guard protects what is registered after it, under its path. A route that was added above it, a second version of the API, or a prefix that lacks a segment is open, and the guard is there for everyone to see.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '8.2',
    cwe: ['CWE-862', 'CWE-696'],
    owasp: ['API5:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    tooLate: '`{{name}}` is registered after {{routes}} and guards only what follows: anyone can call {{them}}. Register it before {{them}}, or move what is public on purpose to a router of its own.',
    version: '`{{name}}` guards `{{prefix}}`, and {{routes}} of another version {{are}} open to anyone. Register it for every version: `{{hint}}`.',
    case: '`{{name}}` guards `{{prefix}}`, which is written otherwise than {{routes}}: paths are compared letter by letter here, and anyone can call {{them}}. Write both alike.',
    segment: '`{{name}}` guards `{{prefix}}`, where there is no route, and {{routes}} {{are}} open to anyone. Its path lacks what the routes are mounted under. Register it for `{{hint}}`.',
  },
  check(context) {
    const told = new Set<Route>();
    for (const guard of prefixGuards(context)) ofPrefix(context, guard, told);
    const late = new Map<string, { guard: Guard; routes: Route[] }>();
    for (const route of context.map.routes) {
      if (!isOpen(route) || told.has(route)) continue;
      const guard = lateGuard(context, route);
      if (!guard) continue;
      const key = `${guard.appliedAt.file}:${guard.appliedAt.line}:${guard.appliedAt.column}`;
      const entry = late.get(key);
      if (entry) entry.routes.push(route); else late.set(key, { guard, routes: [route] });
    }
    for (const { guard, routes } of late.values()) ofOrder(context, guard, routes);
  },
} satisfies Rule<typeof options>;

function isOpen(route: Route): boolean {
  return route.access === 'public' && route.publicBy === undefined;
}

function ofOrder(context: RuleContext<Options>, guard: Guard, routes: Route[]): void {
  const module = context.program.module(guard.appliedAt.file);
  if (!module || !context.files.includes(module)) return;
  const behind = context.map.routes.filter((route) => route.guards.some((one) => one.appliedAt.file === guard.appliedAt.file && one.appliedAt.line === guard.appliedAt.line && one.appliedAt.column === guard.appliedAt.column));
  // What is open above the guard on a router that is half open is open by design.
  if (behind.length < context.options.share * (behind.length + routes.length) || !routes.some((route) => /^(POST|PUT|PATCH|DELETE|ALL)$/.test(route.method) || behind.some((one) => shareBeginning(one.path, route.path)))) return;
  const start = offsetOf(module, guard.appliedAt);
  context.report({ ...wording(context, routes), module, start, end: start + Math.max(1, guard.name.length), messageId: 'tooLate', identity: `late ${guard.name}`, confidence: 'medium', data: { ...wording(context, routes).data, name: guard.name } });
}

function shareBeginning(a: string, b: string): boolean {
  const first = (path: string): string => path.split('/').find((part) => part !== '' && !part.startsWith(':') && !/^(api|rest|v\d+)$/i.test(part)) ?? '';
  return first(a) !== '' && first(a) === first(b);
}

function ofPrefix(context: RuleContext<Options>, guard: PrefixGuard, told: Set<Route>): void {
  const open = context.map.routes.filter(isOpen);
  const { module, expr } = guard.site;
  const argument = expr.args[0]!;
  const before = open.filter((route) => isUnder(guard.prefix, route.path) && route.file === module.path && context.map.details.get(route)!.start < expr.start);
  const tell = (messageId: 'tooLate' | Miss, routes: Route[]): void => {
    if (routes.length === 0) return;
    routes.forEach((route) => told.add(route));
    const { related, data } = wording(context, routes);
    const hint = messageId === 'version' ? guard.prefix.replace(/\/v\d+/i, '/:version') : prefixIn(routes[0]!.path, guard.prefix);
    context.report({ module, start: argument.start, end: argument.end, messageId, related, identity: `${messageId} ${guard.prefix}`, confidence: 'high', data: { ...data, name: guard.name, prefix: guard.prefix, hint } });
  };
  tell('tooLate', before);
  const missed = (miss: Miss): Route[] => open.filter((route) => !told.has(route) && missOf(guard.prefix, route.path, CASE_SENSITIVE.has(route.framework)) === miss);
  tell('version', missed('version'));
  tell('case', missed('case'));
  // A guard that covers something is where it should be; the same name elsewhere is another thing.
  if (guard.covers.length === 0 && before.length === 0 && !context.map.routes.some((route) => isUnder(guard.prefix, route.path))) tell('segment', missed('segment'));
}

function isUnder(prefix: string, path: string): boolean {
  const lower = path.toLowerCase();
  return lower === prefix.toLowerCase() || lower.startsWith(`${prefix.toLowerCase()}/`);
}

/** The beginning of a path up to the end of the prefix that stands somewhere in it. */
function prefixIn(path: string, prefix: string): string {
  const at = path.toLowerCase().indexOf(prefix.toLowerCase());
  return at < 0 ? path : path.slice(0, at + prefix.length);
}

function wording(context: RuleContext<Options>, routes: Route[]): Pick<Report, 'related'> & { data: Record<string, string> } {
  const name = `${routes[0]!.method} ${routes[0]!.path}`;
  return {
    data: { routes: routes.length === 1 ? name : `${name} and ${routes.length - 1} more`, them: routes.length === 1 ? 'it' : 'them', are: routes.length === 1 ? 'is' : 'are' },
    related: routes.slice(0, 5).map((route) => {
      const detail = context.map.details.get(route)!;
      return { module: detail.module, start: detail.start, end: detail.end, message: `${route.method} ${route.path} is not covered.` };
    }),
  };
}
