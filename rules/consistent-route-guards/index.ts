import * as z from 'zod';
import type { Report, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { circlesOf, isTelling } from '../../src/guards/index.ts';
import { looksAtCaller, reachedFrom } from '../reached.ts';
import { mentionsRole } from '../role-mentions.ts';
import { oddOnesOut, type OddOneOut } from './odd-one-out.ts';

const options = z.object({
  least: z.int().min(2).default(3).describe('How many routes beside it must have the guard at least.'),
  share: z.number().min(0.5).max(1).default(0.75).describe('Which share of the routes beside it must have the guard.'),
});
type Options = z.infer<typeof options>;

/** Requires the right that nearly all routes of a router, controller, folder or prefix ask for (OWASP API5:2023; CWE-862; ASVS 5.0 requirement 8.2.1). */
export default {
  meta: {
    name: 'consistent-route-guards',
    description: 'Require the role, permission or ownership check that nearly all routes beside it have',
    rationale:
      'Where nearly every route of a router asks for a right and one does not, that one was most likely forgotten: added later, copied from elsewhere, or moved. It works for everyone, so nobody notices.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.1',
    cwe: ['CWE-862'],
    owasp: ['API5:2023', 'API1:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    oddOneOut:
      '{{route}} only asks who is calling, while {{count}} of the {{total}} {{peers}} {{where}} also ask for a right ({{guard}}). It looks forgotten: any known caller can use it. Put the same guard in front of it, or say why it needs none with a comment `// authlint-disable-next-line consistent-route-guards -- <reason>`.',
  },
  check(context) {
    const odd = new Map<string, OddOneOut>();
    for (const circle of circlesOf(context.map.routes)) {
      if (!isTelling(circle, context.map.routes)) continue;
      for (const one of oddOnesOut(circle, context.options.least, context.options.share)) {
        const key = `${one.route.file}:${context.map.details.get(one.route)!.start}`;
        const before = odd.get(key);
        if (!before || one.circle.routes.length < before.circle.routes.length) odd.set(key, one);
      }
    }
    for (const one of odd.values()) if (isForgotten(context, one)) report(context, one);
  },
} satisfies Rule<typeof options>;

/** What is the caller's own needs no right, and a check that could not be followed may be the right itself. */
function isForgotten(context: RuleContext<Options>, { route, guard, carriers }: OddOneOut): boolean {
  const { handlers } = context.map.details.get(route)!;
  if (/\/(me|self|my|own|current|mine)(\/|$)|\b(me|self|my)[A-Z.]|\.(me|self|mine)$/.test(route.path)) return false;
  const reached = reachedFrom(context.program, handlers);
  if (handlers.length === 0 || mentionsRole(reached)) return false;
  return (guard.inHandler !== true && !addsToItem(route, carriers)) || !looksAtCaller(reached);
}

/** `POST /products/:id/reviews` beside `PUT /products/:id`: what stands below an item is another matter than the item, where none of the others is below it. */
function addsToItem(route: Route, carriers: Route[]): boolean {
  const below = /^(.*\/:[^/]+)\/[^/:]+$/.exec(route.path)?.[1];
  return below !== undefined && !carriers.some((one) => one.path.startsWith(`${below}/`));
}

function report(context: RuleContext<Options>, { route, guard, circle, carriers, total, peers }: OddOneOut): void {
  const { module, start, end } = context.map.details.get(route)!;
  const name = `${route.method} ${route.path}`;
  const made: Report = {
    module, start, end, messageId: 'oddOneOut', route: name, identity: name, confidence: guard.inHandler ? 'medium' : 'high',
    data: {
      route: name, count: String(carriers.length), total: String(total), peers, where: circle.kind === 'prefix' ? `under \`${circle.name}\`` : 'beside it',
      guard: guard.inHandler ? 'in their handlers' : `\`${guard.name}\`${guard.roles.length > 0 ? ` for ${guard.roles.map((role) => `\`${role}\``).join(', ')}` : ''}`,
    },
    related: carriers.slice(0, 3).map((one) => {
      const detail = context.map.details.get(one)!;
      return { module: detail.module, start: detail.start, end: detail.end, message: `${one.method} ${one.path} has it.` };
    }),
  };
  context.report(made);
}
