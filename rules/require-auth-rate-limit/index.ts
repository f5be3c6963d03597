import * as z from 'zod';
import type { ModuleFacts, Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { conventionOf } from '../../src/guards/conventions.ts';
import { offsetOf } from '../arguments.ts';
import { isTestOrExample } from '../file-role.ts';
import { reachedFrom } from '../reached.ts';
import { handlesCredentials, importsLimiter, isLimit, limits } from './limits.ts';

const options = z.object({
  flows: z
    .array(z.enum(['login', 'sign-up', 'password reset', 'verification', 'token refresh']))
    .default(['login', 'sign-up', 'password reset', 'verification'])
    .describe('The entry points that have to be limited.'),
});
type Options = z.infer<typeof options>;

const ASKS = new Set(['POST', 'PUT', 'PATCH', 'MUTATION', 'RPC', 'ACTION', 'ALL']);

/** Requires a limit on how often credentials can be tried (OWASP API4:2023, API2:2023; CWE-307, CWE-799; ASVS 5.0 requirement 6.3.1). */
export default {
  meta: {
    name: 'require-auth-rate-limit',
    description: 'Require a limit on how often login, sign-up, password reset and one-time codes can be tried',
    rationale:
      'Passwords are guessed and reused, and six digits are a million tries. Where nothing counts the attempts, a script makes them all, with lists of passwords that leaked elsewhere.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.5',
    cwe: ['CWE-307', 'CWE-799'],
    owasp: ['API4:2023', 'API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    unlimited: '{{route}} ({{flow}}) can be tried as often as anyone likes, while other routes of this application are limited. A script can try passwords and codes without end. Put a limiter in front of it, by address and by account.',
    noLimiter: 'Nothing limits how often {{route}} ({{flow}}){{more}} can be tried. A script can try passwords and codes without end. Put a limiter in front of these routes, by address and by account (for example `express-rate-limit`, `@nestjs/throttler`, `@fastify/rate-limit`).',
  },
  check(context) {
    const files = new Set(context.files);
    const open = new Map<string, { route: Route; flow: string }[]>();
    const details = [...context.map.details].map(([route, detail]) => ({ route, detail, isLimited: detail.passed.some((guard) => isLimit(context, guard)) }));
    const limited = new Set(details.flatMap(({ detail, isLimited }) => (isLimited ? [detail.application] : [])));
    const elsewhere = importsLimiter(context.program.modules);
    for (const { route, detail, isLimited } of details) {
      // Where no route of an application is limited, all of them are told of at one; a limiter that is loaded and stands in front of no route that is known may stand in front of all.
      if (limited.has(detail.application) ? !files.has(detail.module) : elsewhere) continue;
      const flow = conventionOf(route);
      if (isLimited || !flow || !ASKS.has(route.method) || !context.options.flows.includes(flow as never) || isTestOrExample(route.file)) continue;
      const reached = reachedFrom(context.program, detail.handlers);
      if (detail.handlers.length === 0 || reached.some(limits) || !handlesCredentials(reached)) continue;
      const list = open.get(detail.application);
      if (list) list.push({ route, flow }); else open.set(detail.application, [{ route, flow }]);
    }
    for (const [application, routes] of open) {
      if (limited.has(application)) for (const one of routes) report(context, [one], 'unlimited');
      else report(context, routes, 'noLimiter');
    }
  },
} satisfies Rule<typeof options>;

const ORDER = ['login', 'password reset', 'verification', 'sign-up', 'token refresh'];

function report(context: RuleContext<Options>, routes: { route: Route; flow: string }[], messageId: string): void {
  const [first, ...others] = routes.toSorted((a, b) => ORDER.indexOf(a.flow) - ORDER.indexOf(b.flow));
  const { route, flow } = first!;
  const { module, start, end } = context.map.details.get(route)!;
  const name = `${route.method} ${route.path}`;
  const made: Report = {
    module, start, end, messageId, route: name, identity: messageId === 'noLimiter' ? 'application' : name, confidence: flow === 'login' || messageId === 'unlimited' ? 'medium' : 'low',
    data: { route: name, flow, more: others.length === 0 ? '' : others.length === 1 ? ` and ${others[0]!.route.method} ${others[0]!.route.path}` : ` and ${others.length} more such routes` },
    related: [
      ...others.slice(0, 8).map((one) => {
        const detail = context.map.details.get(one.route)!;
        return { module: detail.module, start: detail.start, end: detail.end, message: `${one.route.method} ${one.route.path} (${one.flow}) is not limited either.` };
      }),
      ...placesAround(context, route).map((place) => ({ ...place, message: 'A limiter here covers what is beside it, too.' })),
    ],
  };
  context.report(made);
}

/** Where the router or controller of a route is made, and where it is mounted. */
function placesAround(context: RuleContext<Options>, { group, mounts }: Route): { module: ModuleFacts; start: number; end: number }[] {
  const [, file, line, column] = /^(.+):(\d+):(\d+)$/.exec(group) ?? [];
  const places = [...(file === undefined ? [] : [{ file, line: Number(line), column: Number(column) }]), ...mounts];
  return places.flatMap((place) => {
    const module = context.program.module(place.file);
    const start = module && offsetOf(module, { line: place.line, column: place.column ?? 1 });
    return module && start !== undefined ? [{ module, start, end: Math.min(start + 1, module.length) }] : [];
  });
}
