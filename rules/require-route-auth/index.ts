import * as z from 'zod';
import type { Confidence, Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { patternOf } from '../../src/guards/route-pattern.ts';
import { relatedPlaces, whatWasFound } from './explain.ts';
import { changesState, nameOf, oddnessOf, type Oddness } from './peers.ts';
import { likelyPurpose } from './purpose.ts';
import { suggestSiblingGuard } from './suggestion.ts';

const options = z.object({
  public: z
    .array(z.string().regex(/^\s*([A-Za-z]+\s+)?\S+\s*$/))
    .default([])
    .describe('Routes that are public on purpose, as in the configuration: `GET /health`, `/webhooks/**`.'),
  conventions: z
    .boolean()
    .default(true)
    .describe('Take login, sign-up, refresh, password reset, OAuth, health, static and documentation endpoints for public on purpose.'),
  likely: z
    .boolean()
    .default(true)
    .describe('Take routes for public on purpose whose name or handler makes it likely: published and shared content, settings of the client, addresses that hold a key, handlers that check a password or keep nothing.'),
  methods: z.array(z.string()).default([]).describe('Report only routes that answer these methods; empty means all.'),
});
type Options = z.infer<typeof options>;

/** Requires that entry points refuse callers who are not known (OWASP API2:2023, API5:2023; CWE-306, CWE-862; ASVS 5.0 requirement 8.2.1). */
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
      '{{route}} can be called by anyone{{more}}, while {{guarded}} of the {{total}} {{kind}} beside it refuse unknown callers ({{guard}}): {{found}}. It looks forgotten. Put the same guard in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    unguardedMount:
      '{{route}} can be called by anyone{{more}}: {{found}}. Its router is mounted at {{mount}} without a guard, while {{guarded}} of the {{total}} routers that are mounted beside it have one ({{guard}}): it looks forgotten. Put the same guard in front of the router, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    noAuthentication:
      'Nothing in this application checks who is calling: all {{count}} entry points that are not public on purpose are open to anyone, {{route}} first. Whoever can reach the server can use them without logging in. Add authentication in front of the routes, or list what is public on purpose under `public` in the configuration.',
  },
  check(context) {
    const isReported = selector(context);
    const files = new Set(context.files);
    for (const routes of byKey(context.map.routes, (route) => context.map.details.get(route)!.application).values()) {
      const unchecked = routes.every((route) => route.access === 'public' && !route.guards.some(isProtecting));
      // Of an application that checks nobody, all of it is told at one place.
      const open = routes.filter((route) => (unchecked || files.has(context.map.details.get(route)!.module)) && isReported(route));
      if (open.length > 1 && unchecked) reportApplication(context, open);
      else for (const declared of byKey(open, (route) => `${route.file}:${context.map.details.get(route)!.start}`).values()) report(context, declared);
    }
  },
} satisfies Rule<typeof options>;

function selector(context: RuleContext<Options>): (route: Route) => boolean {
  const given = context.options;
  const patterns = given.public.map(patternOf);
  const methods = new Set(given.methods.map((method) => method.toUpperCase()));
  return (route) => {
    if (route.access !== 'public' || patterns.some((matches) => matches(route))) return false;
    if (methods.size > 0 && !methods.has(route.method) && route.method !== 'ALL') return false;
    if (route.publicBy) return route.publicBy.startsWith('convention:') && !given.conventions;
    return !given.likely || likelyPurpose(context, route) === undefined;
  };
}

function byKey<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list) list.push(item); else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function reportApplication(context: RuleContext<Options>, open: Route[]): void {
  const first = open[0]!;
  context.report({
    ...place(context, first), messageId: 'noAuthentication', route: nameOf(first), confidence: 'medium', identity: 'application',
    data: { count: String(open.length), route: nameOf(first) },
    related: open.slice(1, 6).map((route) => ({ ...place(context, route), message: `${nameOf(route)} is open as well.` })),
  });
}

/** One declaration may stand for several routes: a loop, a list of paths, a router mounted twice. */
function report(context: RuleContext<Options>, declared: Route[]): void {
  const route = declared.find(changesState) ?? declared[0]!;
  const odd = oddnessOf(context.map, route);
  const data: Record<string, string> = {
    route: nameOf(route), found: whatWasFound(context, route),
    more: declared.length > 1 ? ` (and so can ${declared.length === 2 ? 'another that is' : `${declared.length - 1} others that are`} declared here)` : '',
  };
  if (odd) Object.assign(data, { guarded: String(odd.guarded.length), total: String(odd.total), guard: odd.guard.inHandler ? 'in their handlers' : `\`${odd.guard.name}\``, kind: odd.kind === 'reads' ? 'reading routes' : 'routes', mount: route.mounts.at(-1)?.path ?? '/' });
  const made: Report = {
    ...place(context, route), messageId: messageFor(odd), data, route: nameOf(route), identity: nameOf(route),
    confidence: confidenceOf(declared, odd), related: relatedPlaces(context, route, odd?.guarded ?? []),
  };
  const suggestion = suggestSiblingGuard(context, route, odd);
  if (suggestion) made.suggestions = [suggestion];
  context.report(made);
}

function messageFor(odd: Oddness | undefined): string {
  return !odd ? 'unguarded' : odd.kind === 'mounts' ? 'unguardedMount' : 'unguardedSibling';
}

function confidenceOf(declared: Route[], odd: Oddness | undefined): Confidence {
  return odd || declared.some(changesState) ? 'high' : 'medium';
}

function place(context: RuleContext<Options>, route: Route): Pick<Report, 'module' | 'start' | 'end'> {
  const { module, start, end } = context.map.details.get(route)!;
  return { module, start, end };
}
