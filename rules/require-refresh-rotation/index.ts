import * as z from 'zod';
import type { Confidence, FunctionFacts, Report, Rule, RuleContext, Severity } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';
import { candidatesIn } from './handlers.ts';
import type { Candidate } from './handlers.ts';
import { trace } from '../token-trace.ts';
import { judge } from './verdict.ts';
import type { Fault, Verdict } from './verdict.ts';

const options = z.object({
  reuseDetection: z.boolean().default(true).describe('Also report handlers that rotate the refresh token but do nothing when an old one comes back.'),
  parallel: z.boolean().default(true).describe('Also report a rotation that two exchanges of one token at the same time both get through.'),
  ignore: z.array(z.string()).default([]).describe('Names of handlers and functions that are right as they are, for example because the tokens are bound to the sender.'),
});
type Options = z.infer<typeof options>;

const WEIGHT: Record<Fault, { severity: Severity; confidence: Confidence }> = {
  notRotated: { severity: 'warning', confidence: 'high' },
  oldStaysValid: { severity: 'warning', confidence: 'medium' },
  reuseUndetected: { severity: 'note', confidence: 'low' },
  raced: { severity: 'note', confidence: 'low' },
};

/** Requires the exchange of a refresh token to replace it (RFC 9700 section 4.14.2, ASVS 5.0 requirement 10.4.5). */
export default {
  meta: {
    name: 'require-refresh-rotation',
    description: 'Require the exchange of a refresh token to replace that token',
    rationale:
      'A refresh token is worth a login for as long as it is valid. Where it is exchanged again and again without being replaced, whoever has copied it keeps access for its whole lifetime and nobody notices. With rotation a copied token works once at most, and its second use gives the theft away.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.5',
    cwe: ['CWE-613', 'CWE-294'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    notRotated:
      '{{handler}} exchanges a refresh token for an access token and leaves the refresh token in use. A copied token then gives access until it expires, and nobody notices. Issue a new refresh token with each access token, and invalidate the one that was presented.',
    oldStaysValid:
      '{{handler}} issues a new refresh token, but the one that was presented stays valid. A copied token keeps working next to the new one. Delete or revoke the presented token, or overwrite it where it is stored, before the new one is sent.',
    reuseUndetected:
      '{{handler}} rotates the refresh token, but an old one that comes back is only refused. That is the sign of a stolen token: either the thief or the owner has used it. When a token that was already exchanged is presented, revoke all tokens of that login.',
    raced:
      '{{handler}} looks the refresh token up and takes it out of use in two steps: this write selects the record by its identifier alone, and nobody looks at whether it still was in use. Two requests with one token at the same time both get new tokens, and a thief goes unnoticed. Add the state to the condition (not revoked, not used), and refuse when no record was changed.',
  },
  check(context) {
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path)));
    const judged = candidatesIn(context)
      .filter((candidate) => !context.options.ignore.includes(candidate.name) && !candidate.opaque)
      .map((candidate) => {
        const traced = trace(context.program, candidate.functions);
        return { candidate, traced, verdict: judge(context.program, traced, candidate.named, { reuse: context.options.reuseDetection, race: context.options.parallel }) };
      });
    const seen = new Set<string>();
    for (const { candidate, traced, verdict } of judged) {
      if (!verdict || !wanted.has(verdict.module)) continue;
      // What another handler calls is judged together with that handler.
      const own = candidate.functions.at(-1)!.fn;
      if (judged.some((other) => other.candidate !== candidate && issues(other.traced) && calls(other.traced, other.candidate, own) && !calls(traced, candidate, other.candidate.functions.at(-1)!.fn))) continue;
      const place = `${verdict.module.path}:${verdict.at.start}`;
      if (seen.has(place)) continue;
      seen.add(place);
      context.report(reportOf(context, candidate, verdict));
    }
  },
} satisfies Rule<typeof options>;

function issues(traced: ReturnType<typeof trace>): boolean {
  return traced.events.some((event) => event.what === 'access');
}

function calls(traced: ReturnType<typeof trace>, candidate: Candidate, fn: FunctionFacts): boolean {
  return candidate.functions.at(-1)!.fn !== fn && traced.visited.has(fn);
}

function reportOf(context: RuleContext<Options>, candidate: Candidate, verdict: Verdict): Report {
  const { detail } = candidate;
  const related: NonNullable<Report['related']> = [];
  if (detail) related.push({ module: detail.module, start: detail.start, end: detail.end, message: 'The route.' });
  if (verdict.issued) related.push({ module: verdict.issued.module, ...verdict.issued.at, message: 'The access token is made here.' });
  if (verdict.renewed && !(verdict.issued?.module === verdict.renewed.module && verdict.issued.at.start === verdict.renewed.at.start)) related.push({ module: verdict.renewed.module, ...verdict.renewed.at, message: 'The new refresh token is made here.' });
  const report: Report = {
    module: verdict.module, start: verdict.at.start, end: verdict.at.end, messageId: verdict.fault, ...WEIGHT[verdict.fault],
    data: { handler: `\`${candidate.name}\`` }, related,
  };
  if (detail) report.route = `${detail.route.method} ${detail.route.path}`;
  return report;
}
