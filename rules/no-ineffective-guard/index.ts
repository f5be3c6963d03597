import * as z from 'zod';
import type { Report, Rule, RuleContext } from '../../src/model/index.ts';
import { lineEndAfter } from '../../src/link/index.ts';
import { isTestOrExample } from '../file-role.ts';
import { clientClaimIn } from './client-claims.ts';
import { placedFunctions, promisesToRefuse, refusesSomewhere, setsSomething, startsLikeCheck, type Placed } from './elements.ts';
import { unreadMetadata } from './metadata.ts';
import { unawaitedChecks } from './unawaited.ts';

const options = z.object({
  switches: z.boolean().default(false).describe('Report guards that an environment variable or a setting switches off, too.'),
});
type Options = z.infer<typeof options>;

/** Disallows guards that refuse nobody (CWE-287, CWE-290, CWE-807; OWASP API2:2023, API5:2023; ASVS 5.0 requirement 8.3.1). */
export default {
  meta: {
    name: 'no-ineffective-guard',
    description: 'Disallow guards that refuse nobody, or that callers can talk their way past',
    rationale:
      'A guard that never refuses is worse than none: whoever reads the route sees a lock. It lets everyone through because a check is not awaited, its failure is swallowed, it only asks whether a token is there, or it believes what the caller says of itself.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '8.6',
    cwe: ['CWE-287', 'CWE-290', 'CWE-807'],
    owasp: ['API2:2023', 'API5:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    presenceOnly: '`{{name}}` only looks whether a credential is there, not whether it is good: any made-up one gets past it, to {{routes}}. Verify the token or look the session up, and refuse when that fails.',
    optional: '`{{name}}` refuses a bad credential and lets callers through that send none, to {{routes}}. What stands behind it is open to anyone. Refuse when there is no credential, or call it by a name that says it is optional.',
    neverRefuses: '`{{name}}` stands in front of {{routes}} like a check and refuses nobody: every way through it lets the request go on. Answer 401 or 403, or throw, when the caller is not known or has no right.',
    dropped: '`{{name}}` gives a promise, and nobody waits for it: when the check fails, the request has gone on. Write `await` in front of it.',
    truthy: '`{{name}}` gives a promise, and a promise is always true: this check never fails. Write `await` in front of it.',
    clientClaim: '`{{name}}` decides by {{what}}, which the caller writes: whoever asks for the right has it. Take the role from the verified token or from the user record.',
    unreadMetadata: 'No guard of this project reads the metadata `{{key}}` that is set here: the decorator demands nothing. Read it in a guard (`reflector.getAllAndOverride({{key}}, ...)`) and refuse who does not meet it.',
    switchedOff: '`{{name}}` lets everyone through when {{what}} says so. A setting that is wrong, or missing, in production opens {{routes}}. Leave the check on everywhere, and use a test account instead.',
  },
  check(context) {
    const files = new Set(context.files);
    for (const placed of placedFunctions(context)) {
      if (!files.has(placed.module) || isTestOrExample(placed.module.path)) continue;
      ofFunction(context, placed);
    }
    for (const { module, span, name, how } of unawaitedChecks(context.program, context.files)) {
      context.report({ module, start: span.start, end: span.end, messageId: how, data: { name }, confidence: 'high', identity: `${how} ${name}` });
    }
    for (const { module, span, key } of unreadMetadata(context.program, context.files)) {
      context.report({ module, start: span.start, end: span.end, messageId: 'unreadMetadata', data: { key }, confidence: 'medium', identity: key });
    }
  },
} satisfies Rule<typeof options>;

function ofFunction(context: RuleContext<Options>, placed: Placed): void {
  const { guard, module, fn, open } = placed;
  const claim = clientClaimIn(module, fn);
  const name = guard.name;
  if (claim && !placed.protects) {
    context.report({ module, start: claim.span.start, end: claim.span.end, messageId: 'clientClaim', data: { name, what: claim.what }, confidence: 'high', identity: `claim ${name}` });
    return;
  }
  const weak = open.length > 0 && !placed.protects ? weaknessOf(placed) : undefined;
  const switched = context.options.switches && (guard.unless?.length ?? 0) > 0;
  if (!weak && !switched) return;
  const head = Math.min(fn.end, Math.max(fn.start + 1, lineEndAfter(module, fn.start) ?? fn.end));
  const made: Report = { module, start: fn.start, end: head, messageId: weak ?? 'switchedOff', data: { name, routes: routesInWords(placed), what: (guard.unless ?? []).map((one) => `\`${one}\``).join(' or ') }, identity: `${weak ?? 'switchedOff'} ${name}` };
  made.confidence = weak === 'neverRefuses' ? 'medium' : 'high';
  made.related = open.slice(0, 5).map((route) => {
    const detail = context.map.details.get(route)!;
    return { module: detail.module, start: detail.start, end: detail.end, message: `${route.method} ${route.path} relies on it.` };
  });
  context.report(made);
}

function weaknessOf({ guard, module, fn, open, guarded }: Placed): 'presenceOnly' | 'optional' | 'neverRefuses' | undefined {
  if (guard.weakness === 'presence-only') return /csrf|xsrf|captcha|tenant|org|locale|version/i.test(guard.name) ? undefined : 'presenceOnly';
  // What stands in front of everything, and of little that nothing else protects, is there for something else.
  if (!promisesToRefuse(guard.name) || guarded > open.length) return undefined;
  if (guard.weakness === 'optional') return 'optional';
  if (guard.weakness !== 'none-refused' || !startsLikeCheck(guard.name)) return undefined;
  if (refusesSomewhere(module, fn)) return 'optional';
  return setsSomething(module, fn) ? undefined : 'neverRefuses';
}

function routesInWords({ open }: Placed): string {
  const first = open[0];
  if (!first) return 'the routes behind it';
  const name = `${first.method} ${first.path}`;
  return open.length === 1 ? name : open.length === 2 ? `${name} and another route` : `${name} and ${open.length - 1} other routes`;
}
