import * as z from 'zod';
import type { Route, RouteDetail, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';
import { traceFrom, type Trace } from '../query-trace.ts';
import { looksAtCaller } from '../reached.ts';
import { mentionsRole } from '../role-mentions.ts';
import { ACTIONS, effectsOf, type Effect } from './actions.ts';
import { asksAgain, canAsk, guardAsksAgain } from './checks.ts';

const options = z.strictObject({
  actions: z.array(z.enum(ACTIONS)).default([...ACTIONS]).describe('What needs a fresh proof of who is calling. `api key` is asked for only where the application asks for one before another of these actions.'),
});
type Options = z.infer<typeof options>;

/** Requires a fresh proof of identity before an account's own credentials change (ASVS 5.0 requirements 6.2.3, 7.5.1; OWASP API2:2023; CWE-306, CWE-620). */
export default {
  meta: {
    name: 'require-reauthentication',
    description: 'Require the current password, a fresh login or a second factor before credentials change or an account is deleted',
    rationale:
      'A session that was left open, stolen or ridden on by a script should not be enough to take an account over for good. Whoever can set a new password or address, switch the second factor off or delete the account with the session alone locks its owner out.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.1',
    cwe: ['CWE-306', 'CWE-620'],
    owasp: ['API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    unasked: '{{route}} {{does}} with the session alone: neither the current password nor a code or a recent login is asked for on the way. Whoever gets hold of a session, or of an unlocked screen, {{gets}}. Ask for {{proof}} first.',
  },
  check(context) {
    const judged = judgedRoutes(context);
    if (judged.length === 0) return;
    const canAskFor = canAsk(context.program);
    const asked = new Set(judged.filter((one) => one.asks).map((one) => one.detail.application));
    const reported = new Set<string>();
    for (const { route, detail, effects, asks } of judged) {
      if (asks) continue;
      const effect = effects.find(({ action }) => context.options.actions.includes(action) && (action === 'password' || (canAskFor && (action !== 'api key' || asked.has(detail.application)))));
      const key = `${route.file}:${detail.start}`;
      if (!effect || reported.has(key) || !context.files.includes(detail.module)) continue;
      reported.add(key);
      report(context, route, detail, effect);
    }
  },
} satisfies Rule<typeof options>;

interface Judged { route: Route; detail: RouteDetail; effects: Effect[]; asks: boolean }

/** Routes that change the caller's own account. */
function judgedRoutes(context: RuleContext<Options>): Judged[] {
  return [...context.map.details].flatMap(([route, detail]): Judged[] => {
    if (!isOwn(route, detail)) return [];
    const trace = traceFrom(context.program, detail.handlers, route.framework, route.method);
    const effects = effectsOf(route, trace).sort((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action));
    if (effects.length === 0 || !isOfCaller(trace)) return [];
    return [{ route, detail, effects, asks: asksAgain(trace.functions) || guardAsksAgain(detail) }];
  });
}

const READS = /^(GET|HEAD|QUERY|OPTIONS|SUBSCRIPTION)$/;
const ELSEWHERE = /forgot|reset|recover|invit|verif|confirm|activat|register|sign-?up|onboard|setup|log-?in|sign-?in|callback|webhook|(^|[/._-])(admins?|staff|back-?office|management|internal|manage)([/._-]|$)/i;

/** About whoever is logged in: no step of sign-up, login or reset, nobody else's account, and nothing for staff. */
function isOwn(route: Route, { handlers }: RouteDetail): boolean {
  if (route.access !== 'authenticated' && route.access !== 'authorized') return false;
  if (route.publicBy !== undefined || READS.test(route.method) || handlers.length === 0 || isTestOrExample(route.file)) return false;
  return !ELSEWHERE.test(route.path) && !/[:*]/.test(route.path) && !route.roles.some((role) => /admin|staff|super|root|manager/i.test(role));
}

function isOfCaller(trace: Trace): boolean {
  return looksAtCaller(trace.functions) && !mentionsRole(trace.functions);
}

const DOES: Record<Effect['action'], string> = { password: 'sets a new password', email: 'changes the e-mail address of the account', 'second factor': 'switches the second factor off', 'account deletion': 'deletes the account', 'api key': 'issues an API key' };
const GETS: Record<Effect['action'], string> = {
  password: 'takes the account over and locks its owner out', email: 'takes the account over by having the password reset to another address', 'second factor': 'takes away what protects the account from a leaked password',
  'account deletion': 'destroys it', 'api key': 'keeps access after the session has ended',
};

function report(context: RuleContext<Options>, route: Route, { module, start, end }: RouteDetail, effect: Effect): void {
  const name = `${route.method} ${route.path}`;
  context.report({
    module, start, end, messageId: 'unasked', route: name, identity: `${name} ${effect.action}`, confidence: effect.action === 'password' || effect.action === 'second factor' ? 'medium' : 'low',
    data: {
      route: name, does: DOES[effect.action], gets: GETS[effect.action],
      proof: effect.action === 'password' ? 'the current password, and compare it,' : 'the password, a second factor or a recent login',
    },
    related: [{ module: effect.module, start: effect.start, end: effect.end, message: 'It happens here.' }],
  });
}
