import { z } from 'zod';
import type { Confidence, Report, Route, RouteDetail, Rule, RuleContext } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { patternOf } from '../../src/guards/intent.ts';
import { suggestSiblingGuard } from './suggestion.ts';

const options = z.object({
  public: z.array(z.string()).default([]).describe('Routes that are public on purpose, as in the configuration: `GET /health`, `/webhooks/**`.'),
  conventions: z.boolean().default(true).describe('Take login, sign-up, refresh, password reset, OAuth, health, static and documentation endpoints for public on purpose.'),
  methods: z.array(z.string()).default([]).describe('Report only these methods; empty means all.'),
});
type Options = z.infer<typeof options>;

const CHANGES_STATE = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'ALL', 'MUTATION', 'ACTION', 'RPC']);

/** Requires that entry points refuse callers who are not known (OWASP API2:2023, API5:2023; CWE-306, CWE-862; ASVS 5.0 requirement 8.3.1). */
export default {
  meta: {
    name: 'require-route-auth',
    description: 'Require every entry point to check who is calling, unless it is public on purpose',
    rationale:
      'A route without a check is open to anyone who knows its address, and addresses are easy to find. Most broken access control is not a clever bypass but a route on which nobody put the guard that its neighbours have.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '8.6',
    cwe: ['CWE-306', 'CWE-862'],
    owasp: ['API2:2023', 'API5:2023'],
    preset: 'recommended',
    hasSuggestions: true,
  },
  options,
  messages: {
    unguarded:
      '{{route}} can be called by anyone{{more}}: {{found}}. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    unguardedSibling:
      '{{route}} can be called by anyone{{more}}, while {{guarded}} of the {{total}} routes beside it refuse unknown callers ({{guard}}): {{found}}. It looks forgotten. Put the same guard in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    noAuthentication:
      'None of the {{count}} entry points of this application checks who is calling; {{route}} is the first. Anyone who can reach the server can use all of them. Add authentication in front of the routes, or list what is public on purpose under `public` in the configuration.',
  },
  check(context) {
    const patterns = context.options.public.map(patternOf);
    const isReported = (route: Route): boolean =>
      route.access === 'public' && !patterns.some((matches) => matches(route)) && isMeant(route, context.options)
      && (context.options.methods.length === 0 || context.options.methods.includes(route.method));
    const open = context.map.routes.filter(isReported);
    if (open.length === 0) return;
    if (context.map.routes.every((route) => route.access === 'public' && !route.guards.some(isProtecting))) {
      reportApplication(context, open);
      return;
    }
    for (const routes of bySite(context, open).values()) report(context, routes);
  },
} satisfies Rule<typeof options>;

function isMeant(route: Route, given: Options): boolean {
  if (!route.publicBy) return true;
  return route.publicBy.startsWith('convention:') && !given.conventions;
}

function reportApplication(context: RuleContext<Options>, open: Route[]): void {
  const first = open[0]!;
  const detail = context.map.details.get(first)!;
  context.report({
    ...place(detail), messageId: 'noAuthentication', route: nameOf(first), confidence: 'medium', identity: 'application',
    data: { count: String(open.length), route: nameOf(first) },
    related: open.slice(1, 6).map((route) => ({ ...place(context.map.details.get(route)!), message: `${nameOf(route)} is open as well` })),
  });
}

/** One declaration may stand for several routes: a loop, a list of paths, a router mounted twice. */
function bySite(context: RuleContext<Options>, routes: Route[]): Map<string, Route[]> {
  const sites = new Map<string, Route[]>();
  for (const route of routes) {
    const { start } = context.map.details.get(route)!;
    const key = `${route.file}:${start}`;
    const list = sites.get(key);
    if (list) list.push(route); else sites.set(key, [route]);
  }
  return sites;
}

function report(context: RuleContext<Options>, routes: Route[]): void {
  const route = routes[0]!;
  const detail = context.map.details.get(route)!;
  const siblings = context.map.routes.filter((one) => one.group === route.group && one !== route);
  const guarded = siblings.filter((one) => one.access === 'authenticated' || one.access === 'authorized');
  const odd = guarded.length >= 2 && guarded.length * 2 >= siblings.length;
  const guard = guarded.flatMap((one) => one.guards).find(isProtecting);
  const data = {
    route: nameOf(route), found: whatWasFound(route), more: routes.length > 1 ? ` (so can ${routes.length - 1} more that this line declares)` : '',
    guarded: String(guarded.length), total: String(siblings.length), guard: guard ? `\`${guard.name}\`` : '',
  };
  const made: Report = {
    ...place(detail), messageId: odd ? 'unguardedSibling' : 'unguarded', data, route: nameOf(route), identity: nameOf(route),
    confidence: confidenceOf(route, odd), related: related(context, route, odd ? guarded : []),
  };
  const suggestion = suggestSiblingGuard(context, detail, siblings);
  if (suggestion) made.suggestions = [suggestion];
  context.report(made);
}

function confidenceOf(route: Route, odd: boolean): Confidence {
  if (odd || CHANGES_STATE.has(route.method)) return 'high';
  return 'medium';
}

/** What stands in front of the route, and why it is not enough. */
function whatWasFound(route: Route): string {
  const weak = route.guards.filter((guard) => guard.name !== '' && (guard.reason !== undefined || guard.populates === true));
  const last = weak.at(-1);
  if (!last) return 'no guard stands in front of it, and its handler refuses nobody';
  return `\`${last.name}\` stands in front of it, but ${last.reason ?? 'only sets what it learns and refuses nobody'}`;
}

function related(context: RuleContext<Options>, route: Route, guarded: Route[]): Report['related'] {
  const found: NonNullable<Report['related']> = [];
  const at = (file: string, line: number, column: number, message: string): void => {
    const module = context.program.module(file);
    if (!module) return;
    const start = (module.lineStarts[line - 1] ?? 0) + column - 1;
    found.push({ module, start, end: Math.min(start + 1, module.length), message });
  };
  for (const mount of route.mounts) at(mount.file, mount.line, mount.column ?? 1, `its router is mounted here at ${mount.path}`);
  for (const guard of route.guards) {
    if (guard.name !== '' && guard.reason) at(guard.appliedAt.file, guard.appliedAt.line, guard.appliedAt.column, `\`${guard.name}\`: ${guard.reason}`);
  }
  for (const sibling of guarded.slice(0, 2)) at(sibling.file, sibling.line, sibling.column, `${nameOf(sibling)} has ${sibling.guards.filter(isProtecting).map((one) => `\`${one.name}\``).join(', ')}`);
  return found;
}

function place(detail: RouteDetail): { module: RouteDetail['module']; start: number; end: number } {
  return { module: detail.module, start: detail.start, end: detail.end };
}

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}
